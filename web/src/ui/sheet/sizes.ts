/** A4 upright, A5 lying, and the continuous three-part form of needle printers with its holes at both sides. */
export type SheetSize = 'a4' | 'a5' | 'form'

/** Width and height in mm. */
export const sheetSizes: Record<SheetSize, readonly [wide: number, high: number]> = {
  a4: [210, 297],
  a5: [210, 148],
  form: [241, 140],
}

export interface SheetPage<Row> {
  rows: readonly Row[]
  /** All rows up to the end of this page, for running totals. */
  upTo: readonly Row[]
  page: number
  pages: number
}

/** Rows cut into pages of `each`; a document without rows still has one page. */
export function pagesOf<Row>(rows: readonly Row[], each: number): SheetPage<Row>[] {
  const pages = Math.max(1, Math.ceil(rows.length / each))
  return Array.from({ length: pages }, (_, index) => ({
    rows: rows.slice(index * each, (index + 1) * each),
    upTo: rows.slice(0, (index + 1) * each),
    page: index + 1,
    pages,
  }))
}
