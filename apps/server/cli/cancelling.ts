/** Ctrl-C asks the work to stop at the next safe point; a second one does not wait. */
import { exitCodes } from './exit-codes.ts'

/** Why work was stopped by a person. */
export class Cancelled extends Error {}

/** A signal that Ctrl-C and SIGTERM raise, and the way to stop listening. */
export interface Cancelling {
  signal: AbortSignal
  end(): void
}

/** Begins to listen for Ctrl-C. */
export function listenForCancel(): Cancelling {
  const controller = new AbortController()
  const stop = () => {
    if (controller.signal.aborted) process.exit(exitCodes.cancelled)
    console.error('\n正在取消，请稍候……（再按一次立即退出）')
    controller.abort(new Cancelled('cancelled'))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return {
    signal: controller.signal,
    end: () => {
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
    },
  }
}

/** Tells whether an error is a cancelled piece of work, however deep it came from. */
export function isCancelled(error: unknown): boolean {
  if (error instanceof Cancelled) return true
  return error instanceof Error && error.cause instanceof Cancelled
}
