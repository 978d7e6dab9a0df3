/** Lets what the rules keep about a subject follow it to another place of its county. */
import { sql } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import type { DivisionCode } from '../../basis/index.ts'

const kept = ['rules.finding', 'rules.decision', 'rules.dirty'] as const

/** Gives findings, decisions and the mark of the subject their new place; where a finding opened stays written. */
export async function followSubject(
  tx: Tx,
  { county, subject, division }: { county: number; subject: string; division: DivisionCode },
): Promise<void> {
  for (const table of kept) {
    await sql`
      update ${sql.table(table)} set division = ${division}::bigint
      where county = ${county} and subject = ${subject}::uuid and division <> ${division}::bigint`.execute(tx)
  }
}
