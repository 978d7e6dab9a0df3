/** The modules of this process, over its database, its keys, and the tree of places as it stands. */
import { join } from 'node:path'
import { dayOf } from '@xinlu/kernel/basis'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { readDivisionTree } from '@xinlu/kernel/divisions/server'
import type { Config } from './config.ts'
import { placeFinder } from './database/find-place.ts'
import type { House } from './database/open-house.ts'
import { serverModules } from './modules.ts'

/** Answers the modules, and the file checks that must settle before the house is closed. */
export async function openModules(
  house: House,
  config: Pick<Config, 'dataDir'>,
): Promise<ReturnType<typeof serverModules>> {
  const tree = await withScope(house.database, SYSTEM, (tx) => readDivisionTree(tx))
  return serverModules({
    database: house.database,
    keys: house.keys,
    spool: join(config.dataDir, 'spool'),
    place: placeFinder(tree, dayOf(new Date())),
  })
}
