import { Button } from 'antd'
import { type ReactNode, useRef } from 'react'
import { useWords } from '../../app/language.ts'
import { Choice } from '../choice.tsx'
import { Icon } from '../icon.tsx'
import { useWidth } from '../use-width.ts'
import { type SheetSize, sheetSizes } from './sizes.ts'
import { sheetWords } from './words.ts'
import './sheet.css'

export interface SheetDeskProps {
  size: SheetSize
  /** Left out where a document has one size only. */
  onSize?: (size: SheetSize) => void
  actions?: ReactNode
  children: ReactNode
}

/** CSS counts 96 px to the inch. */
const pxPerMm = 96 / 25.4

/** A document as it will leave the printer: the pages, their size, and the button that prints them. */
export function SheetDesk({ size, onSize, actions, children }: SheetDeskProps) {
  const t = useWords(sheetWords)
  const host = useRef<HTMLDivElement>(null)
  const width = useWidth(host, 0)
  const [wide, high] = sheetSizes[size]
  const zoom = width ? Math.min(1, width / (wide * pxPerMm)) : 1
  return (
    <div className="sheet-desk">
      <style>{`@page { size: ${wide}mm ${high}mm; margin: 0 }`}</style>
      <div className="toolbar no-print">
        {onSize && (
          <Choice
            label={t('paper')}
            value={size}
            onChange={onSize}
            options={[
              { value: 'a4', label: 'A4' },
              { value: 'a5', label: 'A5' },
              { value: 'form', label: t('form') },
            ]}
          />
        )}
        <span className="push" />
        {actions}
        <Button type="primary" icon={<Icon name="print" />} onClick={() => print()}>
          {t('print')}
        </Button>
      </div>
      <div ref={host} className="sheet-pages">
        <div className="sheet-zoom" style={{ zoom }}>
          {children}
        </div>
      </div>
    </div>
  )
}

/** A document as long as it is: the printer breaks its pages. */
export function LongSheet({ children }: { children: ReactNode }) {
  return (
    <article className="sheet sheet-a4 sheet-long" style={{ width: `${sheetSizes.a4[0]}mm` }}>
      {children}
    </article>
  )
}

/** One page of paper, ink on white in every theme. */
export function Sheet({ size, children }: { size: SheetSize; children: ReactNode }) {
  const [wide, high] = sheetSizes[size]
  return (
    <article className={`sheet sheet-${size}`} style={{ width: `${wide}mm`, height: `${high}mm` }}>
      {children}
    </article>
  )
}
