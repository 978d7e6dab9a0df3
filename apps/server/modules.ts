/** The list of what this server serves: every module's server side, one line each. */
import type { ServerModule } from '@xinlu/kernel/commands/server'

/** Every module and kernel room that offers routes. */
export function serverModules(): readonly ServerModule[] {
  return []
}
