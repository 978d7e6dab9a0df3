/** 户档. */
import { type DivisionCode, dayOf } from '@xinlu/kernel/basis'
import { type Actor, isCleared } from '@xinlu/kernel/access'
import { notFound } from '@xinlu/kernel/commands'
import { query } from '@xinlu/kernel/commands/server'
import { getHousehold as contract } from '../contract.ts'
import { incomeStatement } from '../income.ts'
import type { Household, HouseholdFacts, Income } from '../model.ts'
import { households } from '../permissions.ts'
import { type QualityFinding, checkQuality } from '../quality/index.ts'
import { maskedPhone, personNameFor, personView } from './page/person-view.ts'
import { listEvents } from './store/event.ts'
import { findWithPhone } from './store/household.ts'
import { amountsOf, listIncomes } from './store/income.ts'
import { listPastMembers } from './store/member.ts'
import { listOpenPeople } from './store/person.ts'
import { listOverrides, listSafety, qualityFileOf } from './store/quality.ts'

/** Answers one household whole: members, past members, income with its formula, doubts, history. */
export const getHousehold = query(contract, {
  may: households.read,
  async run(tx, { actor, input, keys, now }) {
    // Asked for together: they travel at once.
    const [found, people, incomes, safety, overrides, past, events] = await Promise.all([
      findWithPhone(tx, input),
      listOpenPeople(tx, input.county, input.household),
      listIncomes(tx, input),
      listSafety(tx, input),
      listOverrides(tx, input),
      listPastMembers(tx, input.county, input.household),
      listEvents(tx, input),
    ])
    if (!found) throw notFound({ what: '这一户' })
    const { household, phoneSealed } = found
    const today = dayOf(now)
    const file = qualityFileOf({ today, household, people, incomes, safety })
    const doubts = checkQuality(file, overrides)
    return {
      ...shown(actor, household),
      phone: maskedPhone(keys, phoneSealed),
      members: people.map((person) => personView(actor, keys, person, today)),
      past: past.map(({ name, born, ...stay }) => ({
        ...stay,
        name: personNameFor(actor, { name, born }, today),
      })),
      incomes: isCleared(actor, 'personal') ? incomes.map(incomeShown) : [],
      doubts: doubtsShown(actor, doubts),
      events: events.map((event) => ({ ...event, at: event.at.toISOString() })),
    }
  },
  // Health and income of a family stand on this page: who opened it must be told to whoever asks.
  audit: ({ input, answer }) => ({
    subjectKind: 'household',
    subject: input.household,
    division: answer.division as DivisionCode,
  }),
})

const facts = [
  'militaryFamily',
  'noLabourBackstop',
  'arableMu',
  'pastureMu',
  'waterMu',
  'forestMu',
  'returnedMu',
  'orchardMu',
  'roadKind',
  'roadKm',
  'cooperative',
  'leadingCompany',
  'pioneer',
  'houseKind',
  'houseGrade',
  'houseArea',
  'fuel',
  'hasPower',
  'hasProductionPower',
  'hasBroadcast',
  'hasSafeWater',
  'hasToilet',
  'houseUnsafe',
  'schoolDropout',
  'waterUnsafe',
  'uninsured',
] as const satisfies readonly (keyof HouseholdFacts)[]

// Risks tell of illness and disability: a role that may not read those must not read them here either.
const tellingRisks: readonly string[] = ['R01', 'R03']

function shown(actor: Actor, household: Household) {
  const cleared = isCleared(actor, 'sensitive')
  return {
    ...household,
    risks: cleared ? household.risks : household.risks.filter((risk) => !tellingRisks.includes(risk)),
    riskNote: cleared ? household.riskNote : null,
    epidemic: cleared && household.epidemic,
    facts: Object.fromEntries(facts.map((fact) => [fact, household[fact]])),
  }
}

function incomeShown({ window, lines, denominator, ...income }: Income) {
  return {
    ...income,
    ...window,
    denominator,
    statement: incomeStatement(amountsOf(lines), denominator, window),
  }
}

// A doubt repeats the facts it is about, so those who may not read the facts do not read the doubts.
function doubtsShown(actor: Actor, doubts: readonly QualityFinding[]) {
  return isCleared(actor, 'sensitive')
    ? doubts.map((doubt) => ({ ...doubt, person: doubt.person ?? null }))
    : []
}
