/** How the reading code says "refuse this file": an error that carries the reasons across threads. */
import type { Reason } from '../../../basis/index.ts'

/** Thrown while reading; `openSheet` turns it into the problem the user sees. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile'
  readonly reasons: Reason[]

  constructor(...reasons: Reason[]) {
    super(reasons.map((why) => why.code).join(', '))
    this.reasons = reasons
  }
}
