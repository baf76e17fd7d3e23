/** A file with the number of bytes that it has in the backup; a folder's path ends in a slash and holds nothing. */
export type Piece = { path: string; bytes: number; content: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }

/** Tar counts in blocks of 512 bytes. */
const BLOCK = 512

/** Two empty blocks end a tar. */
export const END = Buffer.alloc(2 * BLOCK)

/** Paths as this program writes them: short, plain and below the place they are unpacked to. */
const plainPath = /^(?!\/)(?!.*(^|\/)\.\.?(\/|$))[A-Za-z0-9._/-]{1,100}$/

/** The head of a file, or of a folder when its path ends in a slash: for nobody but its owner, without a time. */
export function headerOf(path: string, bytes: number): Buffer {
  if (!plainPath.test(path)) throw new Error(`${path} cannot be named in a backup`)
  const header = Buffer.alloc(BLOCK)
  const folder = path.endsWith('/')
  header.write(path, 0)
  header.write(folder ? '0000700\0' : '0000600\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('        ', 148)
  header.write(folder ? '5' : '0', 156)
  header.write('ustar\x0000', 257)
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

export const paddingOf = (bytes: number): Buffer => Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK)

/** The sum of a header's bytes, those of the sum itself counted as spaces. */
function sumOf(header: Buffer): number {
  let sum = 0
  for (let at = 0; at < BLOCK; at += 1) sum += at >= 148 && at < 156 ? 32 : header[at]!
  return sum
}

function readHeader(header: Buffer): { path: string; bytes: number } {
  const text = (from: number, length: number) => header.toString('latin1', from, from + length).replace(/\0.*$/s, '')
  if (Number.parseInt(text(148, 8), 8) !== sumOf(header)) throw new Error('an entry begins with something else')
  const path = text(0, 100)
  const bytes = Number.parseInt(text(124, 12), 8)
  if (!plainPath.test(path) || !Number.isSafeInteger(bytes) || bytes < 0 || !'05'.includes(text(156, 1))) {
    throw new Error(`it holds ${JSON.stringify(path)}, which Baton does not write`)
  }
  return { path, bytes }
}

/** Takes a tar apart, entry by entry. An entry must be read to its end before the next is asked for. */
export function readingOf(source: AsyncIterable<Buffer>) {
  const chunks = source[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)

  /** At most so many bytes, at least one. */
  const some = async (most: number): Promise<Buffer> => {
    while (rest.length === 0) {
      const { value, done } = await chunks.next()
      if (done) throw new Error('it ends too early')
      rest = value as Buffer
    }
    const piece = rest.subarray(0, most)
    rest = rest.subarray(piece.length)
    return piece
  }
  const exactly = async (bytes: number): Promise<Buffer> => {
    const pieces: Buffer[] = []
    for (let left = bytes; left > 0; left -= pieces.at(-1)!.length) pieces.push(await some(left))
    return Buffer.concat(pieces)
  }
  async function* contentOf(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0; ) {
      const piece = await some(left)
      left -= piece.length
      yield piece
    }
    await exactly(paddingOf(bytes).length)
  }
  const next = async (): Promise<Piece> => {
    const head = readHeader(await exactly(BLOCK))
    return { ...head, content: contentOf(head.bytes) }
  }
  /** Nothing may follow; only at the very end does the packing compare its own sum. */
  const end = async (): Promise<void> => {
    const last = await exactly(END.length)
    if (!last.equals(END) || rest.length > 0 || !(await chunks.next()).done) {
      throw new Error('something follows its end')
    }
  }
  return { next, end }
}
