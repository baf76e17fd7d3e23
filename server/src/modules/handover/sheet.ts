import { money } from '@baton/contract/decimal'
import type { HandoverSheet, handoverPapers } from '@baton/contract/handover-papers'
import { query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import { no } from './handover.rules.ts'
import { findPackage, packageOf } from './inbox.ts'
import type { FrozenOrder } from './sheet.rules.ts'

type ShowSheet = RequestOf<(typeof handoverPapers)['GET /v1/handovers/:id/sheet']>

const findFrozen = statement<{ sheet: FrozenOrder[] | null; frozenAt: Date | null; company: string }>(
  'handover.sheet',
  `select k.sheet, k.sheet_frozen_at as "frozenAt", c.name as company
     from handover.package k join access.read_company c on c.company_id = k.company_id where k.offer_id = $1`,
)

/** Of the orders that the reader may read: the files that were there at the moment of acceptance. */
const findBeside = statement<{ id: string; customer: string; attachments: string[] }>(
  'handover.sheetBeside',
  `select o.order_id as id, c.name as customer,
          array(select a.name from notes.read_attachment a
                 where a.company_id = o.company_id and a.subject_kind = 'order' and a.subject_id = o.order_id and a.added_at <= k.sheet_frozen_at
                 order by a.added_at, a.attachment_id) as attachments
     from handover.package k
     join custody.read_offer s on s.company_id = k.company_id and s.offer_id = k.offer_id and s.subject_kind = 'order'
     join orders.read_order o on o.company_id = s.company_id and o.order_id = s.subject_id
     left join partners.read_customer c on c.company_id = o.company_id and c.customer_id = o.customer_id
    where k.offer_id = $1 and (${mayReadSql(`'order'`, 'o.order_id', 2, 3)} or s.from_id = $4 or s.to_person_id = $4)`,
)
const findUnits = statement<{ code: string; nameZh: string; nameEn: string }>(
  'handover.sheetUnits',
  'select code, name_zh as "nameZh", name_en as "nameEn" from catalog.read_unit',
)

/** The handover sheet: what the receiver took over, frozen at that moment. */
export const showSheet = query({
  load: (work, request: ShowSheet) => ({
    rows: findPackage(work, request.id),
    frozen: work.read(findFrozen, [request.id]),
    beside: work.read(findBeside, [request.id, ...sightOf(work), work.actor.personId]),
    units: work.read(findUnits),
  }),
  run: (work, _request, { rows, frozen, beside, units }): HandoverSheet => {
    const row = rows[0]
    if (!row?.readable) throw no.unknown()
    const {
      subjects: _,
      batchId: __,
      version: ___,
      may: ____,
      answerBy: _____,
      answerReason: ______,
      ...shown
    } = packageOf(work, row)
    const known = new Map(beside.map((one) => [one.id, one]))
    const names = new Map(units.map((unit) => [unit.code, work.language === 'zh' ? unit.nameZh : unit.nameEn]))
    return {
      handover: shown,
      company: frozen[0]?.company ?? '',
      frozenAt: frozen[0]?.frozenAt?.toISOString() ?? null,
      orders: (frozen[0]?.sheet ?? []).flatMap((order) => {
        const one = known.get(order.id)
        return one ? [orderOf(work, order, one, names)] : []
      }),
    }
  },
})

const orderOf = (
  work: Work,
  { unpaid, openLines, ...order }: FrozenOrder,
  { customer, attachments }: { customer: string; attachments: string[] },
  names: ReadonlyMap<string, string>,
) => ({
  ...order,
  customer,
  attachments,
  openLines: openLines.map((line) => ({ ...line, unit: names.get(line.unit) ?? line.unit })),
  unpaid: work.actor.rights.has('finance.read') ? money(BigInt(unpaid)) : null,
})
