/** Opens one hidden field, when the person is cleared for it and has not looked too often, and says so in the audit trail. */
import { sql } from 'kysely'
import { type DivisionCode, dayOf } from '../../basis/index.ts'
import { type Actor, type Permission, type Sensitivity, isCleared } from '../../access/index.ts'
import { type Keys, type Tx, settingsOn } from '../../access/server/index.ts'
import { forbidden, notFound } from '../problems.ts'
import { type reveal, revealTooOften } from '../reveal.ts'
import { type Query, query } from './definition.ts'

/** A field that can be opened: how sensitive it is, and how its value is found. */
export interface Revealable {
  sensitivity: Sensitivity
  /** Answers the value and where the record lies; nothing when this actor's scope does not show the record. */
  open(
    tx: Tx,
    keys: Keys,
    subject: string,
  ): Promise<{ value: string | null; division: DivisionCode } | undefined>
}

/**
 * Binds a `reveal` contract. The entry with field and reason is written in the transaction that reads the value, so
 * the value leaves only after it is known who saw it. Looks of the last hour are counted from the audit trail, over
 * everything of this kind in the system, within the post the actor works in. A look that is refused because it is one
 * too many is written down as well, and is an alarm.
 */
export function revealField<F extends string>(
  contract: ReturnType<typeof reveal<F>>,
  told: { may: Permission; kind: string; what: string; fields: Readonly<Record<F, Revealable>> },
): Query {
  return query(contract, {
    may: told.may,
    wantsConfirmation: true,
    async run(tx, { actor, input, now, keys }) {
      const { sensitivity, open } = told.fields[input.field as F]
      if (!isCleared(actor, sensitivity)) throw forbidden({ label: told.may.label })
      await countLook(tx, actor, now)
      const found = await open(tx, keys, input.subject)
      if (!found) throw notFound({ what: told.what })
      return found
    },
    audit: ({ input, answer }) => ({
      subjectKind: told.kind,
      subject: input.subject,
      division: answer.division as DivisionCode,
      detail: { field: input.field, reason: input.reason },
    }),
  })
}

async function countLook(tx: Tx, actor: Actor, now: Date): Promise<void> {
  // Looks of one person are taken one after the other; otherwise a hundred at once would each count the same.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`reveal ${actor.account}`}, 0))`.execute(tx)
  const since = new Date(now.getTime() - 3_600_000)
  const { rows } = await sql<{ looks: number }>`
    select count(*)::int as looks from audit.entry
    where actor = ${actor.account} and at > ${since} and outcome = 'done' and act like '%.reveal%'`.execute(
    tx,
  )
  const limit = (await settingsOn(tx, dayOf(now)))['reveal.perHour']
  if (rows[0]!.looks >= limit) throw revealTooOften({ limit })
}
