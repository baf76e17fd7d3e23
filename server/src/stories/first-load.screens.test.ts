import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { orderOf } from '../testing/masters.ts'
import { openScreens, type Screens } from '../testing/screens.ts'

/** What the code of a first view may weigh on its way: kB, compressed. */
const BUDGET = 350

let screens: Screens
before(async () => {
  screens = await openScreens()
})
after(() => screens?.close())

test('a link to any of the daily pages brings no more code than its first view needs', async () => {
  const { company, masters, signIn, browser, address } = screens
  const sales = await company.as('sales1')
  const { id } = await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '3' }]))
  const storageState = await (await signIn('sales1')).context().storageState()
  for (const path of ['/', '/orders', `/orders/${id}`, '/orders/new', '/handovers', '/stock', '/invoices']) {
    const context = await browser.newContext({ baseURL: address, storageState })
    const page = await context.newPage()
    const sizes: Promise<number>[] = []
    page.on('response', (response) => {
      if (response.url().includes('/assets/')) sizes.push(response.body().then((body) => gzipSync(body).length))
    })
    await page.goto(path)
    await page.locator('main').waitFor()
    await page.waitForLoadState('networkidle')
    const weight = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1000
    assert.ok(weight > 100, `${path} brought ${weight} kB: the code was not counted`)
    assert.ok(weight <= BUDGET, `${path} brings ${weight.toFixed(0)} kB of code, more than ${BUDGET}`)
    await context.close()
  }
})

test('what may not be done now is within reach of keys and tells why', async () => {
  const { company, masters } = screens
  const [sales, manager] = [await company.as('sales1'), 'manager']
  const { id } = await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '3' }]))
  const page = await screens.signIn(manager)
  await page.goto(`/orders/${id}`)
  const refused = page.locator('button[aria-disabled=true]').first()
  await refused.focus()
  await page.getByRole('tooltip').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('tooltip').waitFor({ state: 'hidden' })
  await page.context().close()
})
