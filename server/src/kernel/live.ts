import type { ServerResponse } from 'node:http'

export interface Happening {
  kind: string
  id: string
  type: string
}

/**
 * Tells open pages that something has changed. It carries no business data: a page that shows the subject asks again, with its own rights.
 * A listener that was away asks for everything anew, so nothing needs to be kept here.
 */
export class Live {
  /** By company: open streams, and the session that each was opened with. */
  private readonly listeners = new Map<string, Map<ServerResponse, string>>()
  private count = 0

  listen({ companyId, token }: { companyId: string; token: string }, stream: ServerResponse): void {
    const open = this.listeners.get(companyId) ?? new Map<ServerResponse, string>()
    this.listeners.set(companyId, open.set(stream, token))
    stream.on('close', () => open.delete(stream))
    stream.write(`retry: 2000\nid: ${this.count}\nevent: hello\ndata: {}\n\n`)
  }

  tell(companyId: string, happenings: readonly Happening[]): void {
    const open = this.listeners.get(companyId)
    if (!open || open.size === 0) return
    const seen = new Set<string>()
    const lines = happenings.flatMap(({ kind, id, type }) => {
      if (seen.has(`${kind}:${id}:${type}`)) return []
      seen.add(`${kind}:${id}:${type}`)
      this.count += 1
      return [`id: ${this.count}\ndata: ${JSON.stringify({ kind, id, type })}\n\n`]
    })
    for (const stream of open.keys()) stream.write(lines.join(''))
  }

  /** Something changed that nobody can name: every open page asks for what it shows anew. */
  missed(): void {
    this.count += 1
    for (const open of this.listeners.values())
      for (const stream of open.keys()) stream.write(`id: ${this.count}\nevent: missed\ndata: {}\n\n`)
  }

  /** Ends the streams whose session has ended since. */
  async review(openAmong: (tokens: string[]) => Promise<ReadonlySet<string>>): Promise<void> {
    const streams = [...this.listeners.values()].flatMap((open) => [...open])
    if (streams.length === 0) return
    const open = await openAmong([...new Set(streams.map(([, token]) => token))])
    for (const [stream, token] of streams) if (!open.has(token)) stream.end()
  }

  /** Keeps proxies from closing quiet streams. */
  beat(): void {
    for (const open of this.listeners.values()) for (const stream of open.keys()) stream.write(': \n\n')
  }

  close(): void {
    for (const open of this.listeners.values()) for (const stream of open.keys()) stream.end()
    this.listeners.clear()
  }

  get open(): number {
    return [...this.listeners.values()].reduce((sum, open) => sum + open.size, 0)
  }
}
