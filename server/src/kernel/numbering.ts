import type { Database } from './database.ts'
import { statement } from './statement.ts'
import { yearIn } from './time.ts'
import { withCompany } from './transaction.ts'

const BLOCK = 50

const takeBlock = statement<{ next: bigint }>(
  'kernel.takeBlock',
  `insert into kernel.counter as c (series, next) values ($1, $2::bigint + 1)
   on conflict (company_id, series) do update set next = c.next + $2::bigint returning next`,
)

/** Hands out unique human numbers such as SO2026-0188 from blocks of fifty, so that no command waits for a counter. */
export class Numbers {
  private readonly blocks = new Map<string, { next: number; end: number }[]>()

  constructor(private readonly database: Database) {}

  /** Takes as many numbers of each series (a prefix such as SO) as wanted; those not used become gaps. */
  async take(
    company: { id: string; timeZone: string },
    now: Date,
    wanted: Record<string, number>,
  ): Promise<Record<string, string[]>> {
    const taken: Record<string, string[]> = {}
    for (const [prefix, count] of Object.entries(wanted)) {
      const series = `${prefix}${yearIn(company.timeZone, now)}`
      const numbers = await this.fromBlocks(company.id, series, count)
      taken[prefix] = numbers.map((number) => `${series}-${String(number).padStart(4, '0')}`)
    }
    return taken
  }

  private async fromBlocks(companyId: string, series: string, count: number): Promise<number[]> {
    const key = `${companyId}:${series}`
    const blocks = this.blocks.get(key) ?? []
    this.blocks.set(key, blocks)
    const numbers: number[] = []
    while (numbers.length < count) {
      const block = blocks[0]
      if (block && block.next < block.end) {
        numbers.push(block.next)
        block.next += 1
      } else if (block) {
        blocks.shift()
      } else {
        const size = Math.max(BLOCK, count - numbers.length)
        const [row] = await withCompany(this.database, companyId, takeBlock, [series, size])
        blocks.push({ next: Number(row!.next) - size, end: Number(row!.next) })
      }
    }
    return numbers
  }
}
