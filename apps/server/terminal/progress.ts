/** A progress bar for long work in the terminal; silent when the output is a file. */
import { Presets, SingleBar } from 'cli-progress'

/** Tells how far work has come. */
export interface Progress {
  update(done: number, of?: number): void
  end(): void
}

/** Starts a bar with a Chinese label. */
export function progressBar(label: string, total: number): Progress {
  if (!process.stderr.isTTY) return { update: () => {}, end: () => {} }
  const bar = new SingleBar(
    { format: `${label} {bar} {percentage}%  {value}/{total}`, hideCursor: true },
    Presets.shades_classic,
  )
  bar.start(total, 0)
  return {
    update: (done, of) => {
      if (of !== undefined) bar.setTotal(of)
      bar.update(done)
    },
    end: () => bar.stop(),
  }
}

/** Starts a count of work whose end is not known yet. */
export function counter(label: string, unit: string): Progress {
  if (!process.stderr.isTTY) return { update: () => {}, end: () => {} }
  const bar = new SingleBar({ format: `${label} {value} ${unit}`, hideCursor: true }, Presets.shades_classic)
  bar.start(1, 0)
  return { update: (done) => bar.update(done), end: () => bar.stop() }
}
