/** A reason not to start that a person can cure; the message says how. Shown without a stack. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}

/** Receives one short sentence for each step of a long piece of work. */
export type Progress = (step: string) => void
