/** Measures one piece of work: the median of a few runs, rows by the second, the most memory this process held. */

/** One line of the table. */
export interface BenchLine {
  name: string
  /** Milliseconds: the median of the runs. */
  ms: number
  runs: number
  rows?: number
  /** The most resident memory of this process while it ran, in MB; the database's is not in it. */
  rss: number
  /** The name of the line this one is compared with in the same run. */
  beside?: string
  note?: string
}

/** How often to run, and what to say about it. */
export interface Measuring {
  runs?: number
  beside?: string
  note?: string
}

/** Runs the work and answers its line; a number the work answers is how many rows it handled. */
export async function measure(
  name: string,
  work: () => Promise<number | void>,
  { runs = 1, beside, note }: Measuring = {},
): Promise<BenchLine> {
  const times: number[] = []
  let rows: number | void = undefined
  let rss = process.memoryUsage.rss()
  const watch = setInterval(() => (rss = Math.max(rss, process.memoryUsage.rss())), 20)
  try {
    for (let run = 0; run < runs; run += 1) {
      const started = performance.now()
      rows = await work()
      times.push(performance.now() - started)
    }
  } finally {
    clearInterval(watch)
  }
  rss = Math.max(rss, process.memoryUsage.rss())
  return {
    name,
    ms: quantile(times, 0.5),
    runs,
    rss: rss / 1e6,
    ...(typeof rows === 'number' ? { rows } : {}),
    ...(beside === undefined ? {} : { beside }),
    ...(note === undefined ? {} : { note }),
  }
}

/** The value below which the given part of the numbers lies. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!
}
