import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useAct } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { actOf } from '../../ui/may.ts'
import { MenuButton, type MenuEntry } from '../../ui/menu-button.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { tellDone } from '../../ui/undo.tsx'
import type { Delivery } from './delivery-body.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { SignDialog } from './sign-dialog.tsx'
import { deliveryWords } from './words.ts'

type Open = 'sign' | 'link' | 'reverse' | 'unsign' | null

/** What can be done with a delivery note. What never fits its state is not there; what is refused now says why. */
export function DeliveryActs({ delivery }: { delivery: Delivery }) {
  const t = useWords(deliveryWords)
  const navigate = useNavigate()
  const [open, setOpen] = useState<Open>(null)
  const { id, number, state, may } = delivery
  const close = () => setOpen(null)
  const entry = (act: 'reverse' | 'unsign'): MenuEntry => {
    const found = actOf(may, act)
    return {
      key: act,
      label: t(act),
      icon: 'back',
      disabled: !found?.allowed,
      why: found?.because,
      onSelect: () => setOpen(act),
    }
  }
  return (
    <>
      <Button icon={<Icon name="print" />} onClick={() => void navigate(`/deliveries/${id}/print`)}>
        {t('print')}
      </Button>
      {state === 'shipped' && (
        <>
          <ActButton may={may} act="link" icon={<Icon name="link" />} onClick={() => setOpen('link')}>
            {t('link')}
          </ActButton>
          <ActButton may={may} act="sign" type="primary" icon={<Icon name="check" />} onClick={() => setOpen('sign')}>
            {t('sign')}
          </ActButton>
        </>
      )}
      {state !== 'reversed' && (
        <MenuButton
          label={t('moreActs')}
          className="plain-button delivery-more"
          width={180}
          entries={[entry(state === 'shipped' ? 'reverse' : 'unsign')]}
        >
          <Icon name="more" />
        </MenuButton>
      )}
      <SignDialog delivery={delivery} open={open === 'sign'} onClose={close} />
      <LinkDialog deliveryId={id} number={number} open={open === 'link'} onClose={close} />
      <TakeBack delivery={delivery} act="reverse" open={open === 'reverse'} onClose={close} />
      <TakeBack delivery={delivery} act="unsign" open={open === 'unsign'} onClose={close} />
    </>
  )
}

interface TakeBackProps {
  delivery: Delivery
  act: 'reverse' | 'unsign'
  open: boolean
  onClose: () => void
}

const said = {
  reverse: { text: 'reverseText', done: 'reverseDone', key: 'POST /v1/deliveries/:id/reverse' },
  unsign: { text: 'unsignText', done: 'unsignDone', key: 'POST /v1/deliveries/:id/unsign' },
} as const

function TakeBack({ delivery: { id, number }, act, open, onClose }: TakeBackProps) {
  const t = useWords(deliveryWords)
  const { text, done, key } = said[act]
  const back = useAct(
    (reason: string) => call(key, { params: { id }, body: { reason } }),
    () => {
      tellDone({ text: t(done, { number }) })
      onClose()
    },
  )
  return (
    <ReasonDialog
      open={open}
      title={`${t(act)} ${number}`}
      submit={t(act)}
      busy={back.isPending}
      error={back.error}
      onClose={onClose}
      onSubmit={(reason) => back.mutate(reason)}
    >
      {t(text, { number })}
    </ReasonDialog>
  )
}
