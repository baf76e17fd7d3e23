import { type Right, rights } from '@baton/contract/rights'
import { refusals } from '../../kernel/refusal.ts'
import type { Actor, Scope } from '../../kernel/work.ts'
import type { Member } from './accounts.ts'

/** The right that opens accounts and roles. Whoever holds it may grant everything, themselves included, so a company always has somebody and keeps them few. */
export const ADMINISTER = 'access.administer'

export const no = refusals('access', {
  roleUnknown: {
    status: 404,
    zh: () => '没有这个角色。请从角色列表里选。',
    en: () => 'There is no such role. Choose one from the list of roles.',
  },
  rolesUnknown: {
    status: 422,
    zh: (role: string) => `没有角色「${role}」，什么都没有改。请从角色列表里选。`,
    en: (role: string) => `There is no role "${role}" and nothing was changed. Choose from the list of roles.`,
  },
  rightUnknown: {
    status: 422,
    zh: (right: string) => `没有权限「${right}」，什么都没有改。请从权限列表里选。`,
    en: (right: string) => `There is no right "${right}" and nothing was changed. Choose from the list of rights.`,
  },
  builtIn: {
    status: 409,
    zh: (name: string) => `「${name}」是内置角色，不能改也不能删。请复制成自己的角色再改。`,
    en: (name: string) => `${name} is a built-in role and stays as it is. Copy it and change the copy.`,
  },
  roleNameTaken: {
    status: 409,
    zh: (name: string) => `已有名为「${name}」的角色。请换一个名字。`,
    en: (name: string) => `There is already a role called ${name}. Choose another name.`,
  },
  roleUsed: {
    status: 409,
    zh: (name: string, persons: number) => `还有 ${persons} 人是「${name}」，不能删。请先给他们换别的角色。`,
    en: (name: string, persons: number) =>
      `${persons} ${persons === 1 ? 'person has' : 'persons have'} the role ${name}, so it cannot be deleted. Give them another role first.`,
  },
  roleStale: {
    status: 412,
    zh: () => '你打开之后，别人改过这个角色。请看过现在的内容再改。',
    en: () => 'Somebody changed this role after you opened it. Look at it as it is now, then change it.',
  },
  lastAdministrator: {
    status: 409,
    zh: () => '这样公司就没有能登录的管理员了，什么都没有改。请先让另一个人有「管理账号与角色」权限。',
    en: () =>
      'Nobody would be left who can sign in and administer the company, so nothing was changed. Give somebody else the right "access.administer" first.',
  },
  ownAdministration: {
    status: 409,
    zh: () => '不能去掉自己的管理权限，以免误操作后进不来。请另一位管理员来改。',
    en: () =>
      'You cannot take the administration away from yourself, since a slip would lock you out. Ask another administrator.',
  },
  accountTaken: {
    status: 409,
    zh: (account: string) =>
      `账号名「${account}」已有人用。账号名在整个系统里只能有一个，请换一个；若就是本人在别的公司的账号，请改为邀请。`,
    en: (account: string) =>
      `The account name ${account} is taken. Names are unique in this installation; choose another, or invite its holder if it is this very person’s.`,
  },
  accountThere: {
    status: 409,
    zh: (name: string, account: string) => `${name}已有账号「${account}」。可以改账号名，或重置密码。`,
    en: (name: string, account: string) =>
      `${name} has the account ${account} already. Rename it, or reset its password.`,
  },
  accountUnknown: {
    status: 422,
    zh: (account: string) => `没有账号「${account}」，不用邀请。请核对，或直接开通。`,
    en: (account: string) => `There is no account ${account} to invite. Check the name, or give the account.`,
  },
  accountHere: {
    status: 409,
    zh: (account: string) => `账号「${account}」已属于本公司，一个账号在一家公司只能是一个人。请换一个账号。`,
    en: (account: string) =>
      `The account ${account} belongs to somebody in this company already, and is one person in each. Choose another.`,
  },
  notInvited: {
    status: 409,
    zh: (name: string) => `没有邀请过${name}，不用撤回。请刷新。`,
    en: (name: string) => `${name} has not been invited, so there is nothing to take back. Reload.`,
  },
  invitationGone: {
    status: 404,
    zh: () => '这个邀请已撤回或已处理。要加入，请那家公司的管理员再邀请一次。',
    en: () => 'This invitation was taken back or answered. Ask that company’s administrator to invite you again.',
  },
  noAccount: {
    status: 409,
    zh: (name: string) => `${name}没有账号。请先开通。`,
    en: (name: string) => `${name} has no account. Give them one first.`,
  },
  sharedAccount: {
    status: 409,
    zh: (name: string) => `${name}的账号也用于别的公司，密码和账号名只能由本人改。可以锁定它在这里的登录。`,
    en: (name: string) =>
      `The account of ${name} signs in to another company too, so only they change its password and name. You can lock it here.`,
  },
  ownAccount: {
    status: 409,
    zh: () => '不能对自己的账号这样做。改密码请用「修改密码」，其他请另一位管理员来做。',
    en: () => 'You cannot do this to your own account. Use “change password”, or ask another administrator.',
  },
  alreadyLocked: {
    status: 409,
    zh: (name: string) => `${name}的账号已锁定，不用再锁。`,
    en: (name: string) => `The account of ${name} is locked already.`,
  },
  notLocked: {
    status: 409,
    zh: (name: string) => `${name}的账号没有锁定，不用解锁。`,
    en: (name: string) => `The account of ${name} is not locked.`,
  },
  administratorOnly: {
    status: 403,
    zh: (name: string) => `${name}是管理员，只有管理员能停用或恢复管理员。请找管理员。`,
    en: (name: string) => `${name} is an administrator, whom only an administrator may disable or enable. Ask one.`,
  },
})

