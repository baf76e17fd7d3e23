import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { refresh } from '../../app/act.ts'
import { call, type Reply, sendFile } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { tellDone } from '../../ui/undo.tsx'
import { attachmentWords } from './words.ts'

export type Attachment = Reply<'GET /v1/orders/:id/attachments'>['rows'][number]

export const useAttachments = (id: string) =>
  useQuery({
    queryKey: ['order', id, 'attachments'],
    queryFn: ({ signal }) => call('GET /v1/orders/:id/attachments', { params: { id }, signal }),
  })

/** A file on its way, or one that was refused. */
export interface Upload {
  key: string
  name: string
  error: unknown
}

/** A pasted screenshot has a name that says nothing, the same for each. */
const namedOf = (file: File, now: Date): string => {
  if (!/^image\.(png|jpe?g)$/i.test(file.name)) return file.name
  const stamp = now.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')
  return file.name.replace(/^image/i, stamp)
}

/** Sends files to an order, one after the other, and keeps those that were refused until they are dismissed. */
export function useUploads(orderId: string) {
  const t = useWords(attachmentWords)
  const [uploads, setUploads] = useState<Upload[]>([])
  const drop = (key: string) => setUploads((all) => all.filter((one) => one.key !== key))
  const add = async (files: readonly File[]) => {
    const waiting = files.map((file) => ({
      file,
      key: crypto.randomUUID?.() ?? `${Math.random()}`,
      name: namedOf(file, new Date()),
    }))
    setUploads((all) => [...all, ...waiting.map(({ key, name }) => ({ key, name, error: null }))])
    for (const { file, key, name } of waiting) {
      try {
        await sendFile('POST /v1/orders/:id/attachments', file, { params: { id: orderId }, query: { name } })
        drop(key)
        tellDone({ text: t('uploaded', { name }), seconds: 3 })
      } catch (error) {
        setUploads((all) => all.map((one) => (one.key === key ? { ...one, error } : one)))
      }
    }
    await refresh()
  }
  return { uploads, add, dismiss: drop }
}
export type Uploads = ReturnType<typeof useUploads>

const filesIn = (data: DataTransfer | null): File[] => [...(data?.files ?? [])]

/** Takes what is dropped anywhere on the page, and pasted pictures; answers whether files hang over it. */
export function useDropped(add: (files: readonly File[]) => unknown): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const hover = (event: DragEvent) => {
      if (!carries(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      const files = filesIn(event.dataTransfer)
      if (files.length === 0) return
      event.preventDefault()
      void add(files)
    }
    const paste = (event: ClipboardEvent) => {
      const files = filesIn(event.clipboardData)
      // A copied table carries a picture of itself beside its text: the text is meant.
      if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return
      event.preventDefault()
      void add(files)
    }
    document.addEventListener('dragover', hover)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('dragover', hover)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
      document.removeEventListener('paste', paste)
    }
  })
  return over
}
