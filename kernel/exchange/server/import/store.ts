/** All SQL of batches: the object itself, its counts, its staged rows. */
import { sql } from 'kysely'
import { countyOf, type DivisionCode, type Reason } from '../../../basis/index.ts'
import { visible, type Actor } from '../../../access/index.ts'
import type { Tx } from '../../../access/server/index.ts'
import {
  verdicts,
  type Batch,
  type BatchState,
  type HeaderCell,
  type Verdict,
  type VerdictCounts,
} from '../../batch.ts'

/** Seconds a working process is believed to be alive after its last sign of life. */
export const leaseSeconds = 60

// A batch whose process gave no sign of life is shown as failed, whatever its row says.
const shownState = sql<BatchState>`case when state in ('checking', 'committing') and lease_until < now() then 'failed' else state end`
const shownProblem = sql<string | null>`case when state in ('checking', 'committing') and lease_until < now()
  then '处理中断（服务器停止或重启），没有写入任何内容。请重新校验。' else problem end`

const columns = [
  'county',
  'id',
  'division',
  'ledger',
  'department',
  'period',
  'purpose',
  'fileName',
  'fileDigest',
  'sheet',
  'header',
  'rows',
  'counts',
  'progress',
  'byAccount',
  'byName',
  'createdAt',
  'previewedAt',
  'committedAt',
  'undoneAt',
  'ver',
] as const

function batches(tx: Tx) {
  return tx
    .selectFrom('exchange.batch')
    .select([...columns, shownState.as('state'), shownProblem.as('problem')])
}

/** Finds a batch the actor can see. */
export async function findBatch(tx: Tx, id: string): Promise<Batch | undefined> {
  const row = await batches(tx).where('id', '=', id).executeTakeFirst()
  // The checks of the table hold what the wider generated types cannot say.
  return row as unknown as Batch | undefined
}

/** Finds a batch and keeps others from changing it until the transaction ends. */
export async function lockBatch(tx: Tx, id: string): Promise<Batch | undefined> {
  const at = await tx.selectFrom('exchange.batch').select('county').where('id', '=', id).executeTakeFirst()
  if (!at) return undefined
  // Rows are held county by county only, so the county has to be known first.
  const row = await batches(tx)
    .where('county', '=', at.county)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row as unknown as Batch | undefined
}

/** Adds a batch in the state `uploaded`. */
export async function addBatch(tx: Tx, batch: NewBatch): Promise<void> {
  await tx
    .insertInto('exchange.batch')
    .values({ ...batch, fileDigest: Buffer.from(batch.fileDigest) })
    .execute()
}

/** What is known of a batch when its file has arrived. */
export type NewBatch = Pick<
  Batch,
  | 'county'
  | 'id'
  | 'division'
  | 'ledger'
  | 'department'
  | 'period'
  | 'purpose'
  | 'fileName'
  | 'fileDigest'
  | 'byAccount'
  | 'byName'
>

/** Finds the committed batch of the same file for the same ledger, period and place. */
export async function findCommitted(tx: Tx, like: NewBatch): Promise<Batch | undefined> {
  const row = await batches(tx)
    .where('fileDigest', '=', Buffer.from(like.fileDigest))
    .where('ledger', '=', like.ledger)
    .where('state', '=', 'committed')
    .where('division', '=', like.division)
    .where((where) => where('period', 'is not distinct from', like.period))
    .orderBy('committedAt', 'desc')
    .executeTakeFirst()
  return row as unknown as Batch | undefined
}

/** What changes on a batch besides its state. */
export interface BatchChange {
  state?: BatchState
  sheet?: string | null
  header?: HeaderCell[]
  rows?: number
  counts?: VerdictCounts | null
  progress?: number
  problem?: string | null
  lease?: 'renew' | 'end'
  stamp?: 'previewedAt' | 'committedAt' | 'undoneAt'
}

