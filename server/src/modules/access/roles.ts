import type { Right } from '@baton/contract/rights'
import type { Scope } from '../../kernel/work.ts'

export interface Role {
  id: string
  nameZh: string
  nameEn: string
  scope: Scope
  rights: Right[]
}

const EVERYBODY: Right[] = [
  'orders.read',
  'handover.read',
  'handover.offer',
  'handover.accept',
  'handover.claim',
  'handover.assign',
  'tasks.read',
  'tasks.claim',
  'notes.write',
  'notes.watch',
  'partners.read',
  'catalog.read',
  'inventory.read',
  'delivery.read',
]
const SELLING: Right[] = [
  'orders.create',
  'orders.change',
  'orders.confirm',
  'orders.cancel',
  'orders.shortClose',
  'orders.hold',
  'orders.perform',
  'partners.change',
  'delivery.sign',
  'delivery.track',
]
const SHIPPING: Right[] = ['delivery.ship', 'delivery.sign', 'delivery.track']
const MONEY: Right[] = [
  'finance.read',
  'finance.invoice',
  'finance.credit',
  'finance.pay',
  'finance.match',
  'finance.reverse',
  'finance.open',
  'ledger.read',
  'ledger.change',
  'ledger.open',
]
const MASTERS: Right[] = [
  'partners.change',
  'partners.credit',
  'catalog.change',
  'people.change',
  'access.company',
  'access.read',
  'inventory.change',
  'inventory.open',
]

const role = (id: string, nameZh: string, nameEn: string, scope: Scope, ...rights: Right[][]): Role => ({
  id,
  nameZh,
  nameEn,
  scope,
  rights: [...new Set([...EVERYBODY, ...rights.flat()])].sort(),
})

/** The roles that every company starts with. They stay as they are; whoever wants one to be different copies it. */
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
    'inventory.transfer',
    'delivery.reverse',
  ]),
  role('production', '车间', 'Production', 'own', ['orders.process', 'orders.perform']),
  role('logistics', '物流', 'Logistics', 'own', SHIPPING, ['delivery.reverse', 'orders.perform']),
  role('finance', '财务', 'Finance', 'all', MONEY, ['orders.hold', 'partners.credit']),
  role('boss', '老板', 'Owner', 'all', SELLING, SHIPPING, MONEY, MASTERS, [
    'orders.review',
    'orders.process',
    'delivery.reverse',
    'inventory.receive',
    'inventory.adjust',
    'inventory.transfer',
  ]),
  role('admin', '管理员', 'Administrator', 'all', SELLING, SHIPPING, MONEY, MASTERS, [
    'access.administer',
    'orders.review',
    'orders.process',
    'delivery.reverse',
    'inventory.receive',
    'inventory.adjust',
    'inventory.transfer',
  ]),
]
