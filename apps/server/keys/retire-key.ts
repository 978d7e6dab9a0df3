/** Takes a version of the data key out of use, once nothing anywhere needs it. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { OwnerConnection } from '../database/with-owner.ts'
import { KeyRefused, type LocalKeys, NOTICE_MS } from '@xinlu/kernel/access/server'
import { countVersions } from './count-versions.ts'
import { totalOf } from './reseal.ts'
import { listSealedPlaces } from './sealed-places.ts'

/** How it is done; `patienceMs` is how long transactions that began earlier are waited for. */
export interface RetireOrder {
  signal?: AbortSignal
  patienceMs?: number
}

const PATIENCE_MS = 10 * 60_000
// Every process looks at the keystore once in NOTICE_MS; twice that is enough for the slowest.
const SETTLED_MS = 2 * NOTICE_MS

/**
 * Retires a version. It refuses while a value in the database needs it. A transaction that is under way may still
 * bring one in, so the count is repeated when all that were under way at the first count are over; what began later
 * saw no value of the old version and sealed with the new one.
 */
export async function retireKey(
  client: OwnerConnection,
  keys: LocalKeys,
  version: number,
  { signal, patienceMs = PATIENCE_MS }: RetireOrder = {},
): Promise<void> {
  const known = keys.versions().find((key) => key.version === version)
  if (known?.state === 'readable') {
    const newest = Math.max(...keys.versions().map(({ madeAt }) => madeAt?.getTime() ?? 0))
    await sleep(Math.max(0, newest + SETTLED_MS - Date.now()), undefined, { signal })
    await refuseUsed(client, version)
    await outlastOthers(client, patienceMs, signal)
    await refuseUsed(client, version)
  }
  keys.retire(version)
}

async function refuseUsed(client: OwnerConnection, version: number): Promise<void> {
  const counts = await countVersions(client, await listSealedPlaces(client))
  const used = counts.filter((count) => count.version === version)
  if (used.length === 0) return
  const where = used.map(({ table, column, count }) => `${table}.${column} ${count} 处`).join('、')
  throw new KeyRefused(
    `还有 ${totalOf(used)} 个加密值要用第 ${version} 版（${where}），不能停用。请先运行 xinlu keys rotate --resume。`,
  )
}

async function outlastOthers(
  client: OwnerConnection,
  patienceMs: number,
  signal?: AbortSignal,
): Promise<void> {
  const { rows } = await client.query<{ moment: string }>('select clock_timestamp()::text as moment')
  const deadline = performance.now() + patienceMs
  for (;;) {
    const older = await client.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
         and xact_start < $1::timestamptz`,
      [rows[0]!.moment],
    )
    const { count } = older.rows[0]!
    if (count === 0) return
    if (performance.now() > deadline)
      throw new KeyRefused(`有 ${count} 个更早开始的事务还没有结束，旧密钥先不停用。请稍后再试。`)
    await sleep(200, undefined, { signal })
  }
}
