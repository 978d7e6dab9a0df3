/** Appends an entry to the audit trail, in the transaction of the act it tells about. */
import { createHash } from 'node:crypto'
import { countyOf } from '../../basis/index.ts'
import { type Tx, endAfter } from '../../access/server/index.ts'
import { type AuditEntry, type AuditNote, type Outcome, canonicalText } from '../entry.ts'

/** Who is answerable for the act; an actor fits. */
export interface Witness {
  account: string
  name: string
  post?: string
  role?: string
  address?: string
}

/** What the first entry of a county points back to. */
const BEGINNING = Buffer.alloc(32)

/**
 * Appends one entry. The county's head row is locked until the transaction ends, so call it late:
 * entries of one county are chained in the order in which they are committed.
 */
export async function record(
  tx: Tx,
  who: Witness,
  act: string,
  note: AuditNote,
  outcome: Outcome = 'done',
): Promise<void> {
  await append(tx, await nextEntry(tx, { who, act, note, outcome }))
}

/**
 * Appends one entry and ends the transaction with it: the commit travels behind the entry, so that all who wait for
 * the county's head wait no longer than for the commit itself. Nothing may be asked of the transaction afterwards.
 */
export async function recordLast(tx: Tx, who: Witness, act: string, note: AuditNote): Promise<void> {
  const next = await nextEntry(tx, { who, act, note, outcome: 'done' })
  endAfter(tx, 2)
  await append(tx, next)
}

interface Chained {
  entry: AuditEntry
  previous: Buffer
  digest: Buffer
}

async function nextEntry(
  tx: Tx,
  told: { who: Witness; act: string; note: AuditNote; outcome: Outcome },
): Promise<Chained> {
  const { who, act, note, outcome } = told
  const county = countyOf(note.division)
  const head = (await lockHead(tx, county)) ?? (await beginChain(tx, county))
  const entry: AuditEntry = {
    county,
    seq: head.seq + 1,
    division: note.division,
    at: new Date(),
    actor: who.account,
    actorName: who.name,
    post: who.post || null,
    role: who.role || null,
    act,
    subjectKind: note.subjectKind,
    subject: note.subject ?? null,
    outcome,
    detail: JSON.stringify(note.detail ?? {}),
    address: who.address ?? null,
  }
  return { entry, previous: head.digest, digest: chainDigest(head.digest, entry) }
}

// Two statements that travel together; in one, as a WITH that writes, they could not be distributed.
async function append(tx: Tx, { entry, previous, digest }: Chained): Promise<void> {
  await Promise.all([
    tx
      .insertInto('audit.entry')
      .values({ ...entry, atDivision: entry.division, previous, digest })
      .execute(),
    tx.updateTable('audit.head').set({ seq: entry.seq, digest }).where('county', '=', entry.county).execute(),
  ])
}

function lockHead(tx: Tx, county: number) {
  return tx
    .selectFrom('audit.head')
    .select(['seq', 'digest'])
    .where('county', '=', county)
    .forUpdate()
    .executeTakeFirst()
}

async function beginChain(tx: Tx, county: number) {
  await tx
    .insertInto('audit.head')
    .values({ county, seq: 0, digest: BEGINNING })
    .onConflict((conflict) => conflict.column('county').doNothing())
    .execute()
  const head = await lockHead(tx, county)
  if (!head) throw new Error(`audit: the chain of ${county} could not begin`)
  return head
}

/** The SM3 digest of an entry and of the digest before it. */
export function chainDigest(previous: Buffer, entry: AuditEntry): Buffer {
  return createHash('sm3').update(previous).update(canonicalText(entry), 'utf8').digest()
}
