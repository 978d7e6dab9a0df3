/** Reads and writes as an office does, again and again, and tells how long the slowest of them waited. */
import { sql } from 'kysely'
import { type Database, SYSTEM, withScope } from '@xinlu/kernel/access/server'

/** What the probes met; times in milliseconds. */
export interface Waits {
  asked: number
  failed: number
  longest: number
}

const AT_ONCE = 4

/** Starts some at work; `stop` answers what they met. */
export function startProbes(database: Database): { stop(): Promise<Waits> } {
  const waits: Waits = { asked: 0, failed: 0, longest: 0 }
  let isOver = false
  const work = Array.from({ length: AT_ONCE }, async () => {
    while (!isOver) {
      for (const statement of statements) {
        const begun = performance.now()
        await withScope(database, SYSTEM, (tx) => sql.raw(statement).execute(tx)).catch(() => {
          waits.failed += 1
        })
        waits.asked += 1
        waits.longest = Math.max(waits.longest, Math.ceil(performance.now() - begun))
      }
    }
  })
  return {
    async stop() {
      isOver = true
      await Promise.all(work)
      return waits
    },
  }
}

// One row each, found by a key: whatever time these take beyond a moment is waiting.
const statements = [
  'select name from households.person order by county, id limit 1',
  'update households.person set updated_at = updated_at where (county, id) = (select county, id from households.person order by county, id limit 1)',
  'select head_name from households.household order by county, id limit 1',
  'select value from operations.setting limit 1',
  'select state from exchange.batch limit 1',
]
