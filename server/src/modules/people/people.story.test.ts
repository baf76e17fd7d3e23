import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Audit, openAudit } from '../../testing/audit.ts'
import { type Client, createTestCompany, signedIn, type TestCompany } from '../../testing/company.ts'
import { type Masters, makeMasters, orderOf } from '../../testing/masters.ts'
import { assertRefused } from '../../testing/refused.ts'

let company: TestCompany
let masters: Masters
let audit: Audit
let boss: Client
let admin: Client

before(async () => {
  company = await createTestCompany({ at: '2026-11-23T09:00:00+08:00' })
  masters = await makeMasters(company, { creditLimit: null })
  audit = await openAudit(company)
  ;[boss, admin] = await Promise.all([company.as('boss'), company.as('admin')])
})
after(async () => {
  await audit.close()
  await company.close()
})

const D = (number: string) => company.founded.departments.get(number)!
const E = (number: string) => company.founded.persons.get(number)!
const versioned = (version: number) => ({ 'if-match': String(version) })
const patch = (client: Client, path: string, body: object, version: number) =>
  client.send('PATCH', path, body, versioned(version))

/** A call that is refused, and that it wrote nothing. */
const refused = (code: string, act: Parameters<typeof assertRefused>[2]) => assertRefused(audit, code, act)

