/** Synthetic ID numbers: valid in form, and marked, because their serials come from a range kept for them alone. */
import { checkCharacterOf } from '@xinlu/kernel/basis'

/** The first serial of the range; real offices hand out low numbers first, and a county never reaches these. */
export const RESERVED_FROM = 900

/** Hands out numbers; each region, birthday and sex has its own run of serials, so none is handed out twice. */
export function citizenNumbers(): (region: number, born: string, sex: 'male' | 'female') => string {
  const used = new Map<string, number>()
  return (region, born, sex) => {
    const stem = `${region}${born.replaceAll('-', '')}`
    const key = stem + sex
    const nth = used.get(key) ?? 0
    const serial = RESERVED_FROM + (sex === 'male' ? 1 : 0) + 2 * nth
    if (serial > 999) throw new Error(`no serial left for ${stem}`)
    used.set(key, nth + 1)
    const digits = `${stem}${serial}`
    return digits + checkCharacterOf(digits)
  }
}
