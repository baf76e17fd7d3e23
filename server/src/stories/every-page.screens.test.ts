import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { orderInProcess } from '../testing/masters.ts'
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
