import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { everything } from '@baton/contract'
import type { Access, Endpoint } from '@baton/contract/endpoint'
import { ROLES } from './modules/access/index.ts'
import { type Audit, openAudit } from './testing/audit.ts'
import { type Answer, type Client, clientOf, createTestCompany, signedIn, type TestCompany } from './testing/company.ts'
import { foundNeighbour } from './testing/neighbour.ts'
import type { Example, Operation } from './testing/operation.ts'
import { examplesOf, makeSubjects } from './testing/operations.ts'
import { BESIDE, TABLE } from './testing/rights-table.ts'
import { readRows } from './testing/row-counts.ts'

const ACCOUNTS: Record<string, string> = { sales: 'sales1' }
const roles = ROLES.map((role) => role.id)
const accountOf = (role: string) => ACCOUNTS[role] ?? role
const operations = Object.keys(everything) as Operation[]

let company: TestCompany
let neighbour: TestCompany
let audit: Audit
let own: Record<Operation, Example>
let foreign: Record<Operation, Example>
let anonymous: Client

before(async () => {
  company = await createTestCompany()
  neighbour = await foundNeighbour(company)
  audit = await openAudit(company)
  own = examplesOf(await makeSubjects(company))
  foreign = examplesOf(await makeSubjects(neighbour))
  anonymous = clientOf(company.app, 'anonymous', '', {})
})
after(async () => {
  await audit.close()
  await company.close()
})

const methodOf = (operation: Operation) => operation.split(' ')[0] as 'POST'

/** Ids that nobody has: the guard is asked before the subject is looked for, so what is admitted answers 400 or 404 and writes nothing. */
const nowhere = (operation: Operation) =>
  operation.split(' ')[1]!.replace(':id', randomUUID()).replace(':token', 'x'.repeat(43)).replace(':name', '%20')

type Verdict = 'admitted' | 'anonymous' | 'refused'

async function ask(client: Client, operation: Operation): Promise<Verdict> {
  const read = methodOf(operation).startsWith('GET')
  const { status, body } = read
    ? await client.get(nowhere(operation))
    : await client.send(methodOf(operation), nowhere(operation), { unknownField: 1 })
  if (status >= 500) throw new Error(`${operation}: ${status} ${JSON.stringify(body)}`)
  if (status === 401 && body.code === 'kernel.signInFirst') return 'anonymous'
  return status === 403 && body.code === 'kernel.noRight' ? 'refused' : 'admitted'
}

function expected(operation: Operation, role: string | null): Verdict {
  const row = TABLE[operation]
  if (row === 'public') return 'admitted'
  if (role === null) return 'anonymous'
  return row === 'signedIn' || row.split(' ').includes(role) ? 'admitted' : 'refused'
}

/** What is asked of an operation by nobody and by each role, against what the table says. */
async function mismatches(operation: Operation): Promise<string[]> {
  const asked: [string | null, Client][] = [[null, anonymous]]
  for (const role of roles) asked.push([role, await company.as(accountOf(role))])
  const wrong: string[] = []
  for (const [role, client] of asked) {
    const verdict = await ask(client, operation).catch((error: Error) => error.message)
    if (verdict !== expected(operation, role)) wrong.push(`${operation} by ${role ?? 'nobody'}: ${verdict}`)
  }
  return wrong
}

/** Ends the session it is asked with, so it is asked apart, with sessions of its own. */
const ENDS_SESSIONS = new Set<Operation>(['DELETE /v1/session', 'DELETE /v1/sessions'])
const lasting = operations.filter((operation) => !ENDS_SESSIONS.has(operation))

test('every operation has a row, and every row an operation', () => {
  assert.deepEqual(Object.keys(TABLE).sort(), [...operations].sort())
  for (const row of Object.values(TABLE).filter((one) => !['public', 'signedIn'].includes(one)))
    assert.deepEqual(
      row.split(' ').filter((role) => !roles.includes(role)),
      [],
    )
})

test('every address that is served has a row', () => {
  const served = company.app.http
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => /\(([A-Z, ]+)\)$/.exec(line)?.[1]?.split(', ') ?? [])
    .filter((method) => method !== 'HEAD')
  assert.equal(served.length, operations.length + BESIDE.filter(([, stranger]) => stranger !== 404).length)
})

test('nobody and each role may call what the table says, and nothing else; being refused writes nothing', async () => {
  for (const role of roles) await company.as(accountOf(role))
  const before = await readRows(audit)
  const wrong: string[] = []
  for (const operation of lasting) wrong.push(...(await mismatches(operation)))
  assert.deepEqual(wrong, [])
  assert.deepEqual(await readRows(audit), before)
})

