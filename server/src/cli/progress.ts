import type { Progress } from '../kernel/postgres/cannot-start.ts'

/** Prints each step with the seconds since the process began, on the error stream so that `--json` stays readable. */
export const printProgress: Progress = (step) => {
  console.error(`${process.uptime().toFixed(1).padStart(6)} s  ${step}`)
}