describe('departments', () => {
  test('are added, renamed, moved, given a head, and every change can be read back', async () => {
    const { id, number } = await boss.post('/v1/departments', {
      ...{ nameZh: '外贸组', nameEn: 'Export', kind: 'sales', parentId: D('D10') },
    })
    assert.match(number, /^D2026-\d{4}$/)
    const moved = await patch(boss, `/v1/departments/${id}`, { parentId: D('D00'), headId: E('E011') }, 1)
    assert.deepEqual([moved.status, moved.body.version, moved.headers.etag], [200, 2, '"2"'])
    const { rows } = await boss.read('/v1/departments')
    const shown = rows.find((row: { id: string }) => row.id === id)
    assert.deepEqual([shown.parentId, shown.head.name, shown.version], [D('D00'), '周敏', 2])
    const { rows: journal } = await boss.read(`/v1/departments/${id}/timeline`)
    assert.deepEqual(
      journal.map((one: { type: string }) => one.type),
      ['people.departmentChanged', 'people.departmentCreated'],
    )
    assert.deepEqual(journal[0].data, {
      parentId: { before: D('D10'), after: D('D00') },
      headId: { before: null, after: E('E011') },
    })
    assert.equal(journal[0].actor.name, '郑国栋')
  })

  test('never stand below themselves, nor below or under somebody who is not there', async () => {
    const { id } = await boss.post('/v1/departments', {
      ...{ nameZh: '甲', nameEn: 'A', kind: 'shop', parentId: D('D60'), number: 'D61' },
    })
    const put =
      (body: object, of = D('D60')) =>
      () =>
        patch(boss, `/v1/departments/${of}`, body, 1)
    await refused('people.circle', put({ parentId: id }))
    await refused('people.circle', put({ parentId: D('D60') }))
    await refused('people.parentUnknown', put({ parentId: masters.customerId }))
    await refused('people.headUnknown', put({ headId: masters.customerId }))
    await refused('people.calendarUnknown', put({ calendarId: masters.customerId }))
    await refused('people.departmentMissing', put({ nameZh: '乙' }, masters.customerId))
    await refused('people.stale', () => patch(boss, `/v1/departments/${id}`, { nameZh: '乙' }, 7))
    await refused('people.numberTaken', () =>
      boss.send('POST', '/v1/departments', { nameZh: '丙', nameEn: 'C', kind: 'shop', number: 'D61' }),
    )
  })

  test('two that are moved below each other at once: one of them is refused', async () => {
    const make = async (number: string) =>
      (await boss.post('/v1/departments', { nameZh: number, nameEn: number, kind: 'shop', number })).id
    for (let round = 0; round < 8; round += 1) {
      const [one, other] = [await make(`R${round}A`), await make(`R${round}B`)]
      const answers = await Promise.all([
        patch(boss, `/v1/departments/${one}`, { parentId: other }, 1),
        patch(admin, `/v1/departments/${other}`, { parentId: one }, 1),
      ])
      assert.deepEqual(answers.map(({ status, body }) => (status === 200 ? 'moved' : body.code)).sort(), [
        'moved',
        'people.circle',
      ])
    }
  })

  test('are closed only when nobody and nothing is in them', async () => {
    const close = (id: string) => () => boss.send('POST', `/v1/departments/${id}/close`, {})
    const { id } = await boss.post('/v1/departments', { nameZh: '临时', nameEn: 'Temp', kind: 'sales' })
    const { id: below } = await boss.post('/v1/departments', {
      ...{ nameZh: '下级', nameEn: 'Below', kind: 'sales', parentId: id },
    })
    const { id: member } = await boss.post('/v1/persons', { name: '何晓', departmentId: id })
    const sales = await company.as('sales1')
    const { id: order } = await sales.post(
      '/v1/orders',
      orderOf(masters, [{ itemId: masters.items.hinge, quantity: '1' }]),
    )
    await sales.post('/v1/handovers', {
      ...{ to: { kind: 'department', id }, subjects: [{ kind: 'order', id: order }], reason: 'next' },
    })
    const problem = await refused('handover.departmentNotEmpty', close(id))
    assert.match(problem.detail, /1 member, 1 thing in its pool, 1 department below it/)
    const { left } = (problem as unknown as { data: { left: { kind: string; first: { path: string }[] }[] } }).data
    assert.deepEqual(
      left.map(({ kind, first }) => [kind, first[0]!.path]),
      [
        ['member', `/people/${member}`],
        ['pool', `/orders/${order}`],
        ['below', `/people?department=${below}`],
      ],
    )
    await boss.post(`/v1/departments/${below}/close`)
    await patch(boss, `/v1/persons/${member}`, { departmentId: D('D10') }, 1)
    await refused('handover.departmentNotEmpty', close(id))
    const { rows } = await sales.read(`/v1/handovers?box=sent&orderId=${order}`)
    await sales.post(`/v1/handovers/${rows[0].id}/recall`)
    await boss.post(`/v1/departments/${id}/close`)
    await refused('handover.departmentUnknown', close(id))
    const tree = await boss.read('/v1/departments')
    assert.ok(!tree.rows.some((row: { id: string }) => row.id === id))
    await refused('people.departmentUnknown', () =>
      boss.send('POST', '/v1/persons', { name: '迟到', departmentId: id }),
    )
  })

  test('somebody who joins, or an order that comes, in the moment of closing: never both', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id } = await boss.post('/v1/departments', { nameZh: `关${round}`, nameEn: `C${round}`, kind: 'sales' })
      const sales = await company.as('sales1')
      const { id: order } = await sales.post(
        '/v1/orders',
        orderOf(masters, [{ itemId: masters.items.hinge, quantity: '1' }]),
      )
      const [closed, pooled] = await Promise.all([
        boss.send('POST', `/v1/departments/${id}/close`, {}),
        sales.send('POST', '/v1/handovers', {
          ...{ to: { kind: 'department', id }, subjects: [{ kind: 'order', id: order }], reason: 'next' },
        }),
      ])
      assert.equal(
        [closed, pooled].filter(({ status }) => status < 300).length,
        1,
        JSON.stringify([closed.body, pooled.body]),
      )
      assert.ok([closed, pooled].every(({ status }) => status < 500))
    }
  })
})

