import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { useWords } from '../app/language.ts'
import { useRight } from '../app/session.ts'
import { kitWords } from '../app/words/kit.ts'
import { Icon } from './icon.tsx'

export interface ImportLinkProps {
  /** What the list shows. */
  kind: 'customers' | 'items' | 'stock' | 'persons' | 'orders'
  right: string
}

/** From a list to the import of what it shows, for who may create it by hand. */
export function ImportLink({ kind, right }: ImportLinkProps) {
  const t = useWords(kitWords)
  const navigate = useNavigate()
  if (!useRight(right)) return null
  return (
    <Button icon={<Icon name="import" />} onClick={() => void navigate(`/imports/new?kind=${kind}`)}>
      {t('importFile')}
    </Button>
  )
}
