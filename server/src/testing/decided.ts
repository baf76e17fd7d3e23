import { Refusal } from '../kernel/refusal.ts'

/** What a rule decided: the code of its refusal, or "ok". */
export function outcome(decide: () => unknown): string {
  try {
    decide()
    return 'ok'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
