/** What every decision about waiting records begins with: find them, and see that they are still to be decided. */
import type { Tx } from '@xinlu/kernel/access/server'
import { divisionCode, type DivisionCode } from '@xinlu/kernel/basis'
import { notFound, staleVersion } from '@xinlu/kernel/commands'
import { alreadyDecided, namedTwice, notDecided } from '../problems.ts'
import { lockWaiting, type WaitingRow } from './store/waiting.ts'

/** The records of one county that somebody decides about; `may` asks about the county. */
export interface DecidedRecords {
  division: DivisionCode
  county: number
  records: WaitingRow[]
}

/**
 * Locks the records named; throws `notFound` when one of them cannot be seen, `alreadyDecided` and `staleVersion` when
 * somebody was quicker.
 */
export async function lockUndecided(
  tx: Tx,
  county: number,
  named: readonly Named[],
): Promise<DecidedRecords> {
  const found = await lockNamed(tx, county, named)
  const decided = found.records.filter(({ state }) => state !== 'waiting')
  if (decided.length > 0) {
    throw alreadyDecided({ count: decided.length }, { extra: { records: decided.map(({ id }) => id) } })
  }
  refuseStale(found.records, named)
  return found
}

/** Locks records that somebody has decided about; throws `notDecided` when one of them still waits or settled itself. */
export async function lockDecided(tx: Tx, county: number, named: readonly Named[]): Promise<DecidedRecords> {
  const found = await lockNamed(tx, county, named)
  const open = found.records.filter(({ state }) => state === 'waiting' || state === 'settled')
  if (open.length > 0)
    throw notDecided({ count: open.length }, { extra: { records: open.map(({ id }) => id) } })
  refuseStale(found.records, named)
  return found
}

interface Named {
  id: string
  ver: number
}

async function lockNamed(tx: Tx, county: number, named: readonly Named[]): Promise<DecidedRecords> {
  const ids = new Set(named.map(({ id }) => id))
  if (ids.size < named.length) throw namedTwice()
  const records = await lockWaiting(tx, county, [...ids])
  if (records.length < named.length) throw notFound({ what: '待核对的部门记录' })
  return { division: divisionCode(county), county, records }
}

function refuseStale(records: readonly WaitingRow[], named: readonly Named[]): void {
  const seen = new Map(named.map(({ id, ver }) => [id, ver]))
  const stale = records.filter(({ id, ver }) => ver !== seen.get(id)).map(({ id, ver }) => ({ id, ver }))
  if (stale.length > 0) throw staleVersion({ what: '待核对的部门记录' }, { extra: { records: stale } })
}

/** What the audit trail keeps of a decision: which records, of which ledgers; never whom they are about. */
export function auditOf(
  { division, records }: DecidedRecords,
  detail: Readonly<Record<string, unknown>> = {},
) {
  const ledgers = [...new Set(records.map(({ ledger }) => ledger))]
  return {
    subjectKind: 'departments.waiting',
    ...(records.length === 1 ? { subject: records[0]!.id } : {}),
    division,
    detail: { ...detail, count: records.length, ledgers, records: records.map(({ id }) => id) },
  }
}
