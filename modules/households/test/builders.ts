/** Households for tests, inserted through the store as the system itself. Identity numbers are invented and marked. */
import {
  checkCharacterOf,
  countyOf,
  day,
  newId,
  type Day,
  type DivisionCode,
  type Month,
} from '@xinlu/kernel/basis'
import { type Database, type Keys, SYSTEM, withScope } from '@xinlu/kernel/access/server'
import type { HouseholdKind, MonitoredKind, Risk } from '../codes/household.ts'
import type { PersonFacts } from '../model.ts'
import type { Relation } from '../relation.ts'
import { changeHousehold, insertHousehold, refreshHousehold } from '../server/store/household.ts'
import { openMembership } from '../server/store/member.ts'
import { dateOf } from '../server/store/months.ts'
import { insertPerson } from '../server/store/person.ts'
import { readIdentity, readPhone } from '../server/read-numbers.ts'

/** A person for a built household; what is left out fits a healthy farmer of the age told. */
export interface PersonWish extends Partial<PersonFacts> {
  id?: string
  relation: Relation
  idNumber?: string
  phone?: string
  code?: string
}

/** A household to build. */
export interface HouseholdWish {
  id?: string
  division: DivisionCode
  code?: string
  kind?: HouseholdKind
  monitored?: MonitoredKind
  risks?: Risk[]
  identifiedMonth?: Month
  phone?: string
  since?: Day
  members: PersonWish[]
}

/** A built household as tests name it. */
export interface Built {
  county: number
  household: string
  ver: number
  people: Record<string, string>
}

/** Facts that raise no doubt for an adult farmer; tests change what they are about. */
export const soundFacts = {
  nation: '01',
  political: 'masses',
  education: 'junior',
  health: ['healthy'],
  labour: 'ordinary',
  insuredResident: true,
  insuredWorker: false,
  criticalInsurance: true,
  pensionResident: true,
  lowIncome: false,
  destitute: false,
  speaksMandarin: true,
} as const

/** Builds a household with its members and answers their ids by name. */
export async function aHousehold(database: Database, keys: Keys, wish: HouseholdWish): Promise<Built> {
  const ref = { county: countyOf(wish.division), household: wish.id ?? newId<'household'>() }
  const place = { county: ref.county, division: wish.division }
  const people: Record<string, string> = {}
  const since = wish.since ?? day('2014-06-01')
  const ver = await withScope(database, SYSTEM, async (tx) => {
    await insertHousehold(tx, {
      ...place,
      id: ref.household,
      code: wish.code ?? null,
      kind: wish.kind ?? 'ordinary',
      monitored: wish.monitored ?? null,
      risks: wish.risks ?? [],
      identifiedMonth: dateOf(wish.identifiedMonth ?? null),
      ...readPhone(keys, wish.phone ?? '13803500000', 'phone'),
      source: '测试',
    })
    for (const { id = newId<'person'>(), relation, idNumber, phone, code, ...facts } of wish.members) {
      const { columns, sex, born } = readIdentity(
        keys,
        idNumber ?? anIdNumber(),
        day('2023-06-30'),
        'idNumber',
      )
      const name = facts.name ?? `某${relation}`
      await insertPerson(tx, {
        ...soundFacts,
        health: ['healthy'],
        sex,
        born,
        ...facts,
        ...columns,
        ...(phone === undefined ? {} : readPhone(keys, phone, 'phone')),
        ...place,
        id,
        name,
        code: code ?? null,
        source: '测试',
      })
      people[name] = id
      const by = SYSTEM.account
      await openMembership(tx, {
        ...place,
        household: ref.household,
        person: id,
        relation,
        reason: 'firstEntry',
        onDay: since,
        by,
      })
    }
    await changeHousehold(tx, ref, { ver: 0 })
    return (await refreshHousehold(tx, ref)).ver
  })
  return { ...ref, ver, people }
}

let serial = 0

/** Answers a valid identity number of somebody invented; 990000 is the region of no place. */
export function anIdNumber({
  born = '1975-03-12',
  sex = 'male',
}: { born?: string; sex?: 'male' | 'female' } = {}): string {
  serial += 1
  const order = (serial % 499) * 2 + (sex === 'male' ? 1 : 0)
  const region = 990000 + Math.floor(serial / 499)
  const body = `${region}${born.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  return body + checkCharacterOf(body)
}
