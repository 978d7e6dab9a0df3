/** Appends an entry to the audit trail, in the transaction of the act it tells about. */
import { createHash } from 'node:crypto'
import { countyOf } from '../../basis/index.ts'
import type { Tx } from '../../access/server/index.ts'
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
 * Appends one entry. The county's head row is locked until the transaction ends, so call it last:
 * entries of one county are chained in the order in which they are committed.
 */
export async function record(
  tx: Tx,
  who: Witness,
  act: string,
  note: AuditNote,
  outcome: Outcome = 'done',
): Promise<void> {
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
  const digest = chainDigest(head.digest, entry)
  await tx
    .insertInto('audit.entry')
    .values({ ...entry, atDivision: entry.division, previous: head.digest, digest })
    .execute()
  await tx.updateTable('audit.head').set({ seq: entry.seq, digest }).where('county', '=', county).execute()
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
