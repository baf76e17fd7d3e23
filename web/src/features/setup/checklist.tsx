import { Link } from 'react-router'
import { useWords } from '../../app/language.ts'
import { useRight, useSession } from '../../app/session.ts'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../../ui/page.tsx'
import { optional, places, type Step, steps, useSteps } from './steps.ts'
import { setupWords } from './words.ts'
import './setup.css'

/** Leads a new company to its first settled order; it ticks itself from what is there, and goes once that order is settled. */
export function Checklist() {
  const t = useWords(setupWords)
  const mayChange = useRight('access.company')
  const real = useSession().data?.company.demonstration === false
  const wanted = mayChange && real
  const facts = useSteps(wanted)
  if (!wanted || facts.settled !== false) return null
  const done = steps.filter((step) => facts[step])
  const next = steps.find((step) => !facts[step] && !optional.includes(step))
  return (
    <Card title={t('title')} count={t('progress', { done: done.length, all: steps.length })} flush>
      <p className="setup-intro t13 muted">{t('intro')}</p>
      <ol className="setup-steps">
        {steps.map((step) => (
          <StepRow key={step} step={step} done={facts[step] === true} next={step === next} />
        ))}
      </ol>
    </Card>
  )
}

function StepRow({ step, done, next }: { step: Step; done: boolean; next: boolean }) {
  const t = useWords(setupWords)
  return (
    <li className={done ? 'setup-step setup-done' : 'setup-step'} aria-current={next ? 'step' : undefined}>
      <span className={done ? 'setup-mark lv' : 'setup-mark'}>
        {done && <Icon name="check" size={14} />}
        <span className="hidden-text">{t(done ? 'done' : next ? 'next' : 'open')}</span>
      </span>
      <span className={next ? 'grow strong' : 'grow'}>{t(step)}</span>
      {!done && (
        <Link to={places[step]} className={next ? 'setup-next' : undefined}>
          {t(`${step}Act`)}
        </Link>
      )}
    </li>
  )
}
