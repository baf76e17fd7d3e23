import { quantity as shown } from '@baton/contract/decimal'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { accountOf, type Receipt } from './receipt.ts'
import { Stepper } from './stepper.tsx'
import { signWords } from './words.ts'

export type PublicDelivery = Reply<'GET /v1/sign/:token'>
export type PublicLine = PublicDelivery['lines'][number]

interface SignLineProps {
  line: PublicLine
  receipt: Receipt
  onChange: (receipt: Receipt) => void
}

/** One line to confirm: how much came; where it is less, in which way. */
export function SignLine({ line, receipt, onChange }: SignLineProps) {
  const t = useWords(signWords)
  const format = useFormat()
  const unit = useLanguage() === 'zh' ? line.unitNameZh : line.unitNameEn
  const name = line.description
  const account = accountOf(line, receipt)
  const gotFault = account.fault !== null && account.missing === 0n
  /** Whoever says nothing about what is missing says it is short. */
  const change = (got: string) => {
    const next = { ...receipt, got }
    const missing = accountOf(line, next).missing > 0n
    if (!missing) onChange({ ...next, short: false, damaged: false, damagedCount: '' })
    else onChange(next.short || next.damaged ? next : { ...next, short: true })
  }
  return (
    <li>
      <div className="sign-row">
        <div className="grow">
          <div className="t13 strong">{name}</div>
          <div className="t12 quiet">
            {line.itemNumber} · {t('due', { quantity: format.quantity(line.quantity, unit) })}
          </div>
        </div>
        <Stepper
          value={receipt.got}
          most={line.quantity}
          onChange={change}
          fault={gotFault}
          labels={{ less: t('less', { name }), value: t('received', { name }), more: t('more', { name }) }}
        />
      </div>
      {gotFault && (
        <p className="t12 rouge" role="alert">
          {account.fault === 'tooMany' ? t('tooMany', { quantity: format.quantity(line.quantity) }) : t('unreadable')}
        </p>
      )}
      {!account.fault && account.missing === 0n && (
        <p className="t12 lv row gap-4">
          <Icon name="check" size={14} /> {t('complete')}
        </p>
      )}
      {account.missing > 0n && <Missing line={line} receipt={receipt} onChange={onChange} unit={unit} />}
    </li>
  )
}

function Missing({ line, receipt, onChange, unit }: SignLineProps & { unit: string }) {
  const t = useWords(signWords)
  const format = useFormat()
  const name = line.description
  const { missing, fault } = accountOf(line, receipt)
  const toggle = (kind: 'short' | 'damaged') => {
    const next = { ...receipt, [kind]: !receipt[kind] }
    if (!next.short && !next.damaged) next[kind === 'short' ? 'damaged' : 'short'] = true
    onChange(next)
  }
  return (
    <>
      <div className="sign-missing">
        <span className="t12 rouge row gap-4 grow">
          <Icon name="warning" size={14} /> {t('missing', { quantity: format.quantity(shown(missing), unit) })}
        </span>
        <fieldset className="row gap-6" aria-label={t('kinds', { name })}>
          <Kind on={receipt.short} label={t('short')} onPress={() => toggle('short')} />
          <Kind on={receipt.damaged} label={t('damaged')} onPress={() => toggle('damaged')} />
        </fieldset>
      </div>
      {receipt.short && receipt.damaged && (
        <div className="sign-missing">
          <span className="t12 muted grow">{t('ofWhichDamaged')}</span>
          <Stepper
            value={receipt.damagedCount}
            most={shown(missing)}
            fault={fault !== null}
            onChange={(damagedCount) => onChange({ ...receipt, damagedCount })}
            labels={{ less: t('less', { name }), value: t('damagedOf', { name }), more: t('more', { name }) }}
          />
        </div>
      )}
      {fault && (
        <p className="t12 rouge" role="alert">
          {fault === 'tooMany' ? t('tooMany', { quantity: format.quantity(shown(missing)) }) : t('unreadable')}
        </p>
      )}
      <input
        className="sign-input"
        value={receipt.remark}
        maxLength={300}
        placeholder={t('remarkHint')}
        aria-label={t('remarkOf', { name })}
        onChange={(event) => onChange({ ...receipt, remark: event.target.value })}
      />
    </>
  )
}

function Kind({ on, label, onPress }: { on: boolean; label: string; onPress: () => void }) {
  return (
    <button type="button" className="sign-kind" aria-pressed={on} onClick={onPress}>
      {on && <Icon name="check" size={14} />}
      {label}
    </button>
  )
}
