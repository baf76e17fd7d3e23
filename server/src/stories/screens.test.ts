import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PASSWORD } from '../testing/company.ts'
import { orderInProcess, orderOf } from '../testing/masters.ts'
import { picture } from '../testing/operations-of-watching.ts'
import { openScreens, type Screens, violationsOn } from '../testing/screens.ts'

let company: Screens['company']
let masters: Screens['masters']
let browser: Screens['browser']
let address: string
let signIn: Screens['signIn']
let close: Screens['close'] | undefined

before(async () => {
  ;({ company, masters, browser, address, signIn, close } = await openScreens())
})
after(() => close?.())

test('the daily path of sales, tracker, warehouse, customer and finance, by mouse and keyboard', async () => {
  const sales = await signIn('sales1')
  await sales.goto('/orders/new')
  await sales.getByRole('combobox', { name: '客户' }).fill('云栖')
  await sales.getByRole('option', { name: /云栖酒店/ }).click()
  await sales.getByLabel('要求交期').first().fill('2099-12-01')
  const line = sales.getByRole('group', { name: '第 1 行' })
  await line.getByRole('combobox').first().fill('HC-304')
  await sales.getByRole('option', { name: /HC-304-4B/ }).click()
  await line.getByLabel(/数量/).fill('24')
  await line.getByLabel(/单价/).fill('11.3')
  await sales.getByRole('button', { name: '保存并确认' }).click()
  const confirming = sales.getByRole('dialog')
  await confirming.getByRole('button', { name: /确认/ }).last().click()
  await sales.getByText('待处理').first().waitFor()
  const orderUrl = new URL(sales.url()).pathname
  const number = (await sales.getByRole('heading', { level: 1 }).textContent())!.match(/SO\d{4}-\d+/)![0]
  await sales.keyboard.press('Escape')

  await sales.keyboard.press('t')
  const handing = sales.getByRole('dialog')
  await handing.getByPlaceholder('姓名').fill('陈静')
  await handing.getByRole('radio', { name: /陈静/ }).check()
  await handing.getByText('下一环节').click()
  await handing.getByRole('button', { name: /转交 1 张/ }).click()
  await sales
    .getByText(/等陈静接收|已转交 1 张/)
    .first()
    .waitFor()

  const tracker = await signIn('tracker', { viewport: { width: 390, height: 844 } })
  await tracker.goto('/handovers')
  await tracker.getByText(number).first().click()
  await tracker.getByRole('button', { name: /^接收/ }).first().click()
  await tracker.goto(orderUrl)
  await tracker.getByText('处理中').first().waitFor()

  const warehouse = await signIn('warehouse')
  await warehouse.goto(orderUrl.replace('/orders/', '/deliveries/ship/'))
  await warehouse.getByRole('button', { name: /发货/ }).last().click()
  await warehouse
    .getByText(/DN\d{4}-\d+/)
    .first()
    .waitFor()
  const shipped = (await (await company.as('boss')).read(`/v1/deliveries?orderId=${orderUrl.split('/').at(-1)}`))
    .rows[0]
  const { path } = await (await company.as('warehouse')).post(`/v1/deliveries/${shipped.id}/link`)

  const customer = await (
    await browser.newContext({ baseURL: address, locale: 'zh-CN', viewport: { width: 390, height: 844 } })
  ).newPage()
  await customer.goto(path)
  await customer.getByRole('button', { name: '全部收齐' }).click()
  await customer.getByLabel(/姓名|签收人/).fill('张蕾')
  assert.deepEqual(await violationsOn(customer), [])
  await customer.getByRole('button', { name: /确认签收/ }).click()
  await customer
    .getByText(/已签收/)
    .first()
    .waitFor()

  const finance = await signIn('finance')
  await finance.goto(orderUrl.replace('/orders/', '/invoices/new/'))
  await finance.getByRole('button', { name: /^开票 ¥/ }).click()
  await finance.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
  await finance.getByRole('button', { name: '开红字发票' }).click()
  const crediting = finance.getByRole('dialog')
  await crediting.getByText('按行冲销').click()
  await crediting.getByLabel('原因').fill('退货')
  await crediting.getByLabel('第 1 行冲销数量').fill('24.5')
  await crediting.getByRole('alert').getByText('只剩 24 可冲').waitFor()
  assert.ok(await crediting.locator('button[type=submit]').isDisabled(), 'more than is left is not sent')
  await crediting.getByLabel('第 1 行冲销数量').fill('24')
  await crediting.getByRole('alert').waitFor({ state: 'hidden' })
  assert.ok(await crediting.locator('button[type=submit]').isEnabled())
  await finance.keyboard.press('Escape')
  await crediting.waitFor({ state: 'hidden' })
  await finance.getByRole('button', { name: '登记收款' }).click()
  const paying = finance.getByRole('dialog')
  await paying.getByText('全部核销').waitFor()
  const matched = paying.getByLabel(/^核销 INV-\d+ 的金额$/)
  const whole = await matched.inputValue()
  await matched.fill('999999')
  await paying
    .getByRole('alert')
    .getByText(/^只剩 .* 未收$/)
    .waitFor()
  await matched.fill(whole)
  await paying.locator('button[type=submit]').click()
  await paying.waitFor({ state: 'hidden' })
  await sales.goto(orderUrl)
  await sales.getByText('已结算').first().waitFor()
})

