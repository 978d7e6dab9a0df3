/** Tidies at the start of the process and then every hour. */
import { type TidyOrder, tidy } from './tidy.ts'

/** The hourly work of a process; `stop` waits for a round under way. */
export interface HourlyTidying {
  stop(): Promise<void>
}

const HOUR_MS = 3_600_000

/** Begins; a round or a step that fails is told to `onFailure` and the next round tries again. */
export function tidyHourly(order: TidyOrder, onFailure: (error: unknown) => void): HourlyTidying {
  let round: Promise<unknown> = Promise.resolve()
  const begin = () => {
    round = tidy({ ...order, onFailure }).catch(onFailure)
  }
  begin()
  const timer = setInterval(begin, HOUR_MS)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await round
    },
  }
}
