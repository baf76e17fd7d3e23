import { setTimeout as wait } from 'node:timers/promises'
import { crc32, deflateRawSync } from 'node:zlib'
import type { Client } from './company.ts'

// biome-ignore lint/suspicious/noExplicitAny: stories read replies freely.
type Loose = any

const BYTES = { 'content-type': 'application/octet-stream' }

/** Uploads a file as somebody; answers the import as it is then. */
export async function upload(client: Client, kind: string, file: string | Buffer, more = ''): Promise<Loose> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file
  const { id } = await client.post(`/v1/imports?kind=${kind}&name=${kind}.csv${more}`, bytes, BYTES)
  return await client.read(`/v1/imports/${id}`)
}

/** Waits until nothing is being checked or imported any more. */
export async function settledImport(client: Client, id: string): Promise<Loose> {
  for (const deadline = Date.now() + 180_000; Date.now() < deadline; ) {
    const one = await client.read(`/v1/imports/${id}`)
    if (one.state !== 'checking' && one.state !== 'importing') return one
    await wait(40)
  }
  throw new Error(`The import ${id} does not come to an end`)
}

/** Checks every row with the columns as they were suggested. */
export async function check(client: Client, one: Loose, fields?: (string | null)[], update = false): Promise<Loose> {
  const answer = await client.send(
    'PUT',
    `/v1/imports/${one.id}/fields`,
    { fields: fields ?? one.fields, ...(update && { update }) },
    { 'if-match': `"${one.version}"` },
  )
  if (answer.status !== 200) throw new Error(`The columns were refused: ${JSON.stringify(answer.body)}`)
  return await settledImport(client, one.id)
}

/** Uploads, checks and imports a file. */
export async function bringIn(client: Client, kind: string, file: string | Buffer, update = false): Promise<Loose> {
  const checked = await check(client, await upload(client, kind, file), undefined, update)
  if (checked.ready === 0) return checked
  await client.post(`/v1/imports/${checked.id}/run`)
  return await settledImport(client, checked.id)
}

/** The rows of an import, with codes and columns of what is wrong. */
export const rowsOf = async (client: Client, id: string, state?: string): Promise<Loose[]> =>
  (await client.read(`/v1/imports/${id}/rows?limit=200${state ? `&state=${state}` : ''}`)).rows

interface Part {
  name: string
  content: Buffer
  /** What the archive says about the size of the part, when that is not true. */
  claims?: number
}

/** A zip archive made by hand, so that a test can make one that lies. */
export function zipOf(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, claims } of parts) {
    const packed = deflateRawSync(content)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc32(content), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(claims ?? content.length, 18)
    head.writeUInt16LE(Buffer.byteLength(name), 22)
    bodies.push(Buffer.from([0x50, 0x4b, 3, 4]), head, Buffer.from(name), packed)
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE(at, 10)
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), head, entry, Buffer.from(name))
    at += 30 + Buffer.byteLength(name) + packed.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...bodies, listed, Buffer.from([0x50, 0x4b, 5, 6]), end])
}

/** A number of a workbook shown as a day. */
export interface Day {
  serial: number
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function cellOf(value: string | number | Day, column: number, row: number): string {
  const at = `${String.fromCharCode(65 + column)}${row}`
  if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`
  if (typeof value === 'object') return `<c r="${at}" s="1"><v>${value.serial}</v></c>`
  return `<c r="${at}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook with one sheet, as a spreadsheet writes it; `merged` names cells like "A2:A4". */
export function workbookOf(rows: readonly (readonly (string | number | Day)[])[], merged: string[] = []): Buffer {
  const sheet = rows.map(
    (cells, row) => `<row r="${row + 1}">${cells.map((one, column) => cellOf(one, column, row + 1)).join('')}</row>`,
  )
  const mergedCells =
    merged.length > 0 ? `<mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''
  const parts: [string, string][] = [
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="表一" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet xmlns="${MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    ],
    [
      'xl/worksheets/sheet1.xml',
      `<worksheet xmlns="${MAIN}"><sheetData>${sheet.join('')}</sheetData>${mergedCells}</worksheet>`,
    ],
  ]
  return zipOf(parts.map(([name, text]) => ({ name, content: Buffer.from(XML + text) })))
}
