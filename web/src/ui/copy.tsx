import { Button, type ButtonProps } from 'antd'
import { useEffect, useState } from 'react'
import { useWords } from '../app/language.ts'
import { formWords } from './form/words.ts'
import { Icon } from './icon.tsx'

/** The clipboard is closed to plain-http addresses of the house network; a selected field can still be copied from. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const field = document.createElement('textarea')
    field.value = text
    field.style.position = 'fixed'
    const host = document.querySelector('dialog[open]') ?? document.body
    host.append(field)
    field.select()
    const done = document.execCommand('copy')
    field.remove()
    return done
  }
}

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, children, ...button }: ButtonProps & { text: string }) {
  const t = useWords(formWords)
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <Button
      icon={<Icon name={copied ? 'check' : 'copy'} />}
      {...button}
      onClick={() => void copyText(text).then(setCopied)}
    >
      <span aria-live="polite">{copied ? t('copied') : (children ?? t('copy'))}</span>
    </Button>
  )
}
