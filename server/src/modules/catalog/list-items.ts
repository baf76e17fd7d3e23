import { formatDecimal, unitPrice } from '@baton/contract/decimal'
import type { catalog } from '@baton/contract/masters'
import { query } from '../../kernel/command.ts'
import { keyOf, pageOf } from '../../kernel/cursor.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { searchOf, searchValues } from '../../kernel/search.ts'
import { statement } from '../../kernel/statement.ts'
import type { ItemKind } from './catalog.rules.ts'

export interface ItemRow {
  item_id: string
  number: string
  name: string
  specification: string
  kind: ItemKind
  unit: string
  unit_name_zh: string
  unit_name_en: string
  tax_code: string
  rate: number
  category: string
  list_price: bigint | null
  active: boolean
}

/** The columns of a row in lists and details. */
export const ITEM_ROW = `i.item_id, i.number, i.name, i.specification, i.kind, i.unit, u.name_zh as unit_name_zh, u.name_en as unit_name_en,
       i.tax_code, t.rate, i.category, i.list_price, i.active
  from catalog.item i
  join catalog.unit u on u.company_id = i.company_id and u.code = i.unit
  join catalog.tax_rate t on t.company_id = i.company_id and t.code = i.tax_code`

const page = (condition: string) =>
  `select ${ITEM_ROW}
    where i.number > $1 and ($2::text is null or i.kind = $2) and ($4::boolean is null or i.active = $4) ${condition}
    order by i.number limit $3`

const list = statement<ItemRow>('catalog.list', page(''))
const search = statement<ItemRow>(
  'catalog.search',
  searchOf({ kind: 'item', first: 5, id: 'i.item_id', page, order: 'number' }),
)

/** Items by number; found by number, name, specification and pinyin initials. */
export const listItems = query({
  load: (work, request: RequestOf<(typeof catalog)['GET /v1/items']>) => {
    const [number] = keyOf(request.cursor, 1)
    const active = request.state === undefined ? null : request.state === 'active'
    const from = [number ?? '', request.kind ?? null, request.limit + 1, active]
    const sought = searchValues(request.q)
    return { items: sought ? work.read(search, [...from, ...sought]) : work.read(list, from) }
  },
  run: (_work, request, { items }) => pageOf(items, request.limit, (row) => [row.number], shownItem),
})

export const shownItem = (row: ItemRow) => ({
  id: row.item_id,
  number: row.number,
  name: row.name,
  specification: row.specification,
  kind: row.kind,
  unit: row.unit,
  unitNameZh: row.unit_name_zh,
  unitNameEn: row.unit_name_en,
  taxCode: row.tax_code,
  taxRate: shownRate(row.rate),
  category: row.category,
  listPrice: row.list_price === null ? null : unitPrice(row.list_price),
  active: row.active,
})

/** Millionths → "0.13". */
export const shownRate = (rate: number): string => formatDecimal(BigInt(rate), 6)
