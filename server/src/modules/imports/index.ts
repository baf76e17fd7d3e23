/**
 * What comes in from files: rows that people upload, and whole companies from other systems, data sets that are known, read from their
 * folder and brought in with their history.
 */
export { bringFile, type FileToBring, type Watch } from './bring-file.ts'
export { reactions } from './carry-on.ts'
export { checks } from './checks.ts'
export { bringHistory, type Into, type OnWritten, type Written } from './presets/history.ts'
export { PRESETS, readSource } from './presets/presets.ts'
export { reportOf, type SourceReport } from './presets/report.ts'
export type { Source } from './presets/source.ts'
