/** What the server refused, as the browser meets it. */
import type { ProblemDetails, Reason } from '../../basis/index.ts'

/** An RFC 9457 answer: `detail` is the sentence for the person, `reasons` say which field and why. */
export class ProblemAnswer extends Error {
  override readonly name = 'ProblemAnswer'
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly reasons: readonly Reason[]
  /** Everything the answer carried, such as both versions of a stale record. */
  readonly details: ProblemDetails

  constructor(details: ProblemDetails) {
    super(details.detail)
    this.status = details.status
    this.code = details.code
    this.title = details.title
    this.detail = details.detail
    this.reasons = details.reasons ?? []
    this.details = details
  }
}

/** The request or its answer did not arrive; whether the act was done is not known, and sending it again is safe. */
export class LostConnection extends Error {
  override readonly name = 'LostConnection'
  readonly detail = '网络连接中断，没有收到服务器的答复。您填写的内容还在，网络恢复后请再试一次。'
}

/** Answers the sentence to show for whatever was thrown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ProblemAnswer || error instanceof LostConnection) return error.detail
  return '页面出错，请刷新后再试。如果反复出现，请联系系统管理员。'
}
