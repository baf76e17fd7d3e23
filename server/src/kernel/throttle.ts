import { refusals } from './refusal.ts'

const no = refusals('kernel', {
  tooOften: {
    status: 429,
    zh: (seconds: number) => `打开得太频繁。请过 ${seconds} 秒再试。`,
    en: (seconds: number) => `This was opened too often. Try again in ${seconds} seconds.`,
  },
})

/** More keys than anybody uses in a window; then the oldest windows are forgotten. */
const MOST_KEYS = 10_000

/** Counts by key within a window of time, in this process: enough to make guessing and hammering pointless. */
export class Throttle {
  private readonly windows = new Map<string, { until: number; count: number }>()

  constructor(
    private readonly most: number,
    private readonly windowMs: number,
  ) {}

  /** Refuses a key of which there have been too many. */
  admit(key: string, now: Date): void {
    const open = this.windows.get(key)
    if (!open || open.until <= now.getTime() || open.count < this.most) return
    const seconds = Math.ceil((open.until - now.getTime()) / 1000)
    throw no.tooOften(seconds).with({ retryAfter: seconds })
  }

  count(key: string, now: Date): void {
    const open = this.windows.get(key)
    if (open && open.until > now.getTime()) {
      open.count += 1
      return
    }
    this.windows.delete(key)
    for (const [oldest] of this.windows) {
      if (this.windows.size < MOST_KEYS) break
      this.windows.delete(oldest)
    }
    this.windows.set(key, { until: now.getTime() + this.windowMs, count: 1 })
  }
}
