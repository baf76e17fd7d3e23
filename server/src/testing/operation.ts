import type { everything } from '@baton/contract'

export type Operation = keyof typeof everything

/** A call that the operation takes: where, with what, and the version that is seen. */
export interface Example {
  path: string
  body?: Record<string, unknown>
  /** A file, where the operation takes one. */
  bytes?: Buffer
  version?: number
}
