import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type App, createApp } from '../app.ts'
import { makeFirstData } from '../first-data.ts'
import { projectDirectory } from '../kernel/project-directory.ts'
import { serveScreens } from '../main.ts'
import { enterAccount, openBrowser } from '../testing/browser.ts'
import { createTestDatabase } from '../testing/database.ts'
import { verify } from '../verify.ts'

let app: App
let ownerUrl: string
let browser: Browser
let address: string
let password: string
let folder: string

before(async () => {
  assert.ok(existsSync(join(projectDirectory, 'web/dist/index.html')), 'The web is not built. Run: npx vite build web')
  folder = await mkdtemp(join(tmpdir(), 'baton-'))
  ownerUrl = (await createTestDatabase()).ownerUrl
  const made = await makeFirstData({ databaseUrl: ownerUrl, dataDir: folder, empty: true, onProgress: () => undefined })
  password = made!.password!
  app = createApp({ databaseUrl: ownerUrl, screens: true, checkReplies: true })
  await serveScreens(app)
  await app.http.listen({ port: 0, host: '127.0.0.1' })
  address = app.http.listeningOrigin
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Signs in with a password that was given, and changes it first, since nothing else is allowed. */
async function enter(account: string, given: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    locale: 'zh-CN',
    viewport: { width: 1280, height: 900 },
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  page.on('pageerror', (error) => assert.fail(`${account} met ${error.message}`))
  await enterAccount(page, account, given)
  await page.waitForURL('**/password')
  const fields = page.locator('input[type=password]')
  await fields.nth(0).fill(given)
  for (let at = 1; at < (await fields.count()); at += 1) await fields.nth(at).fill('lantern-orchard-42')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === '/')
  return page
}

/** Goes to the desk and takes the step that its checklist offers. */
async function step(page: Page, act: string): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name: act, exact: true }).click()
}

/** What comes out of a spreadsheet, pasted where the focus is. */
const paste = (page: Page, text: string) =>
  page.evaluate(`{
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', ${JSON.stringify(text)})
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }`)

const NAME = '余姚新程五金有限公司'

