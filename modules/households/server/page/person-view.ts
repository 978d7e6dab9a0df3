/** A person as this role may see them: health, disability, hardship, children and numbers are kept back where they must. */
import { type Day, ageOn } from '@xinlu/kernel/basis'
import { type Actor, CHILD_BELOW, isCleared, maskName, maskPhone, maskProfiles } from '@xinlu/kernel/access'
import type { Keys } from '@xinlu/kernel/access/server'
import { type Fact, factSensitivity } from '../../clearance.ts'
import type { PersonFacts } from '../../model.ts'
import type { SealedPerson } from '../store/person.ts'

/** Eighteen stars: the page shows the birth date and the village, beside which no digit of the number may stand. */
const WHOLE_NUMBER = '*'.repeat(18)

/** Answers the name as this role may read it: a child's is masked for roles that are not cleared. */
export function personNameFor(
  actor: Actor,
  person: { name: string; born: string | null },
  today: Day,
): string {
  return isKept(actor, person.born, today) ? maskName(person.name, maskProfiles.inner) : person.name
}

/** Answers the person for the page. Numbers are masked for everybody; 点击查看 opens them one by one. */
export function personView(actor: Actor, keys: Keys, sealed: SealedPerson, today: Day) {
  const { person } = sealed
  const kept = isKept(actor, person.born, today)
  const facts: Partial<PersonFacts> = {}
  const hidden: string[] = kept ? ['sex', 'born'] : []
  for (const fact of Object.keys(factSensitivity) as Fact[]) {
    if (kept || !isCleared(actor, factSensitivity[fact])) hidden.push(fact)
    else Object.assign(facts, { [fact]: person[fact] })
  }
  return {
    id: person.id,
    relation: person.relation,
    code: person.code,
    name: personNameFor(actor, person, today),
    sex: kept ? null : person.sex,
    born: kept ? null : person.born,
    idNumber: person.hasId ? WHOLE_NUMBER : null,
    phone: maskedPhone(keys, sealed.phoneSealed),
    state: person.state,
    facts: facts as Omit<PersonFacts, 'name' | 'sex' | 'born'>,
    hidden,
    ver: person.ver,
  }
}

/** Answers a sealed phone with its middle digits hidden. */
export function maskedPhone(keys: Keys, sealed: Buffer | null): string | null {
  return sealed === null ? null : maskPhone(keys.open(sealed), maskProfiles.inner)
}

function isKept(actor: Actor, born: string | null, today: Day): boolean {
  return !isCleared(actor, 'sensitive') && born !== null && ageOn(born as Day, today) < CHILD_BELOW
}
