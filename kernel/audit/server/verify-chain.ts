/** Walks the chains of the audit trail and names the first entry that was changed, removed or slipped in. */
import { sql } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import { chainDigest } from './record.ts'

/** What a walk found. `broken` names the first entry of a county that does not fit, in words for the auditor. */
export interface ChainReport {
  entries: number
  counties: number
  broken: { county: number; seq: number; why: string }[]
}

const PAGE = 5000

/** Verifies every chain the transaction can see; the caller's scope must cover whole counties. */
export async function verifyChain(
  tx: Tx,
  progress: (entries: number) => void = () => {},
): Promise<ChainReport> {
  // A head holds no place that a row policy could read; without this, chains elsewhere would look emptied.
  const heads = await tx
    .selectFrom('audit.head')
    .selectAll()
    .where(
      sql<boolean>`county::bigint * 1000000 >= access.scope_lo() and county::bigint * 1000000 < access.scope_hi()`,
    )
    .orderBy('county')
    .execute()
  const report: ChainReport = { entries: 0, counties: heads.length, broken: [] }
  for (const head of heads) {
    const why = await verifyCounty(tx, head, (count) => progress((report.entries += count)))
    if (why) report.broken.push({ county: head.county, ...why })
  }
  const orphans = await sql<{ county: number; seq: number }>`
    select county, min(seq)::int as seq from audit.entry e
    where not exists (select from audit.head h where h.county = e.county) group by county`.execute(tx)
  for (const { county, seq } of orphans.rows) report.broken.push({ county, seq, why: '链尾记录不见了' })
  return report
}

async function verifyCounty(
  tx: Tx,
  head: { county: number; seq: number; digest: Buffer },
  counted: (count: number) => void,
): Promise<{ seq: number; why: string } | null> {
  let previous: Buffer = Buffer.alloc(32)
  let expected = 1
  for (;;) {
    const page = await tx
      .selectFrom('audit.entry')
      .selectAll()
      .where('county', '=', head.county)
      .where('seq', '>=', expected)
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    for (const row of page) {
      if (row.seq !== expected) return { seq: expected, why: '这一条缺失' }
      if (!row.previous.equals(previous)) return { seq: row.seq, why: '与上一条衔接不上' }
      const digest = chainDigest(previous, { ...row, outcome: row.outcome as 'done' })
      if (!digest.equals(row.digest)) return { seq: row.seq, why: '内容被改动过' }
      previous = row.digest
      expected = row.seq + 1
    }
    counted(page.length)
    if (page.length < PAGE) break
  }
  if (head.seq !== expected - 1) return { seq: head.seq, why: '末尾的记录被删去' }
  if (!head.digest.equals(previous)) return { seq: head.seq, why: '链尾与最后一条不符' }
  return null
}
