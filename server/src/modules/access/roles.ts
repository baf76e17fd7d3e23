import type { Scope } from '../../kernel/work.ts'

export interface Role {
  id: string
  nameZh: string
  nameEn: string
  scope: Scope
  rights: string[]
}

const EVERYBODY = [
  'orders.read',
  'handover.read',
  'handover.offer',
  'handover.accept',
  'handover.claim',
  'handover.assign',
  'tasks.read',
  'tasks.claim',
  'notes.write',
  'partners.read',
  'catalog.read',
  'inventory.read',
  'delivery.read',
]
const SELLING = [
  'orders.create',
  'orders.change',
  'orders.confirm',
  'orders.cancel',
  'orders.shortClose',
  'orders.hold',
  'partners.change',
  'delivery.sign',
]
const SHIPPING = ['delivery.ship', 'delivery.sign']
const MONEY = [
  'finance.read',
  'finance.invoice',
  'finance.credit',
  'finance.pay',
  'finance.match',
  'finance.reverse',
  'ledger.read',
]
const MASTERS = [
  'partners.change',
  'partners.credit',
  'catalog.change',
  'people.change',
  'inventory.open',
  'imports.run',
]

const role = (id: string, nameZh: string, nameEn: string, scope: Scope, ...rights: string[][]): Role => ({
  id,
  nameZh,
  nameEn,
  scope,
  rights: [...new Set([...EVERYBODY, ...rights.flat()])].sort(),
})

/** The roles that every company starts with. Rights are named like the commands they open; a company may change them. */
export const ROLES: Role[] = [
  role('sales', '业务', 'Sales', 'own', SELLING),
  role('tracker', '跟单', 'Order tracker', 'department', SELLING, ['orders.process']),
  role('manager', '业务经理', 'Sales manager', 'below', SELLING, [
    'orders.review',
    'orders.process',
    'partners.credit',
    'finance.read',
  ]),
  role('planner', '计划', 'Planner', 'all', ['orders.process']),
  role('buyer', '采购', 'Buyer', 'all', ['orders.process', 'inventory.receive']),
  role('warehouse', '仓管', 'Warehouse', 'own', SHIPPING, [
    'orders.process',
    'inventory.receive',
    'inventory.adjust',
    'delivery.reverse',
  ]),
  role('production', '车间', 'Production', 'own', ['orders.process']),
  role('logistics', '物流', 'Logistics', 'own', SHIPPING, ['delivery.reverse']),
  role('finance', '财务', 'Finance', 'all', MONEY, ['orders.hold', 'partners.credit']),
  role('boss', '老板', 'Owner', 'all', SELLING, SHIPPING, MONEY, MASTERS, [
    'orders.review',
    'orders.process',
    'delivery.reverse',
    'inventory.receive',
    'inventory.adjust',
  ]),
  role('admin', '管理员', 'Administrator', 'all', SELLING, SHIPPING, MONEY, MASTERS, [
    'access.change',
    'orders.review',
    'orders.process',
    'delivery.reverse',
    'inventory.receive',
    'inventory.adjust',
  ]),
]
