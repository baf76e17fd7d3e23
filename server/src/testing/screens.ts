import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { projectDirectory } from '../kernel/project-directory.ts'
import { serveScreens } from '../main.ts'
import { enterAccount, openBrowser } from './browser.ts'
import { createTestCompany, PASSWORD, type TestCompany } from './company.ts'
import { type Masters, makeMasters } from './masters.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** A company whose screens are served, and a browser before them. */
export interface Screens {
  company: TestCompany
  masters: Masters
  browser: Browser
  address: string
  /** A page of somebody who has signed in through the sign-in page. */
  signIn(account: string, options?: Parameters<Browser['newContext']>[0]): Promise<Page>
  close(): Promise<void>
}

export async function openScreens(): Promise<Screens> {
  assert.ok(existsSync(join(projectDirectory, 'web/dist/index.html')), 'The web is not built. Run: npx vite build web')
  const company = await createTestCompany({ screens: true })
  await serveScreens(company.app)
  const masters = await makeMasters(company)
  await company.app.http.listen({ port: 0, host: '127.0.0.1' })
  const address = company.app.http.listeningOrigin
  const browser = await openBrowser()
  const signIn: Screens['signIn'] = async (account, options = {}) => {
    const context = await browser.newContext({
      baseURL: address,
      locale: 'zh-CN',
      viewport: { width: 1280, height: 900 },
      ...options,
    })
    context.setDefaultTimeout(10_000)
    const page = await context.newPage()
    page.on('pageerror', (error) => assert.fail(`${account} met ${error.message}`))
    await enterAccount(page, account, PASSWORD)
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    return page
  }
  const close = async () => {
    await browser.close()
    await company.close()
  }
  return { company, masters, browser, address, signIn, close }
}

/** What axe finds on a page, as one line per violation. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe })
  return await page.evaluate(async () => {
    type Found = { violations: { id: string; nodes: { html: string }[] }[] }
    const { violations } = await (globalThis as unknown as { axe: { run(): Promise<Found> } }).axe.run()
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)
  })
}

/** What reaches beyond the right edge of the window, for whoever has to mend it. */
export const standingOut = (page: Page): Promise<string> =>
  page.evaluate<string>(`[...document.querySelectorAll('body *')]
    .map((one) => [one, Math.round(Math.max(one.getBoundingClientRect().right, one.getBoundingClientRect().left + one.scrollWidth))])
    .filter(([, right]) => right > document.documentElement.clientWidth)
    .slice(-8).map(([one, right]) => right + ' ' + one.tagName + '.' + one.className + ' ' + one.textContent.slice(0, 30)).join(' | ')`)

/** What has to be scrolled sideways within the page, for whoever has to mend it; rows of tabs are swiped by design. */
export const scrolledWithin = (page: Page): Promise<string> =>
  page.evaluate<string>(`[...document.querySelectorAll('main *')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX))
    .filter((one) => !one.matches('.tabs-row, .view-tabs'))
    .map((one) => one.scrollWidth - one.clientWidth + ' px in ' + one.tagName + '.' + one.className).join(' | ')`)