/** Changes a batch that is in one of the states `from`; answers whether it was. */
export async function changeBatch(
  tx: Tx,
  { county, id }: Pick<Batch, 'county' | 'id'>,
  from: readonly BatchState[],
  { lease, stamp, header, counts, ...change }: BatchChange,
): Promise<boolean> {
  const done = await tx
    .updateTable('exchange.batch')
    .set({
      ...change,
      ...(header === undefined ? {} : { header: JSON.stringify(header) }),
      ...(counts === undefined ? {} : { counts: counts === null ? null : JSON.stringify(counts) }),
      ...(lease === 'renew' ? { leaseUntil: sql<Date>`now() + make_interval(secs => ${leaseSeconds})` } : {}),
      ...(lease === 'end' ? { leaseUntil: null } : {}),
      ...(stamp === undefined ? {} : { [stamp]: sql`now()` }),
      ver: sql<number>`ver + 1`,
    })
    .where('county', '=', county)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Counts the staged rows by verdict. */
export async function countVerdicts(
  tx: Tx,
  { county, id }: Pick<Batch, 'county' | 'id'>,
): Promise<VerdictCounts> {
  const rows = await tx
    .selectFrom('exchange.staged')
    .select(['verdict', sql<number>`count(*)`.as('rows')])
    .where('county', '=', county)
    .where('batch', '=', id)
    .groupBy('verdict')
    .execute()
  const counts = Object.fromEntries(Object.keys(verdicts).map((verdict) => [verdict, 0])) as VerdictCounts
  for (const { verdict, rows: count } of rows) {
    if (verdict === null) throw new Error(`exchange: ${count} rows of ${id} have no verdict`)
    counts[verdict as Verdict] = count
  }
  return counts
}

/** A staged row as it lies in the database. */
export interface StagedRow {
  n: number
  verdict: Verdict
  values: Record<string, unknown> | null
  errors: Reason[] | null
  notes: Reason[] | null
  raw: Buffer | null
  target: string
}

/** Answers the next rows of a batch after row `after`, of one verdict or of all. */
export async function listStaged(
  tx: Tx,
  { county, id }: Pick<Batch, 'county' | 'id'>,
  { verdict, after = 0, size }: { verdict?: Verdict; after?: number; size: number },
): Promise<StagedRow[]> {
  let rows = tx
    .selectFrom('exchange.staged')
    .select(['n', 'verdict', 'values', 'errors', 'notes', 'raw', 'target'])
    .where('county', '=', county)
    .where('batch', '=', id)
    .where('n', '>', after)
  if (verdict !== undefined) rows = rows.where('verdict', '=', verdict)
  return (await rows.orderBy('n').limit(size).execute()) as unknown as StagedRow[]
}

/** Deletes the staged rows of a batch. */
export async function clearStaged(tx: Tx, { county, id }: Pick<Batch, 'county' | 'id'>): Promise<void> {
  await tx.deleteFrom('exchange.staged').where('county', '=', county).where('batch', '=', id).execute()
}

/** Cancels batches that were previewed or uploaded before `end` and never committed; answers how many. */
export async function cancelAbandoned(tx: Tx, end: Date): Promise<number> {
  const done = await tx
    .updateTable('exchange.batch')
    .set({
      state: 'cancelled',
      problem: '长期没有入库，系统已自动取消。请重新导入。',
      ver: sql<number>`ver + 1`,
    })
    .where('state', 'in', ['uploaded', 'previewed'])
    .where(sql<boolean>`coalesce(previewed_at, created_at) < ${end}`)
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}

/**
 * Deletes staged rows and before-images of batches that ended before `end`; they hold copies of people's data. A batch
 * that waits for a decision, that is worked on, or that somewhere could still be taken back keeps its own.
 */
export async function forgetEnded(tx: Tx, end: Date): Promise<number> {
  const ended = await sql<{ county: number; id: string }>`
    select county, id from exchange.batch b
    where coalesce(undone_at, committed_at, lease_until, previewed_at, created_at) < ${end}
      and (state in ('undone', 'cancelled', 'failed')
        or state = 'committed' and committed_at < now() -
          (select make_interval(hours => max(value)) from exchange.setting where key = 'undoHours')
        or state in ('checking', 'committing') and lease_until < ${end})
      and (exists (select from exchange.staged s where s.county = b.county and s.batch = b.id)
        or exists (select from exchange.change c where c.county = b.county and c.batch = b.id))`.execute(tx)
  for (const { county, id } of ended.rows) {
    await clearStaged(tx, { county, id: id as Batch['id'] })
    await tx.deleteFrom('exchange.change').where('county', '=', county).where('batch', '=', id).execute()
  }
  return ended.rows.length
}

/** Answers a page of the batches the actor can see, the newest first. */
export async function listBatches(
  tx: Tx,
  actor: Actor,
  { ledger, after, size }: { ledger?: string; after?: { createdAt: string; id: string }; size: number },
): Promise<Batch[]> {
  const { lo, hi, extra } = visible(actor)
  let rows = batches(tx).where((where) =>
    extra.length === 0
      ? where.and([where('division', '>=', lo), where('division', '<', hi)])
      : where.or([
          where.and([where('division', '>=', lo), where('division', '<', hi)]),
          where('division', 'in', [...extra]),
        ]),
  )
  if (ledger !== undefined) rows = rows.where('ledger', '=', ledger)
  if (actor.role === 'department') rows = rows.where('department', '=', actor.unit)
  if (after)
    rows = rows.where(sql<boolean>`(created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`)
  return (await rows
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(size)
    .execute()) as unknown as Batch[]
}

/** Answers the hours within which an import at a place can be taken back today: the narrowest place decides. */
export async function undoHours(tx: Tx, division: DivisionCode): Promise<number> {
  const { rows } = await sql<{ value: number }>`
    select value from exchange.setting
    where key = 'undoHours' and from_on <= current_date
      and place = any (${[0, division, countyOf(division) * 1_000_000, Math.floor(division / 100_000_000) * 100_000_000]}::bigint[])
    order by place desc, from_on desc limit 1`.execute(tx)
  if (!rows[0]) throw new Error('exchange: the setting undoHours is missing')
  return rows[0].value
}
