import { quantity } from '@baton/contract/decimal'
import type { inventory } from '@baton/contract/inventory'
import { query } from '../../kernel/command.ts'
import { keyOf, pageOf } from '../../kernel/cursor.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'

interface MoveRow {
  move_id: string
  kind: string
  quantity: bigint
  from_id: string | null
  from_zh: string
  from_en: string
  to_id: string | null
  to_zh: string
  to_en: string
  moved_at: Date
  actor: string | null
  reason: string | null
  document_kind: string
  document_id: string
}

const list = statement<MoveRow>(
  'inventory.listMoves',
  `select m.move_id, m.kind, m.quantity, m.moved_at, m.reason, m.document_kind, m.document_id, p.name as actor,
          f.warehouse_id as from_id, f.name_zh as from_zh, f.name_en as from_en,
          t.warehouse_id as to_id, t.name_zh as to_zh, t.name_en as to_en
     from inventory.move m
     left join inventory.warehouse f on f.company_id = m.company_id and f.warehouse_id = m.from_warehouse_id
     left join inventory.warehouse t on t.company_id = m.company_id and t.warehouse_id = m.to_warehouse_id
     left join people.read_person p on p.company_id = m.company_id and p.person_id = m.actor_id
    where m.item_id = $1 and (m.moved_at, m.move_id) < ($2::timestamptz, $3::uuid)
    order by m.moved_at desc, m.move_id desc limit $4`,
)

/** After the last move there can be. */
const END = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const

/** Moves of one item, newest first. */
export const listMoves = query({
  load: (work, request: RequestOf<(typeof inventory)['GET /v1/stock/moves']>) => {
    const [at, id] = keyOf(request.cursor, 2)
    return { moves: work.read(list, [request.itemId, at ?? END[0], id ?? END[1], request.limit + 1]) }
  },
  run: (_work, request, { moves }) =>
    pageOf(
      moves,
      request.limit,
      (row) => [row.moved_at.toISOString(), row.move_id],
      (row) => ({
        id: row.move_id,
        kind: row.kind,
        quantity: quantity(row.quantity),
        from: row.from_id === null ? null : { id: row.from_id, nameZh: row.from_zh, nameEn: row.from_en },
        to: row.to_id === null ? null : { id: row.to_id, nameZh: row.to_zh, nameEn: row.to_en },
        movedAt: row.moved_at.toISOString(),
        actor: row.actor,
        reason: row.reason,
        documentKind: row.document_kind,
        documentId: row.document_id,
      }),
    ),
})
