import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { makeDataDirectory } from '../server/src/kernel/postgres/data-directory.ts'
import { projectDirectory } from '../server/src/kernel/project-directory.ts'
import { enterAccount, openBrowser } from '../server/src/testing/browser.ts'

/** Takes the pictures of the main job for both READMEs, in a demonstration of its own: node --import tsx scripts/take-pictures.ts */
const PASSWORD = 'pictures-password-1'
const PORT = '3190'
const ADDRESS = `http://localhost:${PORT}`
/** When the customer wants it. */
const SOON = new Date(Date.now() + 12 * 24 * 3_600_000).toISOString().slice(0, 10)
const DESK = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }

const LANGUAGES = [
  {
    language: 'zh',
    locale: 'zh-CN',
    confirm: /^确认/,
    handOver: /^转交/,
    next: '下一环节',
    accept: /^接收/,
    pay: '登记收款',
  },
  {
    language: 'en',
    locale: 'en-US',
    confirm: /^Confirm/,
    handOver: /^Hand over/,
    next: 'Next stage',
    accept: /^Accept/,
    pay: 'Record payment',
  },
]
type Words = (typeof LANGUAGES)[number]

/** What the replies of this story are asked for. */
interface Reply {
  id: string
  token: string
  path: string
  rows: { id: string }[]
  lines: { line: number; quantity: string }[]
}
type Call = (method: 'GET' | 'POST', path: string, body?: object) => Promise<Reply>

async function signedIn(account: string): Promise<Call> {
  const call = async (method: string, path: string, body: object | undefined, token: string) => {
    const answer = await fetch(`${ADDRESS}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'idempotency-key': randomUUID(),
        'if-match': '1',
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    })
    const reply = (await answer.json()) as Reply
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(reply)}`)
    return reply
  }
  const { token } = await call('POST', '/v1/session', { account, password: PASSWORD }, '')
  return (method, path, body) => call(method, path, body, token)
}

async function open(browser: Browser, { locale }: Words, account: string, viewport = DESK): Promise<Page> {
  const context = await browser.newContext({ baseURL: ADDRESS, locale, viewport })
  const page = await context.newPage()
  page.setDefaultTimeout(6000)
  await enterAccount(page, account, PASSWORD)
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  return page
}

/** The page once it is whole and what moves in has come to rest. */
async function see(page: Page): Promise<Buffer> {
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(600)
  return await page.screenshot()
}

const keep = (picture: Buffer, step: string, { language }: Words): void =>
  writeFileSync(join(projectDirectory, 'docs', 'pictures', `${step}.${language}.png`), picture)

const take = async (page: Page, step: string, words: Words): Promise<void> => keep(await see(page), step, words)

/** The customer's phone before the desk of whoever ships. */
async function beside(browser: Browser, desk: Buffer, phone: Buffer): Promise<Buffer> {
  const page = await browser.newPage({ viewport: DESK })
  const source = (picture: Buffer) => `data:image/png;base64,${picture.toString('base64')}`
  await page.setContent(
    `<body style="margin:0;background:url(${source(desk)})"><img src="${source(phone)}"
      style="position:fixed;right:48px;bottom:0;height:720px;border-radius:28px 28px 0 0;border:10px solid #16191d;border-bottom:0">`,
  )
  return await see(page)
}

/** Sales: the order is taken, confirmed and offered; answers its id. */
async function sell(browser: Browser, words: Words): Promise<string> {
  const sales = await signedIn('sales1')
  const { rows } = await sales('GET', '/v1/orders?state=settled')
  const page = await open(browser, words, 'sales1')
  await page.goto(`/orders/new?copy=${rows[0]!.id}`)
  await page.locator('fieldset, [role=group]').first().waitFor()
  await page.locator('.day-input > .own-input').first().fill(SOON)
  await take(page, '1-take', words)
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/)
  await page.getByRole('button', { name: words.confirm }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await page.keyboard.press('Control+Enter')
  await page.waitForTimeout(1500)
  await take(page, '2-confirm', words)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: words.handOver }).first().click()
  await dialog.locator('input[role=combobox], input').first().fill('陈静')
  await dialog.getByRole('radio', { name: /陈静/ }).check()
  await dialog.getByText(words.next, { exact: true }).click()
  await take(page, '3-hand-over', words)
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'hidden' })
  return new URL(page.url()).pathname.split('/').at(-1)!
}

/** The tracker takes it; the warehouse ships, the customer signs on a phone, finance is paid. */
async function deliver(browser: Browser, words: Words, order: string): Promise<void> {
  const tracker = await open(browser, words, 'tracker')
  await tracker.goto('/handovers')
  await tracker.getByRole('button', { name: words.accept }).first().waitFor()
  await take(tracker, '4-accept', words)
  const receiving = await signedIn('tracker')
  const { rows } = await receiving('GET', `/v1/handovers?orderId=${order}`)
  await receiving('POST', `/v1/handovers/${rows[0]!.id}/accept`, {})

  const warehouse = await signedIn('warehouse')
  const shipping = await open(browser, words, 'warehouse')
  await shipping.goto(`/deliveries/ship/${order}`)
  const desk = await see(shipping)
  const { id } = await warehouse('POST', `/v1/orders/${order}/ship`, {})
  const { path } = await warehouse('POST', `/v1/deliveries/${id}/link`)
  const phone = await (await browser.newContext({ baseURL: ADDRESS, locale: words.locale, viewport: PHONE })).newPage()
  await phone.goto(path)
  keep(await beside(browser, desk, await see(phone)), '5-deliver', words)
  const { lines } = await warehouse('GET', `/v1/deliveries/${id}`)
  const signed = lines.map(({ line, quantity }) => ({
    line,
    signed: quantity,
  }))
  await warehouse('POST', `/v1/deliveries/${id}/sign`, { name: '张蕾', lines: signed })

  const finance = await open(browser, words, 'finance')
  const invoice = await (await signedIn('finance'))('POST', `/v1/orders/${order}/invoice`, {})
  await finance.goto(`/invoices/${invoice.id}`)
  await finance.getByRole('button', { name: words.pay }).first().click()
  await finance.getByRole('dialog').waitFor()
  await take(finance, '6-settle', words)
}

const folder = mkdtempSync(join(tmpdir(), 'baton-pictures-'))
const dataDir = await makeDataDirectory(join(folder, 'data'), () => {})
const env = { ...process.env, BATON_DATA_DIR: dataDir, BATON_DEMO_PASSWORD: PASSWORD, PORT }
const baton = spawn(process.execPath, [join(projectDirectory, 'scripts', 'start.mjs')], { env, stdio: 'inherit' })
const ended = new Promise((resolve) => baton.once('exit', resolve))
try {
  while (
    !(await fetch(`${ADDRESS}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  for (const words of LANGUAGES) {
    const browser = await openBrowser()
    const tracker = await open(browser, words, 'tracker', { width: 1440, height: 900 })
    const { rows } = await (await signedIn('tracker'))('GET', '/v1/orders?q=SO2026-0007')
    await tracker.goto(`/orders/${rows[0]!.id}`)
    await take(tracker, 'order', words)
    await deliver(browser, words, await sell(browser, words))
    await browser.close()
  }
} finally {
  baton.kill('SIGINT')
  await ended
  for (const left of [dataDir, folder]) rmSync(left, { recursive: true, force: true })
}
