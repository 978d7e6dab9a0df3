/** The short form of the imports of `npm run injection`: three ledgers, both formats, every column. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import { importTargets } from '../modules.ts'
import { sampled } from './corpus.ts'
import { importTexts, type ImportRig } from './import-texts.ts'
import { openImportRig } from './open-import-rig.ts'

const payloads = sampled(2)
let db: TestDatabase
let rig: ImportRig & { close(): Promise<void> }
beforeAll(async () => {
  db = await testDatabase()
  rig = await openImportRig(db, payloads.length)
})
afterAll(async () => {
  await rig?.close()
  await db.drop()
})

test.each(['monitoring.measure', 'departments.medicalExpense', 'households.person'])(
  '%s refuses what its sheet holds with a sentence, or keeps it as written and inert',
  async (name) => {
    const targets = importTargets.filter(({ ledger }) => ledger.name === name)
    const tally = await importTexts(rig, payloads, targets, 1)
    expect(tally.faults).toEqual([])
    expect(tally.refused).toBeGreaterThan(0)
    expect(tally.shown).toBeGreaterThan(0)
  },
)
