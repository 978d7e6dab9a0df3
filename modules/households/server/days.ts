/** Days on which acts may happen. */
import { type Day, dayOf } from '@xinlu/kernel/basis'
import { wrongDay } from '../problems.ts'

/** Refuses a day in the future, or one before `notBefore`. */
export function mustBePossible(onDay: Day, now: Date, notBefore?: { day: Day; what: string }): void {
  if (onDay > dayOf(now)) throw wrongDay({ what: `${onDay}在今天以后，请填实际发生的日期。` })
  if (notBefore && onDay < notBefore.day)
    throw wrongDay({ what: `${onDay}早于${notBefore.what}${notBefore.day}，请核对。` })
}
