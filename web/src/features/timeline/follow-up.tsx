import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { DayInput, leadToUnread } from '../../ui/day-input.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { companyZone } from '../../ui/use-format.ts'
import { momentOf } from '../../ui/zone.ts'
import { MentionBox } from './mention-box.tsx'
import { timelineWords } from './words.ts'

/** Writes down what was agreed, with a day on which to be reminded. */
export function FollowUp({ orderId, writing }: { orderId: string; writing: number }) {
  const t = useWords(timelineWords)
  const box = useRef<HTMLTextAreaElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const [text, setText] = useState('')
  const [remindOn, setRemindOn] = useState('')
  const write = useAct(
    () =>
      call('POST /v1/orders/:id/notes', {
        params: { id: orderId },
        body: { text, ...(remindOn !== '' && { remindOn }) },
      }),
    () => {
      setText('')
      setRemindOn('')
      tellDone({ text: t('saved') })
    },
  )
  useEffect(() => {
    if (writing > 0) box.current?.focus()
  }, [writing])
  const go = () => {
    if (text.trim() !== '' && !write.isPending && !leadToUnread(host.current)) write.mutate()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    go()
  }
  const open = text !== ''
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter is the button's own key
    <div ref={host} className="follow-up" onKeyDown={press}>
      <MentionBox
        box={box}
        rows={open ? 3 : 1}
        label={t('write')}
        placeholder={t('writeHint')}
        listLabel={t('mention')}
        value={text}
        onChange={setText}
      />
      {open && (
        <div className="row gap-8">
          <span className="t12 quiet nowrap">{t('remind')}</span>
          <DayInput
            label={t('remind')}
            value={remindOn}
            min={momentOf(new Date().toISOString(), companyZone()).day}
            onChange={setRemindOn}
          />
          <Button type="primary" loading={write.isPending} disabled={text.trim() === ''} onClick={go}>
            {t('save')}
          </Button>
        </div>
      )}
      {write.error && <ProblemNotice error={write.error} />}
    </div>
  )
}
