import type { Trial } from '../backup/trial.ts'

/** What is broken in a backup, one check a line, and what to do. */
export function brokenLines({ broken, checks }: Trial): string[] {
  return [
    `NOT ok: ${broken.length} of ${checks} checks are broken on it.`,
    ...broken.map(({ id, title, broken: rows }) => `  ${id.padEnd(16)} ${rows}×  ${title}`),
    'See with "npx baton verify" whether they are broken in the database too.',
  ]
}
