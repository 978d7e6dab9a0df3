/** One entry of the audit trail. */
import type { DivisionCode } from '../basis/index.ts'

/** How the act ended: done, refused by a rule, or failed by a fault. */
export type Outcome = 'done' | 'refused' | 'failed'

/** What a command says about itself: the record it touched, where that lies, and a curated summary without personal data. */
export interface AuditNote {
  subjectKind: string
  subject?: string
  division: DivisionCode
  detail?: Readonly<Record<string, unknown>>
}

/** An entry as it is stored and chained. `detail` is JSON text, byte for byte as digested. */
export interface AuditEntry {
  county: number
  seq: number
  division: number
  at: Date
  actor: string
  actorName: string
  post: string | null
  role: string | null
  act: string
  subjectKind: string
  subject: string | null
  outcome: Outcome
  detail: string
  address: string | null
}

/** The text that is digested: every field of the entry in a fixed order, one a line, so that a changed byte shows. */
export function canonicalText(entry: AuditEntry): string {
  return [
    entry.county,
    entry.seq,
    entry.division,
    entry.at.toISOString(),
    entry.actor,
    entry.actorName,
    entry.post ?? '',
    entry.role ?? '',
    entry.act,
    entry.subjectKind,
    entry.subject ?? '',
    entry.outcome,
    entry.address ?? '',
    entry.detail,
  ].join('\n')
}
