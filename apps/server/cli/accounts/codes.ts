/** Reads roles and duties by their Chinese label or their code. */
import { InvalidArgumentError } from 'commander'
import { type Duty, type Role, duties, roles } from '@xinlu/kernel/access'

/** Reads a role: 县专班 or county. */
export function roleValue(text: string): Role {
  return codeOf(roles, text, '角色')
}

/** Reads a duty: 业务 or work. */
export function dutyValue(text: string): Duty {
  return codeOf(duties, text, '职责')
}

/** What an account's state is called. */
export const accountStates = { open: '可用', locked: '已锁定', ended: '已停用' } as const

/** Reads the state of an account: 已停用 or ended. */
export function stateValue(text: string): keyof typeof accountStates {
  return codeOf(accountStates, text, '状态')
}

function codeOf<Code extends string>(
  labels: Readonly<Record<Code, string>>,
  text: string,
  what: string,
): Code {
  const codes = Object.keys(labels) as Code[]
  const found = codes.find((code) => code === text || labels[code] === text)
  if (found) return found
  throw new InvalidArgumentError(`没有“${text}”这个${what}。可以写：${Object.values(labels).join('、')}。`)
}
