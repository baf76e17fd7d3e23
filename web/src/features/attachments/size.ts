const UNITS = ['B', 'KB', 'MB'] as const

/** A size in bytes as people say it: 812 B, 24 KB, 3.4 MB. */
export function sizeText(bytes: number): string {
  const unit = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2
  const value = bytes / 1000 ** unit
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`
}
