/** One fault within a request: where, which rule, in words. */
export interface Fault {
  pointer?: string
  code: string
  message: string
}

/** The body of a refusal, RFC 9457, with the cure that Baton adds. */
export interface ProblemBody {
  type?: string
  title: string
  status: number
  code?: string
  detail?: string
  cure?: string
  errors?: Fault[]
  traceId?: string
  /** Facts for programs: what is short, which companies to choose from. */
  data?: unknown
}

/** A refusal by the server, or a request that never reached it (status 0). */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly body: ProblemBody

  constructor(body: ProblemBody) {
    super(body.detail ?? body.title)
    this.name = 'Problem'
    this.status = body.status
    this.code = body.code ?? (body.type ? (body.type.split(/[/#]/).at(-1) ?? '') : '')
    this.body = body
  }

  /** The message of a field, by its JSON pointer or by its last part: `/lines/0/quantity`, `quantity`. */
  faultAt(pointer: string): string | undefined {
    return this.body.errors?.find((one) => one.pointer === pointer || one.pointer?.endsWith(`/${pointer}`))?.message
  }
}

export const isProblem = (error: unknown, code?: string): error is Problem =>
  error instanceof Problem && (code === undefined || error.code === code)
