import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { orderOf } from '../testing/masters.ts'
import { openScreens, type Screens, violationsOn } from '../testing/screens.ts'

let screens: Screens
before(async () => {
  screens = await openScreens()
})
after(() => screens?.close())

const MANNERS = [
  { locale: 'zh-CN', field: '承诺交期', typed: '2027.3.5', shown: '2027-03-05', next: '2027-03-06', fault: /^写成 / },
  {
    locale: 'en-US',
    field: 'Promised date',
    typed: 'mar 5 2027',
    shown: '5 Mar 2027',
    next: '6 Mar 2027',
    fault: /^Write it as /,
  },
] as const

for (const { locale, field, typed, shown, next, fault } of MANNERS) {
  test(`a day is typed, moved and shown in the reader’s language, and one that cannot be read is not lost: ${locale}`, async () => {
    const { company, masters } = screens
    const sales = await company.as('sales1')
    const { id } = await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '3' }]))
    const page = await screens.signIn('sales1', { locale })
    await page.goto(`/orders/${id}/edit`)
    const day = page.getByLabel(field, { exact: true }).first()
    await day.fill(typed)
    await page.keyboard.press('Tab')
    assert.equal(await day.inputValue(), shown)
    await day.press('ArrowUp')
    assert.equal(await day.inputValue(), next)

    let saves = 0
    page.on('request', (request) => {
      if (request.method() === 'PUT') saves += 1
    })
    await day.fill('35')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').getByText(fault).waitFor()
    assert.deepEqual([await day.inputValue(), saves], ['35', 0])
    assert.ok(
      await day.evaluate(
        (field) => field === (field.getRootNode() as unknown as { activeElement: unknown }).activeElement,
      ),
    )
    assert.deepEqual(await violationsOn(page), [])
    await day.fill(typed)
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(`**/orders/${id}`)
    assert.equal((await sales.read(`/v1/orders/${id}`)).promisedOn, '2027-03-05')
    await page.context().close()
  })
}
