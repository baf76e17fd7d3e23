import type { access } from '@baton/contract/access'
import { command, query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'

type KeepPreference = RequestOf<(typeof access)['PUT /v1/preferences/:name']>

const findPreferences = statement<{ name: string; value: unknown }>(
  'access.preferences',
  'select name, value from access.preference where person_id = $1',
)
const writePreference = statement(
  'access.keepPreference',
  `insert into access.preference (person_id, name, value) values ($1, $2, $3::jsonb)
   on conflict (company_id, person_id, name) do update set value = excluded.value`,
)

export const listPreferences = query({
  load: (work) => ({ rows: work.read(findPreferences, [work.actor.personId]) }),
  run: (_work, _request: unknown, { rows }) => Object.fromEntries(rows.map((row) => [row.name, row.value])),
})

export const keepPreference = command({
  load: () => ({}),
  run: (work, request: KeepPreference) => {
    work.write(writePreference, [work.actor.personId, request.name, JSON.stringify(request.value ?? null)])
    return {}
  },
})
