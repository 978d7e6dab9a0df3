/** The desk at which every act and ask of this process is served. */
import type { Desk, ServerModule } from '@xinlu/kernel/commands/server'
import type { House } from './database/open-house.ts'

/** Builds the desk: the house's database and keys, the clock, and what each module's constraints mean. */
export function buildDesk(
  house: House,
  modules: readonly ServerModule[],
  now: () => Date = () => new Date(),
): Desk {
  const constraints = Object.fromEntries(modules.flatMap((module) => Object.entries(module.constraints)))
  return { database: house.database, keys: house.keys, now, constraints }
}
