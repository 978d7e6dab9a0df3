/** Finds one record by its id alone, wherever it lies, for opening a single hidden field. */
import type { DivisionCode } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import { sql } from 'kysely'

// The key begins with the county, which the asker does not send: fourteen look-ups instead of reading the whole table.
const anyCounty = sql`county in (select code / 1000000 from divisions.division where level = 'county')`

/** Answers the sealed numbers of a person, or nothing when this scope shows none. */
export async function sealedNumbersOf(tx: Tx, person: string) {
  const { rows } = await sql<{
    division: DivisionCode
    idSealed: Buffer | null
    phoneSealed: Buffer | null
    disabilityCardSealed: Buffer | null
  }>`select division, id_sealed, phone_sealed, disability_card_sealed from households.person
    where id = ${person} and ${anyCounty}`.execute(tx)
  return rows[0]
}

/** Answers the sealed phone and card of a household, or nothing when this scope shows none. */
export async function sealedContactOf(tx: Tx, household: string) {
  const { rows } = await sql<{
    division: DivisionCode
    phoneSealed: Buffer | null
    bankCardSealed: Buffer | null
  }>`
    select division, phone_sealed, bank_card_sealed from households.household
    where id = ${household} and ${anyCounty}`.execute(tx)
  return rows[0]
}