export const isRight = (name: string): name is Right => Object.hasOwn(rights, name)

export interface RoleFacts {
  id: string
  journalId: string
  nameZh: string
  nameEn: string
  scope: Scope
  rights: string[]
  builtIn: boolean
  version: number
  persons: number
}

/** A role that the company may change. */
export function decideOwnRole(role: RoleFacts | undefined): RoleFacts {
  if (!role) throw no.roleUnknown()
  if (role.builtIn) throw no.builtIn(role.nameZh)
  return role
}

export function decideRoleName(wanted: { nameZh: string; nameEn: string }, others: readonly RoleFacts[]): void {
  for (const one of others) {
    if (one.nameZh === wanted.nameZh) throw no.roleNameTaken(wanted.nameZh)
    if (one.nameEn.toLowerCase() === wanted.nameEn.toLowerCase()) throw no.roleNameTaken(wanted.nameEn)
  }
}

/** Only rights that there are, each once, in their order. */
export function decideRights(wanted: readonly string[]): string[] {
  const unknown = wanted.find((one) => !isRight(one))
  if (unknown !== undefined) throw no.rightUnknown(unknown)
  return [...new Set(wanted)].sort()
}

export function decideDeletion(role: RoleFacts): void {
  if (role.persons > 0) throw no.roleUsed(role.nameZh, role.persons).with({ persons: role.persons })
}

export function decideRoles(wanted: readonly string[], known: readonly { id: string }[]): string[] {
  const ids = new Set(known.map(({ id }) => id))
  const unknown = wanted.find((one) => !ids.has(one))
  if (unknown !== undefined) throw no.rolesUnknown(unknown)
  return [...new Set(wanted)].sort()
}

/** Somebody who can sign in and administer, by one of their roles. */
export interface Administering {
  personId: string
  roleId: string
}

/** Refuses a change after which nobody could administer the company, or by which the actor loses the administration. */
export function decideAdministrators(
  before: readonly Administering[],
  after: readonly Administering[],
  actor: Pick<Actor, 'personId'>,
): void {
  if (before.length > 0 && after.length === 0) throw no.lastAdministrator()
  const holds = (rows: readonly Administering[]) => rows.some(({ personId }) => personId === actor.personId)
  if (holds(before) && !holds(after)) throw no.ownAdministration()
}

/** Those who manage people without administering the company cannot shut an administrator out, nor let one in again. */
export function decideOverAdministrator(administers: boolean, name: string, actor: Pick<Actor, 'rights'>): void {
  if (administers && !actor.rights.has(ADMINISTER)) throw no.administratorOnly(name)
}

export function decideNewAccount(name: string, account: string, member: Member | undefined, taken: boolean): void {
  if (member) throw no.accountThere(name, member.account)
  if (taken) throw no.accountTaken(account)
}

/** What is done to somebody's account by an administrator, who does not do it to their own. */
export function decideMember(
  person: { id: string; name: string },
  member: Member | undefined,
  actor: Pick<Actor, 'personId'>,
): Member {
  if (!member) throw no.noAccount(person.name)
  if (person.id === actor.personId) throw no.ownAccount()
  return member
}

/** The name and the password of an account that signs in to several companies are nobody's but its owner's. */
export function decideUnshared(person: { name: string }, member: Member): void {
  if (member.shared) throw no.sharedAccount(person.name)
}

export function decideLocked(person: { name: string }, member: Member, wanted: boolean): void {
  if (member.locked && wanted) throw no.alreadyLocked(person.name)
  if (!member.locked && !wanted) throw no.notLocked(person.name)
}

/** Only somebody else's account of this installation is invited: one that is new is given, one that is here has its person. */
export function decideInvitation(
  name: string,
  account: string,
  { member, taken, here }: { member: Member | undefined; taken: boolean; here: boolean },
): void {
  if (member) throw no.accountThere(name, member.account)
  if (here) throw no.accountHere(account)
  if (!taken) throw no.accountUnknown(account)
}

/** The invitation that a request names, if it asks this very account and, unless told, still waits for an answer. */
export function decideInvited<T extends { id: string; state: string }>(
  invitations: readonly T[],
  id: string,
  states: readonly string[] = ['open'],
): T {
  const found = invitations.find((one) => one.id === id && states.includes(one.state))
  if (!found) throw no.invitationGone()
  return found
}

export function decideWithdrawal(name: string, invited: { account: string } | undefined): { account: string } {
  if (!invited) throw no.notInvited(name)
  return invited
}

/** Whoever has left the company that asked is nobody there any more. */
export function decideThere<T>(context: T | null): T {
  if (!context) throw no.invitationGone()
  return context
}