describe('persons', () => {
  test('are added and changed, with before and after', async () => {
    const { id, number } = await boss.post('/v1/persons', { name: '林一', departmentId: D('D50'), position: '仓管' })
    assert.match(number, /^E2026-\d{4}$/)
    const changed = await patch(boss, `/v1/persons/${id}`, { phone: '138 0571 0000', loadCeiling: 12 }, 1)
    assert.equal(changed.body.version, 2)
    const shown = await boss.read(`/v1/persons/${id}`)
    assert.deepEqual(
      [shown.name, shown.department.nameZh, shown.phone, shown.loadCeiling, shown.account, shown.version],
      ['林一', '仓库', '138 0571 0000', 12, null, 2],
    )
    const { rows } = await boss.read(`/v1/persons/${id}/timeline`)
    assert.deepEqual(rows[0].data, {
      phone: { before: null, after: '138 0571 0000' },
      loadCeiling: { before: null, after: 12 },
    })
    await refused('people.stale', () => patch(boss, `/v1/persons/${id}`, { name: '林二' }, 1))
    await refused('people.numberTaken', () =>
      boss.send('POST', '/v1/persons', { name: '林三', departmentId: D('D50'), number }),
    )
    await refused('people.personUnknown', () => patch(boss, `/v1/persons/${masters.customerId}`, { name: '林二' }, 1))
  })

  test('nobody who manages people widens what they themselves may see', async () => {
    const { id: role } = await admin.post('/v1/roles', { copyOf: 'sales', nameZh: '人事', nameEn: 'Personnel' })
    await admin.send('PATCH', `/v1/roles/${role}`, { rights: ['orders.read', 'people.change'] }, versioned(1))
    await admin.send('PUT', `/v1/persons/${E('E012')}/roles`, { roles: [role] })
    const clerk = await company.as('sales2')
    await refused('people.ownReach', () => patch(clerk, `/v1/departments/${D('D20')}`, { headId: clerk.personId }, 1))
    await refused('people.ownDepartment', () =>
      patch(clerk, `/v1/persons/${clerk.personId}`, { departmentId: D('D00') }, 1),
    )
    await refused('people.ownReach', () =>
      clerk.send('POST', '/v1/departments', { nameZh: '我的', nameEn: 'Mine', kind: 'sales', headId: clerk.personId }),
    )
    const named = await patch(clerk, `/v1/persons/${clerk.personId}`, { position: '人事' }, 1)
    assert.equal(named.status, 200)
    await admin.send('PUT', `/v1/persons/${E('E012')}/roles`, { roles: ['sales'] })
  })

  test('who holds or owns something cannot be disabled: all that is left is named, and linked', async () => {
    const sales = await company.as('sales2')
    const { id: order } = await sales.post(
      '/v1/orders',
      orderOf(masters, [{ itemId: masters.items.hinge, quantity: '2' }]),
    )
    const disable = () => boss.send('POST', `/v1/persons/${E('E012')}/disable`, { reason: '离职' })
    const problem = await refused('handover.notEmptyHanded', disable)
    assert.match(problem.detail, /方宇 still has 1 order in hand, 1 order to answer for and cannot be disabled/)
    const { left } = await boss.read(`/v1/persons/${E('E012')}/left`)
    assert.deepEqual(
      left.map((one: { kind: string; count: number; first: { path: string }[] }) => [
        one.kind,
        one.count,
        one.first[0]!.path,
      ]),
      [
        ['order', 1, `/orders/${order}`],
        ['owned', 1, `/orders/${order}`],
      ],
    )
    await sales.post(`/v1/orders/${order}/cancel`, { reason: '客户取消' })
    const before = await sales.get('/v1/me')
    assert.equal(before.status, 200)
    await boss.post(`/v1/persons/${E('E012')}/disable`, { reason: '离职' })
    assert.equal((await sales.get('/v1/orders')).status, 401, 'the session is over')
    await refused('handover.personLeft', disable)
    await refused('people.inactive', () => admin.send('POST', `/v1/persons/${E('E012')}/account/unlock`, {}))

    await boss.post(`/v1/persons/${E('E012')}/enable`)
    const again = await boss.read(`/v1/persons/${E('E012')}`)
    assert.deepEqual([again.active, again.account.state], [true, 'locked'], 'an administrator lets them in')
    await refused('people.alreadyActive', () => boss.send('POST', `/v1/persons/${E('E012')}/enable`, {}))
    await admin.post(`/v1/persons/${E('E012')}/account/unlock`)
    const { rows } = await boss.read(`/v1/persons/${E('E012')}/timeline?limit=3`)
    assert.deepEqual(
      rows.map((one: { type: string }) => one.type),
      ['access.accountUnlocked', 'people.personEnabled', 'people.personDisabled'],
    )
  })

  test('heads, and those who wait to be answered, are not disabled; nobody disables themselves', async () => {
    const { left } = await boss.read(`/v1/persons/${E('E050')}/left`)
    assert.deepEqual(
      left.map((one: { kind: string }) => one.kind),
      ['department'],
    )
    await refused('handover.notEmptyHanded', () =>
      boss.send('POST', `/v1/persons/${E('E050')}/disable`, { reason: 'x' }),
    )
    await patch(boss, `/v1/departments/${D('D00')}`, { headId: null }, 1)
    await refused('handover.oneself', () => boss.send('POST', `/v1/persons/${boss.personId}/disable`, { reason: 'x' }))
    await refused('handover.personUnknown', () =>
      boss.send('POST', `/v1/persons/${masters.customerId}/disable`, { reason: 'x' }),
    )
  })

  test('somebody who takes on an order in the moment of being disabled: never both', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id } = await admin.post('/v1/persons', { name: `接${round}`, departmentId: D('D10') })
      const { password } = await admin.post(`/v1/persons/${id}/account`, { account: `race${round}`, roles: ['sales'] })
      const newcomer = await signedIn(company.app, `race${round}`, password)
      await newcomer.post('/v1/me/password', { current: password, next: 'another-horse-43' })
      const [disabled, created] = await Promise.all([
        boss.send('POST', `/v1/persons/${id}/disable`, { reason: 'x' }),
        newcomer.send('POST', '/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '1' }])),
      ])
      const done = [disabled, created].filter(({ status }) => status < 300)
      assert.equal(done.length, 1, JSON.stringify([disabled.body, created.body]))
      assert.ok([disabled, created].every(({ status }) => status < 500))
    }
  })
})

