/** Synthetic ID numbers: valid in form, and marked, because their serials come from a range kept for them alone. */
import { checkCharacterOf } from '@xinlu/kernel/basis'

/** The first serial of the range; real offices hand out low numbers first, and a county never reaches these. */
export const RESERVED_FROM = 900

const EARLIEST = Date.UTC(1900, 0, 1)
const DAY = 86_400_000
const DAYS = 60_000

/**
 * Hands out numbers; each region, birthday and sex has its own run of serials, so none is handed out twice. What was
 * handed out is kept in one byte for each, whatever the size of the city. Throws when a run is at its end.
 */
export function citizenNumbers(): (region: number, born: string, sex: 'male' | 'female') => string {
  const used = new Map<number, Uint8Array>()
  return (region, born, sex) => {
    let runs = used.get(region)
    if (!runs) used.set(region, (runs = new Uint8Array(DAYS * 2)))
    const odd = sex === 'male' ? 1 : 0
    const run = ((Date.parse(`${born}T00:00:00Z`) - EARLIEST) / DAY) * 2 + odd
    const nth = runs[run]
    const stem = `${region}${born.replaceAll('-', '')}`
    if (nth === undefined) throw new Error(`no serials for a birthday like that of ${stem}`)
    const serial = RESERVED_FROM + odd + 2 * nth
    if (serial > 999) throw new Error(`no serial left for ${stem}`)
    runs[run] = nth + 1
    const digits = `${stem}${serial}`
    return digits + checkCharacterOf(digits)
  }
}
