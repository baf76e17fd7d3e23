import type { ledger } from '@baton/contract/ledger'
import { command } from '../../kernel/command.ts'
import { differenceOf } from '../../kernel/difference.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { loadCompanyJournal, tellCompany } from '../access/index.ts'
import { type Account, decideAccountChange, decideCode } from './account.rules.ts'

const lockAccount = statement<Omit<Account, 'opened'>>(
  'ledger.lockAccount',
  `select code, name_zh as "nameZh", name_en as "nameEn", role, active, version
     from ledger.account where code = $1 order by code for no key update`,
)
/** Read once the account is locked, so that a balance that is just being opened is seen. */
const findOpened = statement<{ opened: bigint }>(
  'ledger.findOpened',
  'select amount as opened from ledger.opening where account = $1 and reversed_at is null',
)
const insertAccount = statement(
  'ledger.addAccount',
  'insert into ledger.account (code, kind, name_zh, name_en) values ($1, $2, $3, $4)',
)
const updateAccount = statement(
  'ledger.changeAccount',
  'update ledger.account set name_zh = $2, name_en = $3, active = $4, version = version + 1 where code = $1',
)

/** Adds an account to the chart. */
export const createAccount = command({
  load: (work, { code }: RequestOf<(typeof ledger)['POST /v1/accounts']>) => {
    const taken = work.read(lockAccount, [code])
    loadCompanyJournal(work)
    return { taken }
  },
  run: (work, { code, nameZh, nameEn, kind }, { taken }) => {
    decideCode(taken[0], work.language)
    work.write(insertAccount, [code, kind, nameZh, nameEn])
    tellCompany(work, 'ledger.accountCreated', { code, nameZh, nameEn, kind })
    return { code, version: 1 }
  },
})

/** Renames an account, puts it away or takes it into use again. What was posted to it stays. */
export const changeAccount = command({
  load: (work, { code }: RequestOf<(typeof ledger)['PATCH /v1/accounts/:code']>) => {
    const rows = work.read(lockAccount, [code])
    loadCompanyJournal(work)
    return { rows, openings: work.read(findOpened, [code]) }
  },
  run: (work, request, { rows: [row], openings: [opening] }) => {
    const { currency } = work.company
    const account = row && { ...row, opened: opening?.opened ?? 0n }
    const before = decideAccountChange(account, request, { language: work.language, currency })
    const { nameZh = before.nameZh, nameEn = before.nameEn, active = before.active } = request
    work.write(updateAccount, [before.code, nameZh, nameEn, active])
    const after = { nameZh, nameEn, active }
    tellCompany(work, 'ledger.accountChanged', { account: before.code, ...differenceOf<typeof after>(before, after) })
    return { code: before.code, version: before.version + 1 }
  },
})
