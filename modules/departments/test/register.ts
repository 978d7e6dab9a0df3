/** A few people of the test city in the register, for whom departments have records. */
import { nameKey, newId, type DivisionCode } from '@xinlu/kernel/basis'
import type { Keys } from '@xinlu/kernel/access/server'
import type { TestDatabase } from '@xinlu/db/test'

/** A person as the register is to hold them; the number must be a valid one. */
export interface RegisteredPerson {
  number: string
  name: string
  division: DivisionCode
  state?: 'living' | 'dead'
}

/** Where they are afterwards. */
export interface Registered {
  county: number
  person: string
  household: string
  division: DivisionCode
  number: string
  name: string
}

/** Puts a person with a household of one into the register, past every policy; a dead one has left it again. */
export async function register(db: TestDatabase, keys: Keys, told: RegisteredPerson): Promise<Registered> {
  const county = Math.floor(told.division / 1_000_000)
  const [person, household] = [newId(), newId()]
  const born = `${told.number.slice(6, 10)}-${told.number.slice(10, 12)}-${told.number.slice(12, 14)}`
  const isDead = told.state === 'dead'
  await db.admin(
    `insert into households.household (county, id, division, kind, source, head_name)
     values ($1, $2, $3, 'ordinary', '测试', $4)`,
    [county, household, told.division, told.name],
  )
  await db.admin(
    `insert into households.person (county, id, division, household, relation, name, name_key, sex, born, id_kind,
       id_sealed, id_index, state, source)
     values ($1, $2, $3, $4, $5, $6, $7, 'male', $8, 'citizen', $9, $10, $11, '测试')`,
    [
      county,
      person,
      told.division,
      isDead ? null : household,
      isDead ? null : 'head',
      told.name,
      nameKey(told.name),
      born,
      keys.seal(told.number),
      keys.blindIndex('citizen', told.number),
      isDead ? 'dead' : 'living',
    ],
  )
  await db.admin(
    `insert into households.member (county, id, division, household, person, relation, from_on, to_on, in_reason, out_reason)
     values ($1, $2, $3, $4, $5, 'head', '2020-01-01', $6, 'identified', $7)`,
    [
      county,
      newId(),
      told.division,
      household,
      person,
      isDead ? '2023-04-30' : null,
      isDead ? 'death' : null,
    ],
  )
  return { county, person, household, division: told.division, number: told.number, name: told.name }
}
