import type { Founder, Founding } from '../../server/src/found-company.ts'

/** The demonstration company's departments; parents stand before their children. */
export const DEPARTMENTS: Founding['departments'] = [
  { number: 'D00', nameZh: '总经办', nameEn: 'Management', kind: 'management' },
  { number: 'D10', nameZh: '业务部', nameEn: 'Sales', kind: 'sales', parent: 'D00' },
  { number: 'D20', nameZh: '华东跟单组', nameEn: 'Order tracking', kind: 'tracking', parent: 'D00' },
  { number: 'D30', nameZh: '计划部', nameEn: 'Planning', kind: 'planning', parent: 'D00' },
  { number: 'D40', nameZh: '采购部', nameEn: 'Purchasing', kind: 'buying', parent: 'D00' },
  { number: 'D50', nameZh: '仓库', nameEn: 'Warehouse', kind: 'store', parent: 'D00' },
  { number: 'D60', nameZh: '车间', nameEn: 'Shop floor', kind: 'shop', parent: 'D00' },
  { number: 'D70', nameZh: '物流部', nameEn: 'Shipping', kind: 'shipping', parent: 'D00' },
  { number: 'D80', nameZh: '财务部', nameEn: 'Finance', kind: 'finance', parent: 'D00' },
]

/** Who works there. The accounts are those of the README. */
export const FOUNDERS: Founder[] = [
  { number: 'E001', name: '郑国栋', department: 'D00', position: '总经理', roles: ['boss'], account: 'boss', head: true },
  { number: 'E002', name: '许可', department: 'D00', position: '系统管理员', roles: ['admin'], account: 'admin' },
  { number: 'E010', name: '张立峰', department: 'D10', position: '业务经理', roles: ['manager'], account: 'manager', head: true, loadCeiling: 30 },
  { number: 'E011', name: '周敏', department: 'D10', position: '业务员', roles: ['sales'], account: 'sales1', loadCeiling: 20 },
  { number: 'E012', name: '方宇', department: 'D10', position: '业务员', roles: ['sales'], account: 'sales2', loadCeiling: 20 },
  { number: 'E020', name: '陈静', department: 'D20', position: '跟单', roles: ['tracker'], account: 'tracker', head: true, loadCeiling: 20 },
  { number: 'E021', name: '李思远', department: 'D20', position: '跟单', roles: ['tracker'], account: 'tracker2', loadCeiling: 20 },
  { number: 'E022', name: '王晓武', department: 'D20', position: '跟单', roles: ['tracker'], account: 'tracker3', loadCeiling: 16 },
  { number: 'E030', name: '何俊', department: 'D30', position: '计划员', roles: ['planner'], account: 'planner', head: true, loadCeiling: 40 },
  { number: 'E040', name: '钱大勇', department: 'D40', position: '采购员', roles: ['buyer'], account: 'buyer', head: true, loadCeiling: 30 },
  { number: 'E050', name: '赵柳青', department: 'D50', position: '仓库主管', roles: ['warehouse'], account: 'warehouse', head: true, loadCeiling: 40 },
  { number: 'E060', name: '孙国强', department: 'D60', position: '车间主任', roles: ['production'], account: 'production', head: true, loadCeiling: 30 },
  { number: 'E070', name: '马建平', department: 'D70', position: '物流主管', roles: ['logistics'], account: 'logistics', head: true, loadCeiling: 30 },
  { number: 'E080', name: '吴海燕', department: 'D80', position: '财务主管', roles: ['finance'], account: 'finance', head: true, loadCeiling: 60 },
]

export const WAREHOUSES: Founding['warehouses'] = [
  { number: 'W1', nameZh: '成品仓', nameEn: 'Finished goods', priority: 1 },
  { number: 'W2', nameZh: '外租仓', nameEn: 'Rented store', priority: 2 },
]
