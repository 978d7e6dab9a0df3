/** The list of what the office app shows: every module's web side, one line each. */
import type { WebModule } from '@xinlu/kernel/commands/web'
import { monitoringWeb } from '@xinlu/monitoring/web'
import { administrationWeb } from './administration/index.ts'

/** All web sides; the menu is made of them. */
export const webModules: readonly WebModule[] = [monitoringWeb, administrationWeb]
