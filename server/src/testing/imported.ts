import assert from 'node:assert/strict'
import { importPreset, type PresetImported } from '../import-preset.ts'
import { verify } from '../verify.ts'
import { type Client, signedIn, type TestCompany } from './company.ts'

const silent = () => undefined
export const NEW_PASSWORD = 'imported-company-7'

interface Wish {
  company?: string
  admin?: string
  atOnce?: number
  onWritten?: (written: number, all: number) => void
}

/** Imports a preset's folder without a word. */
export const bring = (ownerUrl: string, folder: string, wish: Wish = {}, preset = 'adventureworks') =>
  importPreset({ ownerUrl, preset, folder, onStep: silent, onWritten: silent, onFounded: silent, ...wish })

/** Which checks are broken on a database, every reference compared. */
export const brokenIn = async (ownerUrl: string) =>
  (await verify(ownerUrl, { full: true })).findings.filter(({ broken }) => broken > 0)

/** The administrator signs in with the password that was shown once, and must change it. */
export async function firstSignIn(company: TestCompany, { admin }: PresetImported): Promise<Client> {
  const { account, password } = admin!
  const first = await signedIn(company.app, account, password)
  const refused = await first.get('/v1/orders')
  assert.deepEqual([refused.status, refused.body.code], [403, 'access.changeFirst'])
  await first.post('/v1/me/password', { current: password, next: NEW_PASSWORD })
  return await signedIn(company.app, account, NEW_PASSWORD)
}
