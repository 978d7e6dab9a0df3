/** Numbers that belong to nobody and are found again wherever somebody left them in the clear. */
import { checkCharacterOf } from '@xinlu/kernel/basis'

/** What every canary holds; no other number of the test does. */
export const MARK = '990917'

const HUNDRED = Array.from({ length: 100 }, (_, nth) => nth)

/** Identity numbers with a right check character, the birthday among them a real one. */
export const canaryIds = HUNDRED.map((nth) => {
  const body = `${MARK}19610213${String(nth * 2 + 301)}`
  return body + checkCharacterOf(body)
})

/** Mobile numbers. */
export const canaryPhones = HUNDRED.map((nth) => `1${MARK}${String(2000 + nth)}`)

/** Bank cards. */
export const canaryCards = HUNDRED.map((nth) => `62${MARK}0000${String(4000 + nth)}`)

/** All of them. */
export const canaries = [...canaryIds, ...canaryPhones, ...canaryCards]
