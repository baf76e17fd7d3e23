/** The least characters of a password that somebody chooses. */
export const LEAST_PASSWORD = 10

export type Weakness = 'repeated' | 'run' | 'named' | 'common'

/** What is wrong with a password that is tried first, and what to do: the server's refusal and the field's hint in one. */
export const weaknesses: Record<Weakness, { zh: string; en: string }> = {
  repeated: {
    zh: '这个密码只是同一段反复，太容易猜到。请换成几个不相干的词，或用密码管理器生成。',
    en: 'This password repeats one piece and is easily guessed. Take a few unrelated words, or let a password manager make one.',
  },
  run: {
    zh: '这个密码只是顺着数字、字母或键盘排下来的，太容易猜到。请换成几个不相干的词，或用密码管理器生成。',
    en: 'This password only runs along digits, letters or keys and is easily guessed. Take a few unrelated words, or let a password manager make one.',
  },
  named: {
    zh: '密码里有账号名或公司名，别人会先试它。请去掉，换成几个不相干的词。',
    en: 'This password holds the name of the account or the company, which is tried first. Leave it out and take a few unrelated words.',
  },
  common: {
    zh: '这是最常用的密码之一，别人会先试它。请换成几个不相干的词，或用密码管理器生成。',
    en: 'This is one of the commonest passwords, which are tried first. Take a few unrelated words, or let a password manager make one.',
  },
}

/** Why a password is tried first by whoever guesses, or null. `names` are those of the account and the company. Its length is decided apart. */
export function weaknessOf(password: string, names: readonly string[] = []): Weakness | null {
  const plain = plainOf(password)
  if (isRepeated(plain)) return 'repeated'
  if (isRun(plain)) return 'run'
  if (isCommon(plain)) return 'common'
  return names.flatMap(piecesOf).some((name) => plain.includes(name)) ? 'named' : null
}

const plainOf = (text: string): string => text.normalize('NFKC').toLowerCase()

/** One piece twice or more often, the last time perhaps cut off. */
function isRepeated(text: string): boolean {
  for (let piece = 1; piece * 2 <= text.length; piece += 1) if (text.startsWith(text.slice(piece))) return true
  return false
}

const FORWARD = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop[]asdfghjklzxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
]
const RUNS = [...FORWARD, ...FORWARD.map((run) => [...run].reverse().join(''))]
/** A password that is no more than runs has at least so many characters in each, on the average. */
const RUN = 4

/** Nothing but runs along digits, letters or keys, or of one character, such as "abcde12345". */
function isRun(text: string): boolean {
  let runs = 0
  for (let at = 0; at < text.length; runs += 1) {
    let end = at + 1
    while (end < text.length && followsOn(text.slice(at, end + 1))) end += 1
    at = end
  }
  return runs * RUN <= text.length
}

const followsOn = (piece: string): boolean =>
  RUNS.some((run) => run.includes(piece)) || [...piece].every((one) => one === piece[0])

const COMMON = new Set(
  `abc admin administrator baseball baton batman changeme default dragon football guest hello iloveyou letmein login loveyou
   master mima monkey nihao pass passcode password princess root secret shadow starwars sunshine superman superuser test
   trustno trustnoone user welcome woaini woainima zhaoyang aini caonima 密码 我爱你`.split(/\s+/),
)
const STANDS_FOR: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
}

/** A common word with digits and marks around it, also with look-alikes in it, such as "P@ssw0rd2026!". */
function isCommon(text: string): boolean {
  const word = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return COMMON.has(word) || COMMON.has(word.replace(/[013457@$]/g, (one) => STANDS_FOR[one]!))
}

/** Shorter names turn up in good passwords by chance; two Chinese characters do not. */
const LEAST_NAME = 4
/** Words of many companies’ names, which name none. */
const OF_ANY = new Set('company corporation group holding holdings industrial international limited trading'.split(' '))

/** A name as it may stand in a password: whole, without its spaces, and each of its words. */
function piecesOf(name: string): string[] {
  const plain = plainOf(name)
  return [plain, plain.replace(/[^\p{L}\p{N}]/gu, ''), ...plain.split(/[^\p{L}\p{N}]+/u)].filter(
    (piece) => piece.length >= (/\p{Script=Han}/u.test(piece) ? 2 : LEAST_NAME) && !OF_ANY.has(piece),
  )
}
