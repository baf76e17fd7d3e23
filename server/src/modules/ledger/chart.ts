import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'

/** What a posting stands for; in each company exactly one account carries a role. */
export type AccountRole =
  | 'bank'
  | 'cash'
  | 'receivable'
  | 'advance'
  | 'stock'
  | 'transit'
  | 'revenue'
  | 'outputTax'
  | 'costOfSales'
  | 'rounding'
  | 'freight'
  | 'opening'
  | 'stockDifference'
  | 'payableAccrued'

export type AccountKind = 'asset' | 'liability' | 'equity' | 'income' | 'expense'

export interface ChartAccount {
  code: string
  zh: string
  en: string
  kind: AccountKind
  role: AccountRole | null
}

const account = (code: string, kind: AccountKind, role: AccountRole | null, zh: string, en: string): ChartAccount => ({
  code,
  zh,
  en,
  kind,
  role,
})

/** The accounts that a new company starts with, numbered as Chinese enterprises are used to. */
export const CHART: readonly ChartAccount[] = [
  account('1001', 'asset', 'cash', '库存现金', 'Cash on hand'),
  account('1002', 'asset', 'bank', '银行存款', 'Cash at bank'),
  account('1122', 'asset', 'receivable', '应收账款', 'Accounts receivable'),
  account('1405', 'asset', 'stock', '库存商品', 'Stock'),
  account('1406', 'asset', 'transit', '发出商品', 'Goods in transit'),
  account('1901', 'asset', 'stockDifference', '待处理财产损溢', 'Stock differences'),
  account('2202', 'liability', null, '应付账款', 'Accounts payable'),
  account('220202', 'liability', 'payableAccrued', '暂估应付账款', 'Goods received, not invoiced'),
  account('2203', 'liability', 'advance', '预收账款', 'Advances from customers'),
  account('2221', 'liability', 'outputTax', '应交税费（销项税额）', 'Output tax'),
  account('4001', 'equity', null, '实收资本', 'Paid-in capital'),
  account('4103', 'equity', null, '本年利润', 'Profit of the year'),
  account('4199', 'equity', 'opening', '期初余额', 'Opening balances'),
  account('6001', 'income', 'revenue', '主营业务收入', 'Revenue'),
  account('6051', 'income', 'freight', '运费收入', 'Freight charged'),
  account('6401', 'expense', 'costOfSales', '主营业务成本', 'Cost of sales'),
  account('660309', 'expense', 'rounding', '尾差', 'Rounding'),
]

const writeChart = statement(
  'ledger.writeChart',
  `insert into ledger.account (code, kind, role, name_zh, name_en)
   select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])`,
)

/** Gives a new company its chart of accounts. */
export function createChart(work: Work): void {
  work.write(writeChart, [
    CHART.map((one) => one.code),
    CHART.map((one) => one.kind),
    CHART.map((one) => one.role),
    CHART.map((one) => one.zh),
    CHART.map((one) => one.en),
  ])
}
