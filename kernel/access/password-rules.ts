/** What a new password must be. */
import { type Reason, type Result, ok, reason, refuse } from '../basis/index.ts'
import { commonPasswords } from './common-passwords.ts'
import type { Settings } from './settings.ts'

/** What the password may not contain: the login, the person's name and the names of his places, also spelt in pinyin. */
export interface PasswordOwner {
  login: string
  words: readonly string[]
}

const LONGEST = 128

// Shorter words (a pinyin `li`, a one-character name) stand in too many good passwords.
const SHORTEST_WORD = 4
const SHORTEST_HAN_WORD = 2

const classes: readonly RegExp[] = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/]

/** Accepts a new password, or refuses it with every reason. */
export function checkPassword(password: string, owner: PasswordOwner, settings: Settings): Result<string> {
  const reasons: Reason[] = []
  const add = (code: string, message: string) =>
    reasons.push(reason(`password.${code}`, message, { path: 'password' }))
  const length = [...password].length
  const least = settings['password.minLength']
  if (length < least) add('short', `密码至少 ${least} 位。`)
  if (length > LONGEST) add('long', `密码最多 ${LONGEST} 位。`)
  const kinds = classes.filter((kind) => kind.test(password)).length
  const wanted = settings['password.classes']
  if (kinds < wanted) add('plain', `密码应包含大写字母、小写字母、数字、其他字符中的至少 ${wanted} 类。`)
  if (isCommon(password)) add('common', '这个密码太常见，容易被猜到，请换一个。')
  if (/^(.)\1*$/u.test(password)) add('repeated', '密码不能是同一个字符的重复。')
  if (containsAny(password, [owner.login])) add('login', '密码不能包含登录名。')
  if (containsAny(password, owner.words))
    add('name', '密码不能包含本人姓名或所在县、乡、村的名称（含拼音）。')
  return reasons.length > 0 ? refuse(...reasons) : ok(password)
}

function isCommon(password: string): boolean {
  const plain = password.toLowerCase()
  return commonPasswords.has(plain) || commonPasswords.has(plain.replace(/[!@#$.~*]+$/, ''))
}

function containsAny(password: string, words: readonly string[]): boolean {
  const text = letters(password)
  return words.map(letters).some((word) => {
    const shortest = /\p{Script=Han}/u.test(word) ? SHORTEST_HAN_WORD : SHORTEST_WORD
    return [...word].length >= shortest && text.includes(word)
  })
}

// Qing-Chuan@2023 is still the name of the county.
function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
