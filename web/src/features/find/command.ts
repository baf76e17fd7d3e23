export interface HandoverCommand {
  /** What to hand over: a number, or words of the customer. */
  what: string
  /** To whom, as far as it has been typed. */
  to: string
}

const forms = [
  /^\s*(?:转交|zj)\s*(?<what>[^\s给]+)?(?:\s*给\s*(?<to>.*))?$/i,
  /^\s*(?:hand\s*over|transfer)\s+(?<what>\S+)(?:\s+to\s+(?<to>.*))?$/i,
]

/** 「转交 SO2026-0188 给 李四」, "hand over SO2026-0188 to Li": an act that is typed. */
export function handoverIn(text: string): HandoverCommand | null {
  for (const form of forms) {
    const groups = form.exec(text)?.groups
    if (groups?.what) return { what: groups.what, to: (groups.to ?? '').trim() }
  }
  return null
}

/** A short number as people say it: 188 or 0188 means this year's order. */
export function wholeNumber(text: string, year: number): string {
  return /^\d{1,6}$/.test(text.trim()) ? `SO${year}-${text.trim().padStart(4, '0')}` : text.trim()
}
