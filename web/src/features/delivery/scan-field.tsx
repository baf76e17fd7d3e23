import { useMutation } from '@tanstack/react-query'
import { Input, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { deliveryWords } from './words.ts'
import './delivery.css'

/** A short tone through the loudspeaker: who scans looks at the goods, not at the screen. */
function beep(good: boolean) {
  const audio = new AudioContext()
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.frequency.value = good ? 1320 : 220
  volume.gain.value = 0.06
  tone.connect(volume).connect(audio.destination)
  tone.start()
  tone.stop(audio.currentTime + (good ? 0.08 : 0.32))
  tone.onended = () => void audio.close()
}

async function find(number: string): Promise<string | null> {
  const [deliveries, orders] = await Promise.all([
    call('GET /v1/deliveries', { query: { q: number, limit: 5 } }),
    call('GET /v1/deliveries/shippable', { query: { q: number, limit: 5 } }),
  ])
  const delivery = deliveries.rows.find((one) => one.number === number)
  if (delivery) return `/deliveries/${delivery.id}`
  const order = orders.rows.find((one) => one.order.number === number)
  if (order) return `/deliveries/ship/${order.order.id}`
  const last = deliveries.rows.find((one) => one.order.number === number)
  return last ? `/deliveries/${last.id}` : null
}

/** A hand scanner types the number and presses Enter: a delivery note opens, an order opens where it is shipped. */
export function ScanField() {
  const t = useWords(deliveryWords)
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const field = useRef<InputRef>(null)
  const scan = useMutation({
    mutationFn: find,
    onSuccess: (to) => {
      beep(to !== null)
      if (to) void navigate(to)
      else field.current?.select()
    },
    onError: () => beep(false),
  })
  const missed = scan.data === null ? scan.variables : null
  const submit = () => {
    const number = text.trim().toUpperCase()
    if (number && !scan.isPending) scan.mutate(number)
  }
  return (
    <div className="scan">
      <Input
        ref={field}
        size="large"
        className="scan-input"
        data-missed={missed ? true : undefined}
        prefix={<Icon name="scan" />}
        placeholder={t('scanHint')}
        aria-label={t('scan')}
        aria-describedby="scan-told"
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          scan.reset()
        }}
        onPressEnter={submit}
      />
      <p id="scan-told" role="status" className="t12 rouge">
        {missed && t('scanNothing', { text: missed })}
      </p>
      <ProblemNotice error={scan.error} onRetry={submit} />
    </div>
  )
}
