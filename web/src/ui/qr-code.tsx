import { useEffect, useState } from 'react'

export interface QrCodeProps {
  text: string
  /** Spoken in its place. */
  label: string
  /** Px. */
  size?: number
}

/** A QR code, always dark on white, for phones read no other. The drawing code is fetched when it is first needed. */
export function QrCode({ text, label, size = 160 }: QrCodeProps) {
  const [path, setPath] = useState<{ d: string; side: number } | null>(null)
  useEffect(() => {
    let wanted = true
    void import('qrcode').then(({ create }) => {
      const { modules } = create(text, { errorCorrectionLevel: 'M' })
      let d = ''
      for (let y = 0; y < modules.size; y += 1)
        for (let x = 0; x < modules.size; x += 1) if (modules.get(y, x)) d += `M${x + 2} ${y + 2}h1v1h-1z`
      if (wanted) setPath({ d, side: modules.size + 4 })
    })
    return () => {
      wanted = false
    }
  }, [text])
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${path?.side ?? 1} ${path?.side ?? 1}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      style={{ background: '#fff' }}
    >
      {path && <path d={path.d} fill="#000" />}
    </svg>
  )
}
