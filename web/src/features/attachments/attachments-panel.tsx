import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { usePhone } from '../../app/use-media.ts'
import { ActDialog } from '../../ui/act-dialog.tsx'
import { DateText } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { mayDo } from '../../ui/may.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { sizeText } from './size.ts'
import { type Attachment, type Uploads, useAttachments } from './uploads.ts'
import { attachmentWords } from './words.ts'
import './attachments.css'

/** What hangs over the page while files are dragged across it. */
export function DropShade() {
  const t = useWords(attachmentWords)
  return (
    <div className="attachments-drop" role="status">
      {t('dropHere')}
    </div>
  )
}

/** The files of an order: seen, added by choosing, dropping, pasting or a phone's camera, removed by who added them. */
export function AttachmentsPanel({ orderId, uploads }: { orderId: string; uploads: Uploads }) {
  const t = useWords(attachmentWords)
  const files = useAttachments(orderId)
  const [removing, setRemoving] = useState<Attachment | null>(null)
  const rows = files.data?.rows
  return (
    <div className="attachments">
      {mayDo(files.data?.may, 'add') && <AddFiles uploads={uploads} />}
      {uploads.uploads.map(({ key, name, error }) =>
        error === null ? (
          <p key={key} className="t13 muted row gap-6" role="status">
            <Icon name="hourglass" size={14} /> {t('uploading', { name })}
          </p>
        ) : (
          <ProblemNotice
            key={key}
            error={error}
            cures={
              <Button size="small" onClick={() => uploads.dismiss(key)}>
                {t('dismiss')}
              </Button>
            }
          />
        ),
      )}
      <ProblemNotice error={files.error} onRetry={() => void files.refetch()} />
      {rows?.length === 0 && <p className="t13 quiet">{t('none')}</p>}
      <ul className="attachments-list" aria-label={t('attachments')}>
        {rows?.map((row) => (
          <File key={row.id} file={row} onRemove={() => setRemoving(row)} />
        ))}
      </ul>
      {removing && <RemoveDialog file={removing} onClose={() => setRemoving(null)} />}
    </div>
  )
}

function AddFiles({ uploads }: { uploads: Uploads }) {
  const t = useWords(attachmentWords)
  const phone = usePhone()
  const chosen = useRef<HTMLInputElement>(null)
  const taken = useRef<HTMLInputElement>(null)
  const take = (input: HTMLInputElement) => {
    void uploads.add([...(input.files ?? [])])
    input.value = ''
  }
  return (
    <div className="attachments-acts">
      <input ref={chosen} type="file" multiple hidden onChange={(event) => take(event.target)} />
      <input
        ref={taken}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        onChange={(event) => take(event.target)}
      />
      <Button icon={<Icon name="attachment" />} onClick={() => chosen.current?.click()}>
        {t('add')}
      </Button>
      {phone && (
        <Button icon={<Icon name="camera" />} onClick={() => taken.current?.click()}>
          {t('photo')}
        </Button>
      )}
      <span className="t12 quiet">{t('limit')}</span>
    </div>
  )
}

function File({ file, onRemove }: { file: Attachment; onRemove: () => void }) {
  const t = useWords(attachmentWords)
  const address = `/v1/attachments/${file.id}`
  const removable = file.may.find((one) => one.act === 'remove')
  const picture = file.shown && file.mediaType.startsWith('image/')
  return (
    <li>
      <a
        className="attachment-face"
        href={address}
        target={file.shown ? '_blank' : undefined}
        rel="noreferrer"
        aria-label={t(file.shown ? 'open' : 'download', { name: file.name })}
      >
        {picture ? (
          <img src={address} alt="" loading="lazy" />
        ) : (
          <Icon name={file.shown ? 'eye' : 'export'} size={20} />
        )}
      </a>
      <div className="grow attachment-name">
        <a href={address} target={file.shown ? '_blank' : undefined} rel="noreferrer" className="t13 strong">
          {file.name}
        </a>
        <div className="t12 quiet">
          {sizeText(file.size)} · {file.addedBy?.name ?? t('byCustomer')} ·{' '}
          <DateText value={file.addedAt} style="time" />
        </div>
      </div>
      <button
        type="button"
        className="plain-button"
        aria-label={t('remove', { name: file.name })}
        aria-disabled={!removable?.allowed}
        title={removable?.because}
        onClick={() => removable?.allowed && onRemove()}
      >
        <Icon name="trash" />
      </button>
    </li>
  )
}

function RemoveDialog({ file, onClose }: { file: Attachment; onClose: () => void }) {
  const t = useWords(attachmentWords)
  const remove = useAct(
    () => call('DELETE /v1/attachments/:id', { params: { id: file.id } }),
    () => {
      tellDone({ text: t('removed', { name: file.name }) })
      onClose()
    },
  )
  return (
    <ActDialog
      open
      onClose={onClose}
      title={t('removeTitle')}
      lead={t('removeLead', { name: file.name })}
      act={t('removeAct')}
      danger
      busy={remove.isPending}
      error={remove.error}
      onAct={() => remove.mutate()}
    />
  )
}
