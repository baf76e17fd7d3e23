import { type Description, readArchive, writeArchive } from '../backup/archive.ts'
import type { Piece } from '../backup/tar.ts'

/** Writes a backup again with something else in it, and a manifest that agrees. */
export async function rewriteBackup(
  from: string,
  to: string,
  changed: { description?: Partial<Description>; piece?: (piece: { path: string; content: Buffer }) => Buffer | null },
): Promise<void> {
  const kept: Piece[] = []
  const { description, manifest } = await readArchive(
    from,
    () => undefined,
    async (piece) => {
      const chunks: Uint8Array[] = []
      for await (const chunk of piece.content) chunks.push(chunk)
      const content = Buffer.concat(chunks)
      const next = changed.piece ? changed.piece({ path: piece.path, content }) : content
      if (next) kept.push({ path: piece.path, bytes: next.length, content: [next] })
    },
  )
  const pieces = async function* () {
    yield* kept
  }
  await writeArchive(to, { ...description, ...changed.description }, pieces(), () => manifest.through)
}
