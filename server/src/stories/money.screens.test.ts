import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Locator } from 'playwright-core'
import type { Client } from '../testing/company.ts'
import { orderInProcess } from '../testing/masters.ts'
import { openScreens, type Screens, violationsOn } from '../testing/screens.ts'

let screens: Screens
let boss: Client
before(async () => {
  screens = await openScreens()
  boss = await screens.company.as('boss')
})
after(() => screens?.close())

/** An order of three hinges, shipped and signed. */
async function delivered(): Promise<string> {
  const { company, masters } = screens
  const [sales, tracker, warehouse] = await Promise.all(['sales1', 'tracker', 'warehouse'].map(company.as))
  const lines = [{ itemId: masters.items.hinge, quantity: '3', unitPrice: '10' }]
  const id = await orderInProcess(sales!, tracker!, masters, lines)
  const shipped = await warehouse!.post(`/v1/orders/${id}/ship`)
  await boss.post(`/v1/deliveries/${shipped.id}/sign`, { name: '张蕾', lines: [{ line: 1, signed: '3' }] })
  return id
}

/** What stands below a field, as whoever cannot see is told it. */
const noteOf = (field: Locator): Promise<string> =>
  field.evaluate((input) => {
    const { document } = globalThis as unknown as {
      document: { getElementById(id: string): { textContent: string } | null }
    }
    const id = (input as unknown as { getAttribute(name: string): string | null }).getAttribute('aria-describedby')
    return (id && document.getElementById(id)?.textContent) || ''
  })

test('a refund says at its field what is wrong with the amount, and takes what is left', async () => {
  const { customerId } = screens.masters
  await boss.post('/v1/payments', { customerId, amount: '100.00', method: 'transfer', reference: 'BANK-9' })
  const page = await screens.signIn('boss')
  await page.goto('/invoices?view=payments')
  await page
    .getByRole('row', { name: /BANK-9/ })
    .getByRole('button')
    .last()
    .click()
  await page.getByRole('menuitem', { name: '退款' }).click()
  const dialog = page.getByRole('dialog')
  const amount = dialog.getByLabel('退款金额')
  const submit = dialog.getByRole('button', { name: /^退款/ })
  await dialog.getByLabel('原因').fill('多付')
  assert.match(await noteOf(amount), /^最多 ¥100\.00$/)
  const faults: [string, string][] = [
    ['100.01', '超过了未核销的金额，请改少'],
    ['0', '填大于 0 的金额，最多两位小数'],
    ['1.005', '填大于 0 的金额，最多两位小数'],
    ['', '填大于 0 的金额，最多两位小数'],
  ]
  for (const [typed, fault] of faults) {
    await amount.fill(typed)
    assert.equal(await noteOf(amount), fault, typed)
    assert.equal(await submit.isDisabled(), true, typed)
  }
  assert.deepEqual(await violationsOn(page), [])
  await amount.fill('100')
  await submit.click()
  await page.getByText(/已退款，单号 RF/).waitFor()
  await page.context().close()
})

test('the day of an invoice is bounded at its field, and no invoice goes out beyond it', async () => {
  const id = await delivered()
  const page = await screens.signIn('finance')
  await page.goto(`/invoices/new/${id}`)
  const day = page.getByLabel('开票日期')
  const today = await day.inputValue()
  assert.match(await noteOf(day), /^最早 /)
  for (const [typed, fault] of [
    ['2020-01-01', /^不能早于 .+。$/],
    ['+1', /^不能晚于 .+。$/],
  ] as const) {
    await day.fill(typed)
    await page.keyboard.press('Tab')
    assert.match(await noteOf(day), fault)
    await page.keyboard.press('Control+Enter')
  }
  await day.fill(today)
  await page.getByRole('button', { name: /^开票/ }).click()
  await page.getByRole('heading', { name: /^INV-/ }).waitFor()
  await page.context().close()
})

test('a credit note that only forgave is reversed on its page, which leads to the reversal and back', async () => {
  const invoice = await boss.post(`/v1/orders/${await delivered()}/invoice`)
  const note = await boss.post(`/v1/invoices/${invoice.id}/credit`, { reason: '价格折让' })
  const page = await screens.signIn('finance')
  await page.goto(`/invoices/${invoice.id}`)
  const credit = page.getByRole('button', { name: '开红字发票' })
  assert.equal(await credit.isDisabled(), true)
  await page.goto(`/invoices/${note.id}`)
  await page.getByRole('button', { name: '撤销红字发票' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(`${invoice.number} 重新变为未收 ¥33.90`).waitFor()
  await dialog.getByLabel('原因').fill('客户退货')
  await dialog.getByRole('button', { name: '撤销红字发票' }).click()
  await page.getByRole('heading', { name: /^CR-/ }).waitFor()
  assert.deepEqual(await violationsOn(page), [])
  await page.getByRole('main').getByRole('link', { name: note.number }).click()
  await page.getByRole('heading', { name: note.number }).waitFor()
  await page.getByRole('main').getByRole('link', { name: /^CR-/ }).waitFor()
  assert.equal(await page.getByRole('button', { name: '撤销红字发票' }).isDisabled(), true)
  await page.goto(`/invoices/${invoice.id}`)
  await credit.click()
  await page
    .getByRole('dialog')
    .getByText(/货要退回、少签时勾选/)
    .waitFor()
  await page.context().close()
})
