import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { orderOf } from '../testing/masters.ts'
import { openScreens, type Screens } from '../testing/screens.ts'

let screens: Screens
before(async () => {
  screens = await openScreens()
})
after(() => screens?.close())

const focused = (page: Page) =>
  page.evaluate<string>(
    "document.activeElement === document.body ? 'nowhere' : document.activeElement.id || document.activeElement.textContent.trim()",
  )

test('the focus comes back from every dialog, also from one whose opener is gone', async () => {
  const { company, masters } = screens
  const sales = await company.as('sales1')
  const { id } = await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '3' }]))
  const page = await screens.signIn('sales1')
  await page.goto(`/orders/${id}`)
  const more = page.getByRole('button', { name: '更多' })
  await more.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: '客户跟踪链接' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.waitForFunction('document.activeElement !== document.body')
  assert.equal(await focused(page), '更多')

  await page.getByRole('button', { name: '确认', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: /知道了/ }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.waitForFunction('document.activeElement !== document.body')
  assert.equal(await focused(page), 'content')
  await page.context().close()
})