test('a file is brought in: its columns are matched, a bad cell is mended by keyboard, the rest comes in and is found again', async () => {
  const page = await signIn('boss')
  await page.goto('/customers')
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await page.locator('input[type=file]').setInputFiles({
    name: '客户.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('编号,名称,账期,来源\nS-1,屏幕一号,30,展会\nS-2,屏幕二号,三十,\nS-1,屏幕三号,30,\n'),
  })
  await page.getByRole('heading', { name: '每一列对应什么' }).waitFor()
  assert.equal(await page.getByLabel('对应字段: 来源').inputValue(), '')
  assert.deepEqual(await violationsOn(page), [])
  await page.getByRole('button', { name: '检查全部行' }).click()
  await page.getByText('「账期（天）」的「三十」不是整数。请写成 30。').waitFor()
  await page.getByText('第 2 行已有同样的「客户编号」。请去掉一行，或改编号。').waitFor()
  assert.deepEqual(await violationsOn(page), [])

  await page.getByRole('button', { name: /^改：账期，第 3 行/ }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('45')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '导入 2 行' }).click()
  await page.getByText('已导入 2 行，1 行有错未导入').waitFor()
  assert.deepEqual(await violationsOn(page), [])
  await page.goto('/imports')
  await page.getByRole('link', { name: '客户.csv' }).click()
  await page.getByText('已导入 2 行，1 行有错未导入').waitFor()
  await page.goto('/customers?q=屏幕')
  await page.getByText('屏幕二号').waitFor()
  await page.context().close()
})

test('a file, a mention and a link reach whom they are for, while they look at something else', async () => {
  const [sales, tracker] = [await company.as('sales1'), await company.as('tracker')]
  const id = await orderInProcess(sales, tracker, masters, [{ itemId: masters.items.hinge, quantity: '3' }])
  const receiving = await signIn('tracker')
  await receiving.goto('/customers')
  await receiving.waitForLoadState('networkidle')
  await tracker.post('/v1/notices/read')
  await receiving.getByRole('link', { name: '未读通知 0 条' }).waitFor()

  const page = await signIn('sales1')
  await page.goto(`/orders/${id}?tab=files`)
  await page.locator('input[type=file][multiple]').setInputFiles({
    name: '图纸.png',
    mimeType: 'image/png',
    buffer: picture(),
  })
  await page.getByRole('link', { name: '图纸.png', exact: true }).waitFor()
  const { name } = (await tracker.read('/v1/me')).person
  await page.getByRole('textbox', { name: '跟进' }).fill(`@${name.slice(0, 1)}`)
  await page.getByRole('option', { name }).click()
  await page.keyboard.type('看图纸')
  await page.keyboard.press('Control+Enter')

  await receiving.getByRole('link', { name: '未读通知 1 条' }).click()
  await receiving.getByText('在跟进里提到你').click()
  await receiving.waitForURL(`**/orders/${id}`)
  await receiving.getByRole('link', { name: '未读通知 0 条' }).waitFor()

  const { path } = await sales.post(`/v1/orders/${id}/tracking-links`)
  const customer = await (
    await browser.newContext({ baseURL: address, locale: 'zh-CN', viewport: { width: 390, height: 844 } })
  ).newPage()
  await customer.goto(path)
  await customer.getByText('备货中').waitFor()
  assert.deepEqual(await violationsOn(customer), [])
  const [{ id: link }] = (await sales.read(`/v1/orders/${id}/tracking-links`)).rows
  await sales.post(`/v1/tracking-links/${link}/revoke`)
  await customer.reload()
  await customer.getByText('这个链接已被撤销').waitFor()
  for (const one of [page, receiving, customer]) await one.context().close()
})

