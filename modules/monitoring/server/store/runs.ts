/** Screenings as they were recorded. */
import type { Actor } from '@xinlu/kernel/access'
import { visibleWhere, type Tx } from '@xinlu/kernel/access/server'
import type { Day, DivisionCode } from '@xinlu/kernel/basis'
import type { RunCounts } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'

/** A recorded screening. */
export type RunRow = {
  id: string
  division: DivisionCode
  reach: 'all' | 'dirty'
  asOf: Day
  startedAt: Date
  endedAt: Date
  subjects: number
  counts: RunCounts
  digest: string
}

/** Lists one page of screenings within the actor's places, the newest first. */
export async function runPage(
  tx: Tx,
  actor: Actor,
  size: number,
  after?: { startedAt: string; id: string },
): Promise<RunRow[]> {
  const beyond = after
    ? sql`and (started_at < ${after.startedAt}::timestamptz or (started_at = ${after.startedAt}::timestamptz and id > ${after.id}::uuid))`
    : sql``
  const { rows } = await sql<RunRow>`
    select id, division, reach, as_of, started_at, ended_at, subjects, counts, digest
    from rules.run where subject_kind = 'household' and ${visibleWhere(actor, 'division')} ${beyond}
    order by started_at desc, id limit ${size}`.execute(tx)
  return rows
}