test('from an empty company to its first settled order, as the desk leads', async () => {
  const admin = await enter('admin', password)
  await admin.getByText('把公司建起来').waitFor()
  const box = admin.getByRole('dialog')

  await step(admin, '填公司资料')
  await admin.getByLabel('公司名称').fill(NAME)
  await admin.getByLabel('税号').fill('91330281MA2AXXXX1X')
  await admin.getByRole('button', { name: '加一个账户' }).click()
  await admin.getByLabel('开户行 1').fill('工商银行余姚支行')
  await admin.getByLabel('账号 1').fill('3901 0000 1234')
  await admin.getByRole('button', { name: '保存', exact: true }).click()
  await admin.getByText('公司资料已保存').waitFor()

  await step(admin, '加同事')
  await admin.getByRole('button', { name: '新增人员' }).click()
  await box.getByLabel('姓名').fill('赵仓管')
  await box.getByLabel('部门').selectOption({ label: '仓库' })
  await box.getByRole('button', { name: /新增/ }).click()
  await admin.getByRole('button', { name: '开通账号' }).click()
  await box.getByLabel('账号').fill('store')
  await box.getByRole('checkbox', { name: /仓管/ }).check()
  await box.getByRole('button', { name: /开通账号/ }).click()
  await box.getByText('只显示这一次').waitFor()
  const given = /[a-z0-9]{4}(-[a-z0-9]{4}){3}/.exec((await box.textContent())!)![0]

  await step(admin, '新建客户')
  await admin.getByLabel('客户', { exact: true }).fill('杭州云栖酒店用品有限公司')
  await admin.getByRole('button', { name: '加地址' }).click()
  await admin.getByLabel('收货人').fill('张蕾')
  await admin.getByLabel('电话').last().fill('138 0571 2266')
  await admin.getByLabel(/地址/).last().fill('莫干山路 1418 号')
  await admin.getByRole('button', { name: '新建客户' }).click()
  await admin.waitForURL(/\/customers\/[0-9a-f-]{36}/)

  await step(admin, '新建货品')
  await admin.getByLabel('名称', { exact: true }).fill('不锈钢合页')
  await admin.getByLabel('编号', { exact: true }).fill('HC-304')
  await admin.getByLabel(/^标准价/).fill('10')
  await admin.getByRole('button', { name: /^新建/ }).last().click()
  await admin.waitForURL(/peek=[0-9a-f-]{36}/)

  await step(admin, '录入库存')
  await admin.getByLabel('货品编号 1').focus()
  await paste(admin, 'HC-304\t500\t3,000.00\nHC-999\t1\t')
  await admin.getByRole('button', { name: '录入 2 行库存' }).click()
  await admin.getByRole('alert').getByText('HC-999').waitFor()
  await admin.getByRole('button', { name: '删去第 2 行' }).click()
  await admin.getByRole('button', { name: '录入 1 行库存' }).click()
  await admin.getByText('已录入期初库存 1 行').waitFor()

  await step(admin, '录入期初')
  await admin.getByLabel('客户（编号或全名） 1').focus()
  await paste(admin, '杭州云栖酒店用品有限公司\tOLD-881\t2025/8/1\t2025/8/31\t1,200.00')
  await admin.getByRole('button', { name: '录入 1 笔应收' }).click()
  await admin.getByText('已录入期初应收 1 笔').waitFor()
  await admin.goto('/openings?view=accounts')
  await admin.getByLabel('借方（元） 1', { exact: true }).focus()
  await paste(admin, '1002\t银行存款\t8000\t\n1122\t应收\t1200\t\n1405\t库存\t3000\t\n4001\t实收资本\t\t12200')
  await admin.getByRole('button', { name: '过账 4 个科目' }).click()
  await admin.getByText('期初余额已平').waitFor()

  await step(admin, '新建订单')
  await admin.getByRole('combobox', { name: '客户' }).fill('云栖')
  await admin.getByRole('option', { name: /云栖酒店/ }).click()
  await admin.getByLabel('要求交期').first().fill('2099-12-01')
  const line = admin.getByRole('group', { name: '第 1 行' })
  await line.getByRole('combobox').first().fill('HC-304')
  await admin.getByRole('option', { name: /HC-304/ }).click()
  await line.getByLabel(/数量/).fill('24')
  await line.getByLabel(/单价/).fill('11.3')
  await admin.getByRole('button', { name: '保存并确认' }).click()
  await box.getByRole('button', { name: /确认/ }).last().click()
  await admin.getByText('待处理').first().waitFor()
  const order = new URL(admin.url()).pathname
  await admin.goto(order)
  await admin.getByRole('button', { name: /转交/ }).first().click()
  await box.getByPlaceholder('姓名').fill('赵仓管')
  await box.getByRole('radio', { name: /赵仓管/ }).check()
  await box.getByText('下一环节').click()
  await box.getByRole('button', { name: /转交 1 张/ }).click()
  await box.waitFor({ state: 'hidden' })

  const store = await enter('store', given)
  await store.goto('/handovers')
  await store
    .getByText(/SO\d{4}-\d+/)
    .first()
    .click()
  await store.getByRole('button', { name: /^接收/ }).first().click()
  await store.goto(order)
  await store.getByText('处理中').first().waitFor()
  await store.goto(order.replace('/orders/', '/deliveries/ship/'))
  await store.getByRole('button', { name: /发货/ }).last().click()
  await store
    .getByText(/DN\d{4}-\d+/)
    .first()
    .waitFor()

  await admin.goto('/deliveries?view=on-the-way')
  await admin
    .getByText(/DN\d{4}-\d+/)
    .first()
    .click()
  await admin.getByRole('button', { name: '登记签收' }).click()
  await box
    .getByLabel(/签收人|姓名/)
    .first()
    .fill('张蕾')
  await box.getByRole('button', { name: /签收/ }).last().click()
  await admin
    .getByText(/已签收/)
    .first()
    .waitFor()

  await admin.goto(order.replace('/orders/', '/invoices/new/'))
  await admin.getByRole('button', { name: /^开票 ¥/ }).click()
  await admin.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
  const invoice = new URL(admin.url()).pathname
  await admin.getByRole('button', { name: '登记收款' }).click()
  await box.getByText('全部核销').waitFor()
  await box.locator('button[type=submit]').click()
  await box.waitFor({ state: 'hidden' })
  await admin.goto(order)
  await admin.getByText('已结算').first().waitFor()

  await admin.goto(`${invoice}/print`)
  const paper = admin.getByRole('article').first()
  for (const printed of [NAME, '税号 91330281MA2AXXXX1X', '工商银行余姚支行 3901 0000 1234'])
    await paper.getByText(printed).waitFor()
  await admin.goto('/')
  await admin.getByText('待我接收').first().waitFor()
  await admin.waitForLoadState('networkidle')
  assert.equal(await admin.getByText('把公司建起来').count(), 0)
  const verdict = await verify(ownerUrl, { full: true })
  assert.deepEqual(
    verdict.findings.filter(({ broken }) => broken > 0),
    [],
  )
})
