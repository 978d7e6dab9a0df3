/** Seals every value of the database with the current version of the data key, while everybody works on. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { OwnerConnection } from '../database/with-owner.ts'
import { KeyRefused, type LocalKeys } from '@xinlu/kernel/access/server'
import { countVersions, type VersionCount } from './count-versions.ts'
import { resealPage } from './reseal-page.ts'
import { listSealedPlaces } from './sealed-places.ts'

/** What was done; `left` are the values of other versions that remained, none when all went well. */
export interface Resealed {
  version: number
  values: number
  unreadable: number
  left: VersionCount[]
}

/** How it is done; `patienceMs` is how long rows in use are waited for once all others are done. */
export interface ResealOrder {
  signal?: AbortSignal
  patienceMs?: number
  onPage?: (done: number, of: number) => void
}

const PATIENCE_MS = 5 * 60_000
const BREATH_MS = 500
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Walks through all sealed places until no value of another version is left. What is done stays done: after a kill or
 * a cancel the next call goes on with what is left, because the database itself says what that is. One at a time.
 */
export async function reseal(
  client: OwnerConnection,
  keys: LocalKeys,
  { signal, patienceMs = PATIENCE_MS, onPage = () => {} }: ResealOrder = {},
): Promise<Resealed> {
  await takeTurn(client)
  try {
    const version = keys.versions().find(({ state }) => state === 'current')!.version
    const resealer = { seal: keys.seal, open: keys.open, current: version }
    const places = await listSealedPlaces(client)
    const others = async () =>
      (await countVersions(client, places)).filter((count) => count.version !== version)
    let left = await others()
    const done = { values: 0, unreadable: 0 }
    const of = () => done.values + totalOf(left)
    let total = of()
    let deadline = performance.now() + patienceMs
    while (left.length > 0) {
      let moved = 0
      done.unreadable = 0
      for (const place of places.filter(({ table }) => left.some((count) => count.table === table))) {
        let after: string[] | undefined
        do {
          signal?.throwIfAborted()
          const page = await resealPage(client, place, resealer, after).catch(passLocked)
          if (page === undefined) break
          after = page.after
          moved += page.values
          done.values += page.values
          done.unreadable += page.unreadable
          onPage(Math.min(done.values, total), total)
        } while (after !== undefined)
      }
      left = await others()
      total = of()
      if (totalOf(left) === done.unreadable) break
      if (moved > 0) deadline = performance.now() + patienceMs
      else if (performance.now() > deadline) break
      if (left.length > 0) await sleep(Math.min(BREATH_MS, patienceMs), undefined, { signal })
    }
    return { version, ...done, left }
  } finally {
    await client.query(`select pg_advisory_unlock(hashtextextended('keys.reseal', 0))`)
  }
}

/** Adds up counts. */
export function totalOf(counts: readonly VersionCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0)
}

// A migration may hold the table; the next walk meets it free.
function passLocked(error: unknown): undefined {
  if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error
}

async function takeTurn(client: OwnerConnection): Promise<void> {
  await client.query(`set lock_timeout = '2s'; set statement_timeout = 0`)
  const { rows } = await client.query(
    `select pg_try_advisory_lock(hashtextextended('keys.reseal', 0)) as free`,
  )
  if (!rows[0].free) throw new KeyRefused('另一个进程正在用新密钥重新加密，请等它做完。')
}
