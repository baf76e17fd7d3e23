import { Button } from 'antd'
import { useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import { Icon } from './icon.tsx'
import './dispute.css'

export interface DisputeProps {
  fields: { label: string; mine: string; theirs: string }[]
  onMine: () => void
  onTheirs: () => void
}

/** Two people changed the same: both versions are shown, one is chosen, nothing else is lost. */
export function Dispute({ fields, onMine, onTheirs }: DisputeProps) {
  const t = useWords(kitWords)
  return (
    <div className="dispute" role="alert">
      <p className="row gap-8">
        <Icon name="warning" className="ochre" />
        <b>{t('disputeTitle')}</b>
      </p>
      <table>
        <thead>
          <tr>
            <th>{t('disputeField')}</th>
            <th>{t('disputeTheirs')}</th>
            <th>{t('disputeMine')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((one) => (
            <tr key={one.label}>
              <th scope="row">{one.label}</th>
              <td>{one.theirs || '—'}</td>
              <td>{one.mine || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row gap-8">
        <Button size="small" onClick={onTheirs}>
          {t('disputeKeepTheirs')}
        </Button>
        <Button size="small" type="primary" onClick={onMine}>
          {t('disputeKeepMine')}
        </Button>
      </div>
    </div>
  )
}
