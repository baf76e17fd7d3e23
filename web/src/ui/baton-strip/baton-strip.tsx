import type { Strip as ApiStrip } from '@baton/contract/handover'
import { useMemo, useRef, useState } from 'react'
import { useLanguage } from '../../app/language.ts'
import { useStored } from '../../app/stored.ts'
import { companyZoneStore, useFormat } from '../use-format.ts'
import { useWidth } from '../use-width.ts'
import { sumUp, tellSegment } from './describe.ts'
import { stripIn } from './from-api.ts'
import { layoutStrip } from './layout.ts'
import { NarrowStrip } from './narrow-strip.tsx'
import type { TimeScale } from './ruler.ts'
import type { Strip, StripSegment } from './strip.ts'
import { StripHead } from './strip-head.tsx'
import { Track } from './track.tsx'
import './strip.css'
import './strip-marks.css'
import './strip-narrow.css'

export interface BatonStripProps {
  /** The reply of `GET /v1/orders/:id/strip`. */
  strip: ApiStrip
  /** When the last of its deliveries was signed, as far as the reader knows. */
  signedAt?: string | null
  /** A segment was pressed: move the timeline there. Pressed again it is let go, with null. */
  onPin?: (segment: StripSegment | null) => void
  sheetHref?: (handoverId: string) => string
  /** Without the line of figures and the switch above. */
  bare?: boolean
}

interface DrawnStripProps extends Omit<BatonStripProps, 'strip' | 'signedAt'> {
  strip: Strip
}

const narrowBelow = 560

/** 接力条: the whole custody of an order, from its creation to its promise, each holder as long as the time held. */
export function BatonStrip({ strip, signedAt, ...rest }: BatonStripProps) {
  const language = useLanguage()
  const drawn = useMemo(() => stripIn(strip, language, signedAt), [strip, language, signedAt])
  return <DrawnStrip strip={drawn} {...rest} />
}

/** The same, of a strip whose names are in the reader's language already. */
export function DrawnStrip({ strip, onPin, sheetHref, bare }: DrawnStripProps) {
  const body = useRef<HTMLDivElement>(null)
  const width = useWidth(body, 1128)
  const zone = useStored(companyZoneStore)
  const [scale, setScale] = useState<TimeScale>('working')
  const [unfolded, setUnfolded] = useState(false)
  const [pinned, setPinned] = useState<number | null>(null)
  const layout = useMemo(
    () => layoutStrip(strip, width, { scale, unfolded, zone }),
    [strip, width, scale, unfolded, zone],
  )
  const pin = (segment: StripSegment) => {
    const next = pinned === segment.sequence ? null : segment
    setPinned(next?.sequence ?? null)
    onPin?.(next)
  }
  const narrow = width < narrowBelow
  return (
    <figure className="strip">
      {!bare && (
        <StripHead
          strip={strip}
          scale={scale}
          onScale={setScale}
          layout={layout}
          narrow={narrow}
          onFold={unfolded ? () => setUnfolded(false) : undefined}
        />
      )}
      <div ref={body}>
        {narrow ? (
          <NarrowStrip strip={strip} width={width} onPin={pin} pinned={pinned} sheetHref={sheetHref} />
        ) : (
          <Track
            strip={strip}
            layout={layout}
            pinned={pinned}
            onPin={pin}
            sheetHref={sheetHref}
            onUnfold={() => setUnfolded(true)}
          />
        )}
      </div>
      <StripInWords strip={strip} />
    </figure>
  )
}

/** The text alternative: one sentence that sums up, then each holder in order. */
function StripInWords({ strip }: { strip: Strip }) {
  const language = useLanguage()
  const format = useFormat(strip.now)
  return (
    <ol className="hidden-text">
      <li>{sumUp(strip, language, format)}</li>
      {strip.segments.map((segment, index) => (
        <li key={segment.sequence}>{tellSegment(segment, strip.segments[index + 1], language, format)}</li>
      ))}
    </ol>
  )
}
