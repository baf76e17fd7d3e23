import pg from 'pg'
import { migrate } from '../kernel/migrate.ts'
import { CannotStart, type Progress } from '../kernel/postgres/cannot-start.ts'
import { type Finding, verify } from '../verify.ts'

/** What a database showed when it was tried out. */
export type Trial = {
  /** Migrations of this program that the backup did not have yet. */
  applied: string[]
  checks: number
  broken: { id: string; title: string; broken: number }[]
  events: number
}

/** Brings a database that nobody uses up to this program and audits it whole, the references too, as after a failing disk. */
export async function tryOut(ownerUrl: string, onProgress: Progress): Promise<Trial> {
  try {
    const applied = await migrate(ownerUrl, { onProgress })
    onProgress('Checking every invariant on it')
    const { findings, events } = await verify(ownerUrl, { full: true })
    return { applied, checks: findings.length, broken: findings.filter(isBroken).map(named), events }
  } catch (error) {
    // A page that cannot be read says so here, and so does a server that broke down on what it found.
    if (!(error instanceof pg.DatabaseError) && !/Connection terminated/.test((error as Error).message)) throw error
    throw new CannotStart(`What the backup holds cannot be read: ${(error as Error).message}. Use another backup.`)
  }
}

const isBroken = ({ broken }: Finding): boolean => broken > 0
const named = ({ id, title, broken }: Finding) => ({ id, title, broken })
