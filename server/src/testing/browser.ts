import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A headless Chromium: the one that CHROME_PATH names, one on the machine, else the one that comes from the package registry. */
export async function openBrowser(): Promise<Browser> {
  const executablePath =
    process.env.CHROME_PATH || INSTALLED.find((path) => existsSync(path)) || (await packagedChromium())
  return await chromium.launch({ executablePath, args: ARGUMENTS })
}

/** The packaged browser brings its own libraries only where it believes to be in its home; Linux on x64 has it, others name theirs. */
async function packagedChromium(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome or Chromium was found. Install one, or name it in CHROME_PATH.')
  }
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x'
  const packaged = await import('@sparticuz/chromium')
  return await packaged.default.executablePath()
}

/** Fills in the sign-in page and sends it; where that leads is the caller's to wait for. */
export async function enterAccount(page: Page, account: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('input[autocomplete=username]').fill(account)
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
}
