/** One line of the table of faults: what was done, what must hold, what was found. */

/** What one look showed. */
export interface FaultLine {
  /** The fault. */
  what: string
  /** How it was made. */
  how: string
  /** What must hold. */
  expected: string
  /** What was found, with its figures. */
  found: string
  /** Whether it held; none where the machine could not make the fault. */
  ok: boolean | undefined
}

/** A line about a fault that this machine cannot make; `why` is a plain sentence. */
export function skipped(what: string, how: string, why: string): FaultLine {
  return { what, how, expected: '', found: `not run: ${why}`, ok: undefined }
}

/** Counts by name, as text: `200: 31, 503: 7`. */
export function countsText(counts: ReadonlyMap<string | number, number>): string {
  if (counts.size === 0) return 'none'
  return [...counts]
    .sort(([one], [other]) => String(one).localeCompare(String(other)))
    .map(([name, count]) => `${name}: ${count.toLocaleString('en')}`)
    .join(', ')
}

/** A count with its thousands apart. */
export function amount(count: number): string {
  return count.toLocaleString('en')
}

/** Seconds with one digit. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
