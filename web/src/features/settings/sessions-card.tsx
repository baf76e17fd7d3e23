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

const browsers = [
  [/Edg\//, 'Edge'],
  [/MicroMessenger/, 'WeChat'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const
const systems = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
] as const

const first = (device: string, known: readonly (readonly [RegExp, string])[]) =>
  known.find(([sign]) => sign.test(device))?.[1]

/** What a browser says of itself, as people name it. */
export const deviceName = (device: string): string =>
  [first(device, browsers), first(device, systems)].filter(Boolean).join(' · ') || device.slice(0, 40)

/** Where I am signed in; any of it can be ended from here. */
export function SessionsCard() {
  const t = useWords(settingsWords)
  const format = useFormat()
  const sessions = useQuery({
    queryKey: ['session', 'list'],
    queryFn: ({ signal }) => call('GET /v1/me/sessions', { signal }),
  })
  const end = useAct('DELETE /v1/me/sessions/:id', () => tellDone({ text: t('ended') }))
  return (
    <Card title={t('sessions')} count={sessions.data?.rows.length} flush>
      <ProblemNotice error={sessions.error ?? end.error} onRetry={() => void sessions.refetch()} />
      <ul className="settings-sessions">
        {sessions.data?.rows.map((one) => (
          <li key={one.id}>
            <span className="grow">
              <b>{deviceName(one.device) || t('unknownDevice')}</b>{' '}
              <span className="quiet t12">
                {one.company.name} · {one.address} · {t('since', { time: format.time(one.openedAt) })}
              </span>
            </span>
            {one.current ? (
              <span className="lv t12 nowrap">{t('thisOne')}</span>
            ) : (
              <Button
                size="small"
                loading={end.isPending && end.variables?.params.id === one.id}
                onClick={() => end.mutate({ params: { id: one.id } })}
              >
                {t('endSession')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
