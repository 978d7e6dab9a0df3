/** Takes in an uploaded file: the batch it becomes, or the import that already did the same. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { countyOf, newId, type DivisionCode } from '../../../basis/index.ts'
import { can, reaches, type Actor } from '../../../access/index.ts'
import { withScope, type Database } from '../../../access/server/index.ts'
import { record } from '../../../audit/server/index.ts'
import { forbidden, notFound } from '../../../commands/index.ts'
import type { Batch } from '../../batch.ts'
import { notYourLedger } from '../../problems.ts'
import { maskNumbers } from '../../quiet-reasons.ts'
import type { ImportTarget } from './import-target.ts'
import { addBatch, findBatch, findCommitted } from './store.ts'

/** A file as it arrived, with what the sender says about it. */
export interface Arrival {
  path: string
  name: string
  /** The place the rows are for; the actor's own when left out. */
  division?: DivisionCode
  period?: string
  purpose: string
}

/** The batch of a file; `repeated` when the same file was already imported, with the sentence that says so. */
export interface Received {
  batch: Batch
  repeated?: string
}

/**
 * Registers a file as a batch in the state `uploaded`. The same bytes already committed for the same ledger, period
 * and place are answered with that import instead, and nothing is written.
 */
export async function receiveFile(
  database: Database,
  actor: Actor,
  target: ImportTarget,
  file: Arrival,
): Promise<Received> {
  const division = file.division ?? actor.division
  assertMay(actor, target, division)
  const like = {
    county: countyOf(division),
    id: newId<'batch'>(),
    division,
    ledger: target.ledger.name,
    department: actor.unit,
    period: file.period ?? null,
    purpose: file.purpose,
    // It stands as the source on every record, and people name files after numbers.
    fileName: maskNumbers(file.name.slice(0, 200)),
    fileDigest: await digestOf(file.path),
    byAccount: actor.account,
    byName: actor.name,
  }
  return withScope(database, actor, async (tx) => {
    const known = await findCommitted(tx, like)
    if (known) return { batch: known, repeated: repeatedSentence(known) }
    await addBatch(tx, like)
    const batch = await findBatch(tx, like.id)
    if (!batch) throw notFound({ what: '这次导入' })
    await record(tx, actor, 'exchange.upload', {
      subjectKind: 'batch',
      subject: batch.id,
      division,
      detail: { ledger: batch.ledger, period: batch.period, digest: like.fileDigest.toString('hex') },
    })
    return { batch }
  })
}

/**
 * Throws unless the actor may import into the ledger, or export from it, at a place: the permission, the place, and
 * for a department only the ledgers of its own unit.
 */
export function assertMay(actor: Actor, target: ImportTarget, division: DivisionCode): void {
  if (!reaches(actor, division)) throw notFound({ what: '这个地方' })
  if (!can(actor, target.permission, division)) throw forbidden({ label: target.permission.label })
  if (actor.role === 'department' && !sends(actor.unit, target)) {
    throw notYourLedger({ title: target.ledger.title, owner: target.ledger.owner })
  }
}

/** Whether a unit sends a ledger; units of the county carry its name in front. */
export function sends(unit: string, { ledger, units }: ImportTarget): boolean {
  return (units ?? [ledger.owner]).some((ending) => unit.endsWith(ending))
}

function repeatedSentence(known: Batch): string {
  const when = known.committedAt?.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' }) ?? ''
  return `这个文件已导入，内容相同，不会重复：${known.byName}于${when}已入库${known.rows}行。`
}

async function digestOf(path: string): Promise<Buffer> {
  const hash = createHash('sm3')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest()
}
