import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { orderInProcess, orderOf } from '../testing/masters.ts'
import { openScreens, type Screens, scrolledWithin, standingOut, violationsOn } from '../testing/screens.ts'

let screens: Screens
before(async () => {
  screens = await openScreens()
  const { company, masters } = screens
  const [sales, tracker] = [await company.as('sales1'), await company.as('tracker')]
  const lines = ['3', '3000'].map((quantity) => ({ itemId: masters.items.hinge, quantity }))
  await orderInProcess(sales, tracker, masters, lines)
})
after(() => screens?.close())

const PAGES = [
  '/',
  '/orders',
  '/orders/new',
  '/handovers',
  '/notices',
  '/customers',
  '/items',
  '/stock',
  '/deliveries',
  '/invoices',
  '/people',
  '/people/users',
  '/people/roles',
  '/people/leave',
  '/people/calendars',
  '/imports',
  '/imports/new?kind=orders',
  '/settings',
  '/settings/company',
  '/settings/basics',
  '/settings/basics?view=taxRates',
  '/openings?view=stock',
  '/openings?view=receivables',
  '/openings?view=accounts',
  '/invoices?view=entries',
]
const MANNERS = [
  { name: 'zh, light, 1280', locale: 'zh-CN', colorScheme: 'light', width: 1280 },
  { name: 'en, dark, 1280', locale: 'en-US', colorScheme: 'dark', width: 1280 },
  { name: 'zh, dark, 390', locale: 'zh-CN', colorScheme: 'dark', width: 390 },
  { name: 'en, light, 390', locale: 'en-US', colorScheme: 'light', width: 390 },
] as const

for (const { name, locale, colorScheme, width } of MANNERS) {
  test(`every page opens without a violation of accessibility or a sideways scroll: ${name}`, async () => {
    const page = await screens.signIn('boss', { locale, colorScheme, viewport: { width, height: 900 } })
    const order = (await (await screens.company.as('boss')).read('/v1/orders')).rows[0]
    const tabs = ['files', 'report'].map((tab) => `/orders/${order.id}?tab=${tab}`)
    for (const path of [
      ...PAGES,
      `/orders/${order.id}`,
      ...tabs,
      `/orders/${order.id}/report`,
      `/orders/${order.id}/versions`,
    ]) {
      await page.goto(path)
      await page.locator('main').waitFor()
      await page.waitForLoadState('networkidle')
      assert.deepEqual(await violationsOn(page), [], path)
      // The browser's own form of a date follows the browser, not the reader.
      assert.equal(
        await page
          .locator('input:is([type=date], [type=datetime-local], [type=month], [type=time]):not([aria-hidden])')
          .count(),
        0,
        path,
      )
      const sideways = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      if (width === 1280) assert.equal(await scrolledWithin(page), '', `${path} hides what is on the right`)
      assert.ok(sideways <= 0, `${path} scrolls sideways by ${sideways} px: ${await standingOut(page)}`)
    }
    await page.context().close()
  })
}

test('who handed on to a department sees its rows whole on a phone: en, 390', async () => {
  const { company, masters } = screens
  const sales = await company.as('sales1')
  const { id } = await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '3' }]))
  const to = { kind: 'department', id: company.founded.departments.get('D20')! }
  await sales.post('/v1/handovers', { to, subjects: [{ kind: 'order', id }], reason: 'next' })
  const page = await screens.signIn('sales1', { locale: 'en-US', viewport: { width: 390, height: 900 } })
  await page.getByRole('button', { name: /^Recall/ }).waitFor()
  // An offer of another day shows its date beside its time, which is as wide as it gets.
  await page.clock.setFixedTime(new Date(Date.now() + 9 * 24 * 3_600_000))
  await page.reload()
  await page.getByRole('button', { name: /^Recall/ }).waitFor()
  assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, await standingOut(page))
  await page.context().close()
})
