import { isProblem } from '../../app/problem.ts'

/** The server's sentence for a cell of the lines that were sent: "/lines/2/amount". */
export const faultsOf = (error: unknown) => (line: number, name: string) =>
  line >= 0 && isProblem(error) ? error.faultAt(`/lines/${line}/${name}`) : undefined
