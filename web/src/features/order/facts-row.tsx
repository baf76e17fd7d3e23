import { parseDecimal } from '@baton/contract/decimal'
import { useLanguage, useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { nameIn } from '../../ui/departments.ts'
import { Meter } from '../../ui/figures.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { progressOf } from './line-progress.ts'
import type { Order, Task } from './read-order.ts'
import { orderWords } from './words.ts'

/** Where it goes, what it takes of the credit, and on what its date rests. */
export function FactsRow({ order, tasks }: { order: Order; tasks: readonly Task[] | undefined }) {
  const t = useWords(orderWords)
  const books = useRight('finance.read')
  const sells = useRight('orders.confirm')
  const { recipient, contactName, phone, region, street } = order.deliverTo
  return (
    <div className="facts-row t12">
      <div>
        <h2>{t('deliverTo')}</h2>
        {street ? (
          <>
            <p>
              {region} {street}
            </p>
            <p>{[recipient || contactName, phone].filter(Boolean).join(' · ')}</p>
          </>
        ) : (
          <p className="ochre">{t('noAddress')}</p>
        )}
        {order.note && (
          <>
            <h2 className="facts-note">{t('note')}</h2>
            <p>{order.note}</p>
          </>
        )}
      </div>
      {(books || sells) && <Credit order={order} />}
      <DateBasis order={order} tasks={tasks} />
    </div>
  )
}

const minor = (amount: string): bigint => parseDecimal(amount, 2) ?? 0n

function Credit({ order }: { order: Order }) {
  const t = useWords(orderWords)
  const format = useFormat()
  const { creditLimit, exposure } = order.customer
  const money = (amount: string) => format.money(amount, order.currency)
  const used = money(exposure)
  const limit = creditLimit === null ? 0n : minor(creditLimit)
  const over = creditLimit !== null && minor(exposure) > limit
  const share = limit > 0n ? Number((minor(exposure) * 1000n) / limit) / 1000 : 1
  return (
    <div>
      <h2>{t('credit')}</h2>
      {creditLimit === null || limit === 0n ? (
        <p>{t(limit === 0n && creditLimit !== null ? 'creditPrepaid' : 'creditOpen', { used })}</p>
      ) : (
        <p className="row gap-8 wrap">
          <Meter
            value={Math.min(share, 1.2) / 1.2}
            limit={1 / 1.2}
            width={100}
            label={t('creditLabel', { used, limit: money(creditLimit) })}
          />
          <span className={over ? 'rouge nowrap' : 'nowrap'}>{t('creditOf', { used, limit: money(creditLimit) })}</span>
        </p>
      )}
      <p>{t('creditOwn', { amount: money(order.exposure) })}</p>
    </div>
  )
}

/** A date that is not broken at its hyphen, by a joiner of no width. */
const inOnePiece = (date: string): string => date.replaceAll('-', '-\u2060')

function DateBasis({ order, tasks }: { order: Order; tasks: readonly Task[] | undefined }) {
  const t = useWords(orderWords)
  const language = useLanguage()
  const format = useFormat()
  const open = order.state !== 'settled' && order.state !== 'cancelled' && order.state !== 'completed'
  const short = order.lines.filter((line) => progressOf(line, order.state).step === 'short')
  const sentence = (line: Order['lines'][number]): string => {
    const quantity = format.quantity(
      progressOf(line, order.state).missing ?? '0',
      language === 'zh' ? line.unitNameZh : line.unitNameEn,
    )
    const task = tasks?.find((one) => one.kind === 'shortage' && one.lines.some((part) => part.line === line.line))
    if (!task?.dueOn) return t('lineShort', { line: line.line, quantity })
    const department = nameIn(task.department, language)
    return t('lineShortTask', { line: line.line, quantity, department, date: inOnePiece(format.date(task.dueOn)) })
  }
  return (
    <div>
      <h2>{t('dateBasis')}</h2>
      <p>
        {order.promisedOn ? t('promisedOn', { date: format.date(order.promisedOn) }) : t('noPromise')}
        {order.requestedOn && order.requestedOn !== order.promisedOn && (
          <> · {t('requestedOn', { date: format.date(order.requestedOn) })}</>
        )}
      </p>
      {open &&
        short.map((line) => (
          <p key={line.line} className="ochre">
            {sentence(line)}
          </p>
        ))}
      {open && short.length === 0 && order.lines.some((line) => line.kind === 'stock') && <p>{t('allCovered')}</p>}
    </div>
  )
}