test('signing out is for whoever is signed in', async () => {
  for (const operation of ENDS_SESSIONS) {
    assert.equal(await ask(anonymous, operation), 'anonymous')
    const client = await signedIn(company.app, 'production')
    assert.equal(await ask(client, operation), 'admitted')
    assert.equal((await client.get('/v1/me')).status, 401, 'the session is over')
  }
})

test('what is served beside the contract tells nothing to strangers', async () => {
  for (const [url, stranger] of BESIDE) {
    const answer = await company.app.http.inject({ url })
    assert.equal(answer.statusCode, stranger, url)
    assert.doesNotMatch(answer.body, /张蕾|云栖|恒通|SO2026/)
  }
})

test('a removed guard is caught, whichever it is', async () => {
  const weaker = new Map<Access | string, Access>([['signedIn', 'public']])
  for (const operation of lasting) {
    const endpoint = everything[operation] as Endpoint
    const kept = endpoint.access
    if (kept === 'public') continue
    // A right that everybody holds does not keep out anybody who is signed in; there the other guard is removed.
    endpoint.access = weaker.get(TABLE[operation]) ?? 'signedIn'
    try {
      assert.notDeepEqual(await mismatches(operation), [], `${operation} stood open and nobody noticed`)
    } finally {
      endpoint.access = kept
    }
  }
})

const hasSubject = (operation: Operation) => operation.includes('/:id')

async function callWith(
  client: Client,
  operation: Operation,
  { path, body, bytes, version }: Example,
): Promise<Answer<{ code: string }>> {
  const headers: Record<string, string> = version === undefined ? {} : { 'if-match': String(version) }
  return methodOf(operation).startsWith('GET')
    ? client.get(path)
    : client.send(methodOf(operation), path, bytes ?? body, headers)
}

test('another company’s subject is not there: not for its sales, not for its owner', async () => {
  const before = await readRows(audit)
  const wrong: string[] = []
  for (const account of ['boss', 'sales1']) {
    const [here, there] = [await company.as(account), await neighbour.as(account)]
    for (const operation of operations.filter(hasSubject)) {
      const role = account.replace(/\d/, '')
      if (expected(operation, role) !== 'admitted') continue
      for (const [client, example] of [
        [here, foreign[operation]],
        [there, own[operation]],
      ] as const) {
        const { status, body } = await callWith(client, operation, example)
        if (status !== 404) wrong.push(`${operation} by ${client.account}: ${status} ${body.code}`)
      }
    }
  }
  assert.deepEqual(wrong, [])
  // The two owners signed in, and nothing else was written.
  const { 'access.session': _, ...rest } = await readRows(audit)
  const { 'access.session': __, ...was } = before
  assert.deepEqual(rest, was)
})

test('lists that name another company’s subject hold nothing of it', async () => {
  const boss = await company.as('boss')
  for (const operation of operations.filter(
    (one) => one.startsWith('GET') && !hasSubject(one) && foreign[one].path.includes('?'),
  )) {
    if (own[operation].path === foreign[operation].path) continue
    const { status, body } = await boss.get(foreign[operation].path)
    assert.ok(
      status === 404 || (status === 200 && (body.rows as unknown[]).length === 0),
      `${operation}: ${status} ${JSON.stringify(body)}`,
    )
  }
})

/** What belongs to an order: the order itself, its deliveries, its package, its note. */
const OF_AN_ORDER = operations.filter((operation) =>
  /\/(orders|deliveries|handovers|batches|notes|attachments|tracking-links)\/:id/.test(operation),
)

/** A package's number is told also to who may not answer it; nothing else of it is. */
const TOLD: Partial<Record<Operation, number>> = {
  'POST /v1/handovers/batches/:id/recall': 403,
  'POST /v1/handovers/batches/:id/reverse': 409,
  'POST /v1/handovers/:id/accept': 403,
  'POST /v1/handovers/:id/decline': 403,
  'POST /v1/handovers/:id/recall': 403,
  'POST /v1/handovers/:id/reverse': 409,
}

test('a colleague’s order, and what belongs to it, is not there for who sees only their own', async () => {
  const stranger = await company.as('sales2')
  const before = await readRows(audit)
  const wrong: string[] = []
  for (const operation of OF_AN_ORDER) {
    if (expected(operation, 'sales') !== 'admitted') continue
    const { status, body } = await callWith(stranger, operation, own[operation])
    if (status !== (TOLD[operation] ?? 404)) wrong.push(`${operation}: ${status} ${body.code}`)
  }
  assert.deepEqual(wrong, [])
  assert.deepEqual(await readRows(audit), before)
})