describe('leave', () => {
  const away = (from: string, until: string, personId = E('E021')) => ({ personId, from, until, reason: '年假' })

  test('a day is the company’s: leave on its morning is found on it, and not the day before', async () => {
    const morning = away('2026-06-10T00:00:00+08:00', '2026-06-10T06:00:00+08:00', E('E013'))
    const { id } = await boss.post('/v1/leave', morning)
    const on = async (day: string) =>
      (await boss.read(`/v1/leave?from=${day}&until=${day}`)).rows.map((one: { id: string }) => one.id)
    assert.deepEqual([await on('2026-06-09'), await on('2026-06-10'), await on('2026-06-11')], [[], [id], []])
  })

  test('the end of time is refused or answered, and breaks nothing', async () => {
    const { errors } = await refused('kernel.invalid', () =>
      boss.send('POST', '/v1/leave', away('9999-12-01T00:00:00Z', '9999-12-31T23:59:59-08:00')),
    )
    assert.deepEqual(
      errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]),
      [['/until', 'tooLate']],
    )
    assert.deepEqual(await boss.read('/v1/leave?from=9999-12-31&until=9999-12-31'), { rows: [] })
  })

  test('is recorded by a head or who manages people, shows the person as away, and never overlaps', async () => {
    const head = await company.as('tracker')
    const { id } = await head.post('/v1/leave', away('2026-11-23T00:00:00+08:00', '2026-11-26T00:00:00+08:00'))
    const { rows } = await boss.read('/v1/persons')
    assert.ok(rows.find((row: { id: string }) => row.id === E('E021')).onLeaveUntil)
    const met = await refused('people.leaveOverlap', () =>
      boss.send('POST', '/v1/leave', away('2026-11-25T12:00:00+08:00', '2026-11-28T00:00:00+08:00')),
    )
    assert.match(met.detail, /2026-11-23 to 2026-11-26/)
    await refused('people.leaveOrder', () =>
      boss.send('POST', '/v1/leave', away('2026-12-02T00:00:00Z', '2026-12-01T00:00:00Z')),
    )
    const stranger = await company.as('sales1')
    await refused('people.leaveRight', () =>
      stranger.send('POST', '/v1/leave', away('2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z')),
    )
    await refused('people.leaveRight', () => stranger.send('POST', `/v1/leave/${id}/end`, {}))
    await refused('people.personUnknown', () =>
      boss.send('POST', '/v1/leave', away('2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z', masters.customerId)),
    )
    const listed = await stranger.read('/v1/leave?from=2026-11-24&until=2026-11-24')
    assert.deepEqual(
      listed.rows.map((one: { id: string; recordedBy: { name: string } }) => [one.id, one.recordedBy.name]),
      [[id, '陈静']],
    )

    const ended = await head.post(`/v1/leave/${id}/end`, { reason: '提前返岗' })
    assert.deepEqual([ended.cancelled, ended.until], [false, '2026-11-23T01:00:00.000Z'])
    await refused('people.leaveOver', () => head.send('POST', `/v1/leave/${id}/end`, {}))
    const back = await boss.read('/v1/persons')
    assert.equal(back.rows.find((row: { id: string }) => row.id === E('E021')).onLeaveUntil, null)
  })

  test('that has not begun is taken back, and its days are free again', async () => {
    const { id } = await boss.post('/v1/leave', away('2026-12-10T00:00:00Z', '2026-12-12T00:00:00Z'))
    assert.equal((await boss.post(`/v1/leave/${id}/end`)).cancelled, true)
    await boss.post('/v1/leave', away('2026-12-11T00:00:00Z', '2026-12-13T00:00:00Z'))
    const all = '/v1/leave?from=2026-12-01&until=2026-12-31'
    assert.equal((await boss.read(all)).rows.length, 1)
    assert.equal((await boss.read(`${all}&cancelled=true`)).rows.length, 2)
  })

  test('the same days asked for twice at once are given once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        boss.send('POST', '/v1/leave', away('2027-02-01T00:00:00Z', '2027-02-03T00:00:00Z')),
      ),
    )
    assert.equal(answers.filter(({ status }) => status === 201).length, 1)
    assert.ok(answers.filter(({ status }) => status !== 201).every(({ body }) => body.code === 'people.leaveOverlap'))
  })
})

