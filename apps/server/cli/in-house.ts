/** Opens the house for one command and closes it again, whatever happens in between. */
import { readConfig, type Config } from '../config.ts'
import { buildDesk } from '../desk.ts'
import { openHouse, type House } from '../database/open-house.ts'
import { openModules } from '../open-modules.ts'
import type { Desk, ServerModule } from '@xinlu/kernel/commands/server'
import { CommandRefused } from './exit-codes.ts'
import { Cancelled, listenForCancel } from './cancelling.ts'

/** What a command works with. */
export interface Inside {
  config: Config
  house: House
  desk: Desk
  modules: readonly ServerModule[]
  /** Raised by Ctrl-C. */
  signal: AbortSignal
}

/** Runs a command's work; it shares the embedded database with a running `npm start`. */
export async function inHouse<T>(work: (inside: Inside) => Promise<T>): Promise<T> {
  const config = configured()
  const cancelling = listenForCancel()
  try {
    const house = await reachedHouse(config)
    try {
      cancelling.signal.throwIfAborted()
      const { modules } = await openModules(house, config)
      return await work({
        config,
        house,
        desk: buildDesk(house, modules),
        modules,
        signal: cancelling.signal,
      })
    } catch (error) {
      // A statement that was stopped with its connection fails with its own words; the cause is the person.
      throw cancelling.signal.aborted ? new Cancelled('cancelled', { cause: error }) : error
    } finally {
      await house.close()
    }
  } finally {
    cancelling.end()
  }
}

/** Reads the configuration; a wrong variable is the caller's mistake, not a fault. */
export function configured(): Config {
  try {
    return readConfig()
  } catch (error) {
    throw new CommandRefused(error instanceof Error ? error.message : String(error))
  }
}

const unreachable = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EAI_AGAIN',
  '28P01',
  '28000',
  '3D000',
]

// While the house is opened there is nothing to lose yet, and the cause is the way to the database.
async function reachedHouse(config: Config): Promise<House> {
  return reached(() => openHouse(config))
}

/** Opens a way to the database; one that is shut is refused with a sentence. */
export async function reached<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (!unreachable.includes(code)) throw error
    throw new CommandRefused(`连不上数据库（${code}）。请检查数据库是否启动、DATABASE_URL 和密码是否正确。`)
  }
}
