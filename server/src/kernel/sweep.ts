import { randomUUID } from 'node:crypto'
import { type Command, type Context, type Kernel, perform } from './command.ts'

/** What the clock asks for: which rows it is time for, some at a time, and what is done with them. */
export interface Sweep {
  name: string
  // biome-ignore lint/suspicious/noExplicitAny: what a command loads is its own affair.
  find: Command<object, any, string[]>
  /** Answers the numbers of what was done; those that somebody was faster with are left out. */
  // biome-ignore lint/suspicious/noExplicitAny: what a command loads is its own affair.
  act: Command<{ ids: string[] }, any, string[]>
}

/** A job of one company: finds and acts, transaction by transaction, until nothing is left. Answers the numbers of what was done. */
export async function sweep(kernel: Kernel, context: Context, { name, find, act }: Sweep): Promise<string[]> {
  const numbers: string[] = []
  for (;;) {
    const { reply: ids } = await perform(kernel, context, find, {})
    if (ids.length === 0) return numbers
    const { reply } = await perform(kernel, context, act, { ids }, `${name}:${randomUUID()}`)
    if (reply.length === 0) return numbers
    numbers.push(...reply)
  }
}
