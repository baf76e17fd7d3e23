import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useAct } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { settingsWords } from './words.ts'

/** Companies that ask me to work there too; absent while none does. */
export function InvitationsCard() {
  const t = useWords(settingsWords)
  const format = useFormat()
  const found = useQuery({
    queryKey: ['invitation', 'list'],
    queryFn: ({ signal }) => call('GET /v1/me/invitations', { signal }),
  })
  const rows = found.data?.rows ?? []
  const accept = useAct('POST /v1/me/invitations/:id/accept', ({ company }) =>
    tellDone({ text: t('accepted', { company: company.name }) }),
  )
  const decline = useAct('POST /v1/me/invitations/:id/decline', (_reply, { params }) =>
    tellDone({ text: t('declined', { company: rows.find(({ id }) => id === params.id)?.company ?? '' }) }),
  )
  if (rows.length === 0) return null
  const busy = accept.isPending || decline.isPending
  return (
    <Card title={t('invitations')} count={rows.length}>
      <div className="stack gap-12">
        {rows.map(({ id, company, person, invitedBy, invitedAt }) => (
          <div key={id} className="row gap-8 wrap">
            <span className="grow t13">
              {t('invitedAs', { company, person, by: invitedBy, date: format.date(invitedAt) })}
            </span>
            <Button size="small" disabled={busy} onClick={() => decline.mutate({ params: { id }, body: {} })}>
              {t('decline')}
            </Button>
            <Button
              size="small"
              type="primary"
              disabled={busy}
              onClick={() => accept.mutate({ params: { id }, body: {} })}
            >
              {t('accept')}
            </Button>
          </div>
        ))}
      </div>
      <ProblemNotice error={accept.error ?? decline.error} />
    </Card>
  )
}
