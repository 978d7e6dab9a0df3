/** The thrown answer "this request cannot be done", with a stable code and a sentence for the user. */
import type { Reason } from './result.ts'

/** What a problem may carry besides its sentence: machine-readable members, and the reasons of a refusal. */
export type ProblemExtras = { extra?: Record<string, unknown>; reasons?: Reason[] }

/** Rolls back the running command and becomes an RFC 9457 answer; made only by a factory of `defineProblem`. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly code: string
  /** The Chinese sentence for the user: what happened, why, what to do. */
  readonly detail: string
  readonly extra: Record<string, unknown> | undefined
  readonly reasons: Reason[] | undefined

  constructor(status: number, code: string, detail: string, extras: ProblemExtras = {}) {
    super(`${code}: ${detail}`)
    this.status = status
    this.code = code
    this.detail = detail
    this.extra = extras.extra
    this.reasons = extras.reasons
  }
}

/** Makes one kind of problem; carries its status and code so that a catalogue can list it. */
export type ProblemFactory<Args> = ((args: Args, extras?: ProblemExtras) => Problem) & {
  readonly status: number
  readonly code: string
}

const defined = new Map<string, number>()

/**
 * Defines a kind of problem; throws at definition when the code is taken, is not `room.what-happened`,
 * or the status is not 400–599.
 *
 * @example
 * const tooMany = defineProblem(429, 'basis.too-many', (args: { seconds: number }) => `请${args.seconds}秒后再试。`)
 * throw tooMany({ seconds: 30 })
 */
export function defineProblem<Args = void>(
  status: number,
  code: string,
  sentence: (args: Args) => string,
): ProblemFactory<Args> {
  if (!/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/.test(code))
    throw new Error(`Problem code ${code} is not kebab.dotted`)
  if (!Number.isInteger(status) || status < 400 || status > 599)
    throw new Error(`Problem ${code}: status ${status}`)
  if (defined.has(code)) throw new Error(`Problem code ${code} is already defined`)
  defined.set(code, status)
  const make = (args: Args, extras?: ProblemExtras) => new Problem(status, code, sentence(args), extras)
  return Object.assign(make, { status, code })
}

/** Lists every problem defined so far, sorted by code: the catalogue for the API documentation. */
export function definedProblems(): { code: string; status: number }[] {
  return [...defined].map(([code, status]) => ({ code, status })).sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** The RFC 9457 object on the wire; other members come from the problem's `extra`. */
export type ProblemDetails = {
  type: string
  title: string
  status: number
  detail: string
  code: string
  reasons?: Reason[]
  [member: string]: unknown
}

/** Writes a problem as RFC 9457 details; `extra` can add members but never replaces a standard one. */
export function toProblemDetails(problem: Problem): ProblemDetails {
  return {
    ...problem.extra,
    type: `urn:xinlu:problem:${problem.code}`,
    title: titleOf(problem.status),
    status: problem.status,
    detail: problem.detail,
    code: problem.code,
    ...(problem.reasons ? { reasons: problem.reasons } : {}),
  }
}

const titles: Record<number, string> = {
  400: '请求有误',
  401: '尚未登录',
  403: '没有权限',
  404: '没有找到',
  409: '与现有内容冲突',
  413: '内容过大',
  415: '不支持的文件',
  422: '内容不符合要求',
  428: '请先确认',
  429: '操作过于频繁',
  500: '系统出错',
  503: '系统繁忙',
}

function titleOf(status: number): string {
  return titles[status] ?? (status < 500 ? '请求未能完成' : '系统暂时不可用')
}
