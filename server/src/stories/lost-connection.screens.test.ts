import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openScreens, type Screens } from '../testing/screens.ts'

let screens: Screens
before(async () => {
  screens = await openScreens()
})
after(() => screens?.close())

test('whoever loses the reply sees it, keeps the form through a reload, and orders once', async () => {
  const page = await screens.signIn('sales1', { viewport: { width: 390, height: 844 } })
  await page.goto('/orders/new')
  await page.getByRole('combobox', { name: '客户' }).fill('云栖')
  await page.getByRole('option', { name: /云栖酒店/ }).click()
  await page.getByLabel('客户单号').fill('LOST-1')
  await page.getByLabel('要求交期').first().fill('2099-12-01')
  const line = page.getByRole('group', { name: '第 1 行' })
  await line.getByRole('combobox').first().fill('HC-304')
  await page.getByRole('option', { name: /HC-304-4B/ }).click()
  await line.getByLabel(/数量/).fill('24')
  await line.getByLabel(/单价/).fill('11.3')
  await page.getByLabel('备注', { exact: true }).scrollIntoViewIfNeeded()
  let lost = 0
  await page.route('**/v1/orders', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    lost += 1
    await route.abort()
  })
  await page.getByRole('button', { name: '保存草稿' }).click()
  const told = page.getByRole('alert').getByText('网络断了')
  await told.waitFor()
  await page.waitForFunction(
    "[...document.querySelectorAll('.problem')].every((one) => one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().bottom <= innerHeight)",
  )
  assert.equal(lost, 1)

  await page.unroute('**/v1/orders')
  await page.reload()
  assert.equal(await page.getByLabel('客户单号').inputValue(), 'LOST-1')
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/)
  const { rows } = await (await screens.company.as('boss')).read('/v1/orders')
  assert.equal(rows.length, 1, 'it was ordered once')
  await page.context().close()
})