describe('calendars', () => {
  test('a day off that is entered moves what is due, at once', async () => {
    company.setNow('2026-11-23T16:00:00+08:00')
    const sales = await company.as('sales1')
    const due = async () => {
      const { id } = await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '1' }]))
      const offered = await sales.post('/v1/handovers', {
        ...{ to: { kind: 'person', id: E('E022') }, subjects: [{ kind: 'order', id }], reason: 'next' },
      })
      return offered.answerBy
    }
    assert.equal(await due(), '2026-11-24T02:00:00.000Z', 'two hours today, two tomorrow')
    const [calendar] = (await boss.read('/v1/calendars?year=2026')).rows
    assert.ok(
      calendar.standard && calendar.days.some((one: { working: boolean }) => one.working),
      '调休 days are known',
    )
    const days = [...calendar.days, { day: '2026-11-24', working: false, name: '厂休' }]
    await patch(boss, `/v1/calendars/${calendar.id}`, { year: { year: 2026, days } }, calendar.version)
    assert.equal(await due(), '2026-11-25T02:00:00.000Z', 'the day after')

    const { id } = await boss.post('/v1/calendars', { copyOf: calendar.id, nameZh: '两班', nameEn: 'Two shifts' })
    const shifts = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, to: 1440 }))
    await patch(boss, `/v1/calendars/${id}`, { shifts, year: { year: 2026, days: [] } }, 1)
    const { rows } = await boss.read('/v1/departments')
    const tracking = rows.find((row: { id: string }) => row.id === D('D20'))
    await patch(boss, `/v1/departments/${D('D20')}`, { calendarId: id }, tracking.version)
    assert.equal(
      await due(),
      '2026-11-23T12:00:00.000Z',
      'a department that works round the clock answers within four hours',
    )
    await patch(boss, `/v1/departments/${D('D20')}`, { calendarId: null }, tracking.version + 1)

    const { rows: journal } = await boss.read(`/v1/calendars/${calendar.id}/timeline`)
    assert.equal(journal[0].data.days.after.length, journal[0].data.days.before.length + 1)
  })

  test('hours that overlap, and days that stand twice or elsewhere, are refused', async () => {
    const [{ id, version }] = (await boss.read('/v1/calendars?year=2026')).rows
    const put = (body: object) => () => patch(boss, `/v1/calendars/${id}`, body, version)
    const shift = (from: number, to: number) => ({ weekday: 1, from, to })
    await refused('people.shiftOrder', put({ shifts: [shift(600, 600)] }))
    await refused('people.shiftOverlap', put({ shifts: [shift(600, 700), shift(480, 601)] }))
    const day = { day: '2027-01-04', working: false, name: '' }
    await refused('people.dayOfOtherYear', put({ year: { year: 2026, days: [day] } }))
    await refused('people.dayTwice', put({ year: { year: 2027, days: [day, day] } }))
    await refused('people.stale', () => patch(boss, `/v1/calendars/${id}`, { nameZh: 'x' }, version + 5))
    await refused('people.calendarMissing', () =>
      patch(boss, `/v1/calendars/${masters.customerId}`, { nameZh: 'x' }, 1),
    )
    const suggested = await boss.read('/v1/calendars/suggested?year=2025')
    assert.ok(suggested.days.some((one: { day: string; working: boolean }) => one.day === '2025-10-01' && !one.working))
  })
})
