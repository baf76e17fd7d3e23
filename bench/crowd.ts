import pg from 'pg'
import { createApp } from '../server/src/app.ts'
import { multiply } from './multiply.ts'
import { batonContestant, newWay, STEPS, type Step } from './steps.ts'
import type { World } from './world.ts'

/** How far each order of the pattern goes: most of a company's orders are history, some are at every stage. */
const REACH: Record<Step, number> = {
  create: 2,
  confirm: 2,
  offer: 2,
  accept: 2,
  ship: 1,
  sign: 1,
  invoice: 1,
  pay: 39,
}
export const PATTERN = Object.values(REACH).reduce((sum, count) => sum + count, 0)
const DAYS = 900

/** Fills a company with so many orders (a multiple of the pattern's): a few taken through the commands, then multiplied. */
export async function makeCrowd(
  urls: { owner: string; superuser: string },
  world: World,
  orders: number,
  onProgress: (orders: number) => void,
): Promise<void> {
  // Before anything of the world was made, so that the pattern is told from it by its ids.
  const madeAt = new Date(new Date().setUTCMinutes(0, 0, 0) - 24 * 3_600_000)
  const app = createApp({ databaseUrl: urls.owner, clock: () => madeAt })
  try {
    await app.http.listen({ port: 0, host: '127.0.0.1' })
    const contestant = batonContestant(Number(new URL(app.http.listeningOrigin).port), world)
    for (const [last, count] of Object.entries(REACH) as [Step, number][])
      for (let made = 0; made < count; made += 1) {
        const way = newWay(world)
        for (const step of STEPS.slice(0, STEPS.indexOf(last) + 1)) await contestant(step, way)
      }
    await reacted(urls.owner)
  } finally {
    await app.close()
  }
  await multiply(urls.superuser, {
    ...{
      companyId: world.companyId,
      timeZone: 'Asia/Shanghai',
      madeAt,
      copies: Math.ceil(orders / PATTERN),
      days: DAYS,
    },
    onProgress: (copies) => onProgress(copies * PATTERN),
  })
}

/** Reactions follow their event within moments; what they owe belongs to the pattern too. */
async function reacted(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    for (;;) {
      const { rows } = await client.query('select from kernel.reaction_due where parked_reason is null limit 1')
      if (rows.length === 0) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  } finally {
    await client.end()
  }
}
