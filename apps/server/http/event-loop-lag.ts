/** Measures how late this process is with everything it does. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 10
const SAMPLE_MS = 500

/** A running measurement. */
export interface LagMeter {
  /** The mean delay of the last half second, in milliseconds. */
  lag(): number
  stop(): void
}

/** Starts measuring; it keeps no process alive. */
export function lagMeter(): LagMeter {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  let latest = 0
  const timer = setInterval(() => {
    latest = Number.isNaN(delay.mean) ? 0 : Math.max(0, delay.mean / 1e6 - RESOLUTION_MS)
    delay.reset()
  }, SAMPLE_MS)
  timer.unref()
  return {
    lag: () => latest,
    stop: () => {
      clearInterval(timer)
      delay.disable()
    },
  }
}
