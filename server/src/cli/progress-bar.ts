import type { WriteStream } from 'node:tty'

const WIDTH = 30
/** A log that is no terminal gets a line for each of so many parts. */
const PARTS = 10

/** Shows how far long work is: one line that grows on a terminal, a line now and then elsewhere. */
export function progressBar(stream: Pick<WriteStream, 'write' | 'isTTY'>) {
  let part = -1
  let drawn = false
  return {
    show(done: number, all: number): void {
      const share = all === 0 ? 1 : done / all
      const now = Math.floor(share * PARTS)
      if (!stream.isTTY && now === part) return
      part = now
      const full = Math.round(share * WIDTH)
      const line = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${String(Math.floor(share * 100)).padStart(3)} %  ${done.toLocaleString('en')} of ${all.toLocaleString('en')}`
      stream.write(stream.isTTY ? `\r${line}` : `${process.uptime().toFixed(1).padStart(6)} s  ${line}\n`)
      drawn = true
    },
    /** Ends the line; the next text begins below it, and so does the next piece of work. */
    end(): void {
      if (drawn && stream.isTTY) stream.write('\n')
      drawn = false
      part = -1
    },
  }
}
