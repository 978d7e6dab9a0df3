/** Imports files into the test city's register, step by step, as the tests of this module need it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Tx, withScope } from '@xinlu/kernel/access/server'
import { type PersonName, as } from '@xinlu/kernel/access/test'
import type { Batch } from '@xinlu/kernel/exchange'
import {
  type ImportTarget,
  type StagedRow,
  checkBatch,
  commitBatch,
  listStaged,
  lockBatch,
  receiveFile,
  undoBatch,
} from '@xinlu/kernel/exchange/server'
import { NOW, type VillageDesk } from './desk.ts'

/** The steps of an import for one target. */
export interface ImportDesk {
  check(lines: readonly string[], options?: { who?: PersonName; period?: string }): Promise<Batch>
  commit(batch: Batch): Promise<Batch>
  undo(batch: Batch): Promise<Batch>
  staged(batch: Batch): Promise<StagedRow[]>
  close(): void
}

/** Opens the desk for a target; files are csv with the header given. */
export function openImportDesk(desk: VillageDesk, target: ImportTarget, header: string): ImportDesk {
  const dir = mkdtempSync(join(tmpdir(), 'xinlu-import-'))
  const senders = new Map<string, PersonName>()
  let count = 0
  const within = <T>(batch: Batch, run: (tx: Tx, locked: Batch) => Promise<T>) =>
    withScope(desk.database, as(senders.get(batch.id) ?? '乡专干·李梅'), async (tx) =>
      run(tx, (await lockBatch(tx, batch.id))!),
    )
  return {
    async check(lines, { who = '乡专干·李梅', period } = {}) {
      const name = `名单${(count += 1)}.csv`
      const path = join(dir, name)
      writeFileSync(path, [header, ...lines].join('\n'))
      const file = { path, name, purpose: '更新户档', ...(period === undefined ? {} : { period }) }
      const { batch } = await receiveFile(desk.database, as(who), target, file)
      senders.set(batch.id, who)
      return checkBatch({ database: desk.database, keys: desk.keys, now: NOW }, as(who), target, batch, {
        path,
      })
    },
    commit: (batch) => within(batch, (tx, locked) => commitBatch(tx, target, locked)),
    undo: (batch) => within(batch, (tx, locked) => undoBatch(tx, target, locked, new Date())),
    staged: (batch) => within(batch, (tx, locked) => listStaged(tx, locked, { size: 100 })),
    close: () => rmSync(dir, { recursive: true }),
  }
}