test('two who change one order keep both changes, and choose where both changed the same', async () => {
  const sales = await company.as('sales1')
  const { id } = await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '3' }]))
  const page = await signIn('sales1')
  const changes = async (field: string, text: string) => {
    await page.goto(`/orders/${id}/edit`)
    await page.getByLabel(field, { exact: true }).fill(text)
  }
  const elsewhere = async (change: Record<string, unknown>) => {
    const { version } = await sales.read(`/v1/orders/${id}`)
    const whole = orderOf(masters, [{ itemId: masters.items.hinge, quantity: '3' }], change)
    const told = page.waitForResponse((one) => one.url().endsWith(`/v1/orders/${id}`))
    const answer = await sales.send('PUT', `/v1/orders/${id}`, whole, { 'if-match': `"${version}"` })
    assert.equal(answer.status, 200)
    await told
  }
  const saves = async () => {
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(`**/orders/${id}`)
    return await sales.read(`/v1/orders/${id}`)
  }
  await changes('备注', '我的备注')
  await elsewhere({ customerNumber: 'PO-7' })
  const both = await saves()
  assert.deepEqual([both.note, both.customerNumber], ['我的备注', 'PO-7'])

  await changes('备注', '我的第二版')
  await elsewhere({ note: '对方的', customerNumber: 'PO-7' })
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: '用我的' }).click()
  assert.equal((await saves()).note, '我的第二版')
  await page.context().close()
})

test('who is typed is who receives, and nothing that was written is lost with the session', async () => {
  const sales = await company.as('sales2')
  const { id } = await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '3' }]))
  const page = await signIn('sales2')
  await page.goto(`/orders/${id}`)
  await page.getByRole('button', { name: /^转交/ }).waitFor()
  await page.keyboard.press('t')
  const handing = page.getByRole('dialog')
  await handing.getByRole('radio', { checked: true }).first().waitFor()
  await handing.getByPlaceholder('姓名').fill('马建平')
  await handing.getByText('马建平接收前').waitFor()
  await handing.getByText('下一环节').click()
  await handing.getByRole('textbox', { name: '说明' }).fill('先传照片')
  await page.evaluate(
    "fetch('/v1/sessions', { method: 'DELETE', headers: { 'idempotency-key': crypto.randomUUID() } })",
  )
  await page.keyboard.press('Control+Enter')
  const again = page.getByRole('dialog', { name: '登录已失效' })
  await again.locator('input').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await again.waitFor({ state: 'hidden' })
  assert.equal(await handing.getByRole('textbox', { name: '说明' }).inputValue(), '先传照片')
  await handing.getByRole('button', { name: /转交 1 张/ }).click()
  await page.getByText('等马建平接收').first().waitFor()
  await page.context().close()
})

test('who hands over before the dry run has answered is heard: what is clear goes, a warning is read first', async () => {
  const sales = await company.as('sales1')
  const page = await signIn('sales1')
  const handing = page.getByRole('dialog')
  const held: (() => void)[] = []
  let holding = true
  let offers = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/v1/handovers')) offers += 1
  })
  await page.route('**/v1/handovers/check', async (route) => {
    if (holding) await new Promise<void>((resolve) => held.push(resolve))
    await route.continue()
  })
  for (const quantity of ['3', '3000']) {
    const order = orderOf(masters, [{ itemId: masters.items.hinge, quantity }])
    await page.goto(`/orders/${(await sales.post('/v1/orders', order)).id}`)
    await page.getByRole('button', { name: /^转交/ }).click()
    holding = true
    await handing.getByPlaceholder('姓名').fill('马建平')
    await handing.getByText('下一环节').click()
    await handing.getByText('马建平接收前').waitFor()
    await page.keyboard.press('Control+Enter')
    await handing.locator('.ant-btn-loading').waitFor()
    holding = false
    for (const go of held.splice(0)) go()
    if (quantity === '3000') {
      await handing.getByText(/缺 2,\d{3}/).waitFor()
      await page.evaluate('new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))')
      assert.equal(offers, 1)
      await page.keyboard.press('Control+Enter')
    }
    await page.getByText('等马建平接收').first().waitFor()
  }
  await page.context().close()
})

test('a page whose code an upgrade took away is loaded anew by itself, once, and is never blank', async () => {
  const page = await signIn('boss')
  await page.getByRole('link', { name: '库存' }).waitFor()
  let gone = true
  let forGood = false
  page.on('request', (request) => {
    if (request.isNavigationRequest()) gone = forGood
  })
  await page.route(/\/assets\/stock-[^/]*\.js$/, (route) => (gone ? route.fulfill({ status: 404 }) : route.continue()))
  await page.getByRole('link', { name: '库存' }).click()
  await page.getByRole('heading', { name: '库存' }).waitFor({ state: 'attached' })
  assert.equal(new URL(page.url()).pathname, '/stock')

  forGood = true
  await page.goto('/orders')
  await page.getByRole('link', { name: '库存' }).click()
  await page.getByRole('button', { name: '重新载入' }).waitFor()
  await page.context().setOffline(true)
  await page.getByRole('link', { name: '客户' }).click()
  await page.getByText('连不上服务器').waitFor()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: '再试一次' }).click()
  await page.getByRole('heading', { name: '客户' }).waitFor({ state: 'attached' })
  await page.context().close()
})
