import { Button, Input } from 'antd'
import type { FormEvent } from 'react'
import type { Company } from '../../app/company.ts'
import { useWords } from '../../app/language.ts'
import type { Overlap } from '../../app/overlap.ts'
import { isProblem } from '../../app/problem.ts'
import { Dispute } from '../../ui/dispute.tsx'
import { Field, Fields } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { percentText } from '../../ui/share.ts'
import type { BankDraft, CompanyDraft, CompanyFacts } from './company.ts'
import { type Side, useCompanyForm } from './use-company-form.ts'
import { companyWords } from './words.ts'
import './company.css'

type TextName = Exclude<keyof CompanyDraft, 'banks' | 'language' | 'invoiceBasis'>

/** Everything that papers and policies say of the company; one button saves what was changed. */
export function CompanyForm({ company }: { company: Company }) {
  const t = useWords(companyWords)
  const { draft, change, send, save, overlap, choose } = useCompanyForm(company)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  const faultAt = (name: string) => (isProblem(save.error) ? save.error.faultAt(name) : undefined)
  const text = (name: TextName, most: number, more: { hint?: string; numeric?: boolean; disabled?: boolean } = {}) => (
    <Field
      label={t(name === 'timeZone' ? 'zone' : name)}
      hint={more.hint}
      fault={name === 'name' && draft.name.trim() === '' ? t('missing') : faultAt(name)}
    >
      {(id, described) => (
        <Input
          id={id}
          aria-describedby={described}
          inputMode={more.numeric ? 'decimal' : undefined}
          disabled={more.disabled}
          maxLength={most}
          value={draft[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <form className="company-form" onSubmit={submit} noValidate>
      <Card title={t('facts')} note={t('factsNote')}>
        <Fields>
          {text('name', 200)}
          {text('nameEn', 200)}
          {text('taxId', 40)}
          {text('phone', 60)}
          {text('address', 300)}
        </Fields>
        <Banks banks={draft.banks} onChange={(banks) => change({ banks })} />
      </Card>
      <Card title={t('policies')} note={t('policiesNote')}>
        <Fields>
          {text('priceAllowance', 8, { hint: t('priceAllowanceHint'), numeric: true })}
          {text('answerHours', 3, { hint: t('answerHoursHint'), numeric: true })}
          {text('signAfterDays', 2, { hint: t('signAfterDaysHint'), numeric: true })}
          {text('termDays', 3, { hint: t('termHint'), numeric: true })}
          <Field label={t('invoiceBasis')} hint={t('termHint')}>
            {(id, described) => (
              <OneOf
                id={id}
                described={described}
                value={draft.invoiceBasis}
                onChange={(invoiceBasis) => change({ invoiceBasis })}
                options={(['signed', 'shipped'] as const).map((value) => ({ value, label: t(value) }))}
              />
            )}
          </Field>
        </Fields>
      </Card>
      <Card title={t('place')}>
        <Fields>
          {text('currency', 3, {
            hint: t(company.currencyFixed ? 'currencyFixed' : 'currencyHint'),
            disabled: company.currencyFixed,
          })}
          {text('timeZone', 60)}
          <Field label={t('language')}>
            {(id) => (
              <OneOf
                id={id}
                value={draft.language}
                onChange={(language) => change({ language })}
                options={(['zh', 'en'] as const).map((value) => ({ value, label: t(value) }))}
              />
            )}
          </Field>
        </Fields>
      </Card>
      {overlap && <CompanyDispute overlap={overlap} onChoose={choose} />}
      <ProblemNotice error={overlap ? null : save.error} />
      <div className="row gap-8">
        <Button
          className="push"
          type="primary"
          htmlType="submit"
          loading={save.isPending}
          disabled={draft.name.trim() === ''}
        >
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

function CompanyDispute({ overlap, onChoose }: { overlap: Overlap<CompanyFacts>; onChoose: (side: Side) => void }) {
  const t = useWords(companyWords)
  return (
    <Dispute
      fields={overlap.fields.map((name) => ({
        label: t(labels[name]),
        mine: shown(name, overlap.mine, t),
        theirs: shown(name, overlap.theirs, t),
      }))}
      onMine={() => onChoose('mine')}
      onTheirs={() => onChoose('theirs')}
    />
  )
}

const labels = {
  name: 'name',
  nameEn: 'nameEn',
  taxId: 'taxId',
  phone: 'phone',
  address: 'address',
  bankAccounts: 'banks',
  currency: 'currency',
  timeZone: 'zone',
  language: 'language',
  priceAllowance: 'priceAllowance',
  answerHours: 'answerHours',
  signAfterDays: 'signAfterDays',
  termDays: 'termDays',
  invoiceBasis: 'invoiceBasis',
} as const satisfies Record<keyof CompanyFacts, string>

/** A fact in a few words, as the form shows it. */
function shown(
  name: keyof CompanyFacts,
  facts: Partial<CompanyFacts>,
  t: ReturnType<typeof useWords<(typeof companyWords)['zh']>>,
): string {
  if (name === 'bankAccounts')
    return (facts.bankAccounts ?? []).map(({ bank, account }) => `${bank} ${account}`).join(', ')
  if (name === 'priceAllowance') return percentText(facts.priceAllowance ?? '')
  if (name === 'language' || name === 'invoiceBasis') return facts[name] ? t(facts[name]) : ''
  return String(facts[name] ?? '')
}

function Banks({ banks, onChange }: { banks: readonly BankDraft[]; onChange: (banks: BankDraft[]) => void }) {
  const t = useWords(companyWords)
  const set = (at: number, part: Partial<BankDraft>) =>
    onChange(banks.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <fieldset className="company-banks">
      <legend className="t12 quiet">{t('banks')}</legend>
      {banks.map((one, at) => (
        <div key={at} className="company-bank">
          {(['bank', 'account', 'holder'] as const).map((name) => (
            <Input
              key={name}
              aria-label={`${t(name)} ${at + 1}`}
              placeholder={t(name)}
              maxLength={name === 'account' ? 60 : 100}
              value={one[name]}
              onChange={(event) => set(at, { [name]: event.target.value })}
            />
          ))}
          <Button
            type="text"
            icon={<Icon name="trash" label={t('removeBank', { count: at + 1 })} />}
            onClick={() => onChange(banks.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      {banks.length < 10 && (
        <Button
          size="small"
          icon={<Icon name="plus" />}
          onClick={() => onChange([...banks, { bank: '', account: '', holder: '' }])}
        >
          {t('addBank')}
        </Button>
      )}
    </fieldset>
  )
}
