/** The real server over a real database with a small city in it, and the built office app. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { day } from '@xinlu/kernel/basis'
import { testDatabase } from '@xinlu/db/test'
import { memoryKeys, openDatabase } from '@xinlu/kernel/access/server'
import type { House } from '../../server/database/open-house.ts'
import { buildDesk } from '../../server/desk.ts'
import { prepareDemo } from '../../server/demo/prepare-demo.ts'
import { buildServer } from '../../server/http/build-server.ts'
import { readyOffice } from '../../server/office/ready-office.ts'
import { openModules } from '../../server/open-modules.ts'

/** A running office: its address, and a look past every policy into its database. */
export interface Office {
  url: string
  admin(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  close(): Promise<void>
}

/** What the small city is made of; the same for every journey, so that they can be told as stories. */
export const smallCity = { households: 400, seed: 20230630, today: day('2023-06-30') }

/** Opens the office on a fresh database for one test file. */
export async function openOffice(): Promise<Office> {
  const folder = await readyOffice()
  const copy = await testDatabase()
  const keys = memoryKeys()
  const dataDir = mkdtempSync(join(tmpdir(), 'xinlu-office-'))
  const database = openDatabase(copy.appUrl)
  const house: House = { database, keys, isEmbedded: false, adminUrl: copy.adminUrl, close: async () => {} }
  await prepareDemo(house, dataDir, smallCity)
  const { modules, checks } = await openModules(house, { dataDir })
  const app = await buildServer({
    desk: buildDesk(house, modules),
    modules,
    behindTls: false,
    office: folder,
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    admin: (text, values) => copy.admin(text, values),
    async close() {
      await app.close()
      await checks.settled()
      await database.close()
      await keys.close()
      await copy.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
