/** Decides what befell an invented household in the last year: income, illness, lost work, disaster. Pure chance. */
import type { Random } from './random.ts'
import type { Member } from './family.ts'

/** What befell a household; amounts in yuan. */
export interface Fate {
  formerPoor: boolean
  lowIncome: boolean
  destitute: boolean
  /** Income per person of the year, and of the year before. */
  perPerson: number
  perPersonBefore: number
  /** Days without water in the year, for the village. */
  badHouse: 'C' | 'D' | null
  houseRepaired: boolean
  bigIllness: { member: number; selfPaid: number } | null
  lostWork: { member: number; monthsAgo: number; returned: boolean } | null
  disaster: { kind: string; monthsAgo: number; loss: number; relief: number } | null
  accident: { member: number; monthsAgo: number; injury: string; cost: number } | null
  dropout: { member: number; state: 'dropout' | 'suspectedDropout' } | null
  uninsured: number[]
  /** Whether the yearly round wrote the income down. */
  surveyed: boolean
  newDisability: number | null
  monitored: {
    kind: 'unstable' | 'marginal' | 'sudden'
    risks: string[]
    monthsAgo: number
    clearedMonthsAgo: number | null
    measures: boolean
  } | null
}

/** Invents the fate of a family in a county that once was poor, or was not. */
export function inventFate(random: Random, family: readonly Member[], poorCounty: boolean): Fate {
  const formerPoor = random.chance(poorCounty ? 0.24 : 0.09)
  const workers = indexesOf(family, (member) => member.work !== null)
  const pupils = indexesOf(family, (member) => member.age >= 6 && member.age < 15)
  const isWeak = family.every((member) => member.labour !== 'ordinary' && member.labour !== 'skilled')
  const destitute = isWeak && family.length === 1 && family[0]!.age >= 60 && random.chance(0.12)
  const lowIncome = !destitute && random.chance(isWeak ? 0.19 : 0.025)
  const perPerson = Math.max(3600, random.around(incomeMedian(formerPoor, isWeak, workers.length), 0.34))
  const fate: Fate = {
    formerPoor,
    lowIncome,
    destitute,
    perPerson,
    perPersonBefore: Math.max(3200, perPerson * (random.chance(0.02) ? 1.7 : 0.86 + random.next() * 0.16)),
    badHouse: random.chance(0.007) ? (random.chance(0.7) ? 'C' : 'D') : null,
    houseRepaired: random.chance(0.55),
    bigIllness: null,
    lostWork: null,
    disaster: null,
    accident: null,
    dropout: null,
    uninsured: [],
    surveyed: formerPoor || random.chance(0.45),
    newDisability: null,
    monitored: null,
  }
  const ill = indexesOf(family, (member) => member.health.includes('serious'))
  if (random.chance(0.02) || (ill.length > 0 && random.chance(0.45))) {
    fate.bigIllness = {
      member: ill[0] ?? random.int(0, family.length - 1),
      selfPaid: Math.round(random.around(13000, 0.7)),
    }
  }
  if (workers.length > 0 && random.chance(0.016)) {
    fate.lostWork = {
      member: random.pick(workers),
      monthsAgo: random.int(0, 9),
      returned: random.chance(0.45),
    }
  }
  if (random.chance(0.006)) {
    const loss = Math.round(random.around(9000, 0.8))
    fate.disaster = {
      kind: random.weighted([
        ['flood', 40],
        ['drought', 20],
        ['weather', 30],
        ['geological', 6],
        ['biological', 4],
      ]),
      monthsAgo: random.int(0, 11),
      loss,
      relief: random.chance(0.7) ? Math.round(loss * 0.2) : 0,
    }
  }
  if (random.chance(0.003)) {
    fate.accident = {
      member: random.int(0, family.length - 1),
      monthsAgo: random.int(0, 10),
      injury: random.weighted([
        ['slight', 45],
        ['serious', 42],
        ['dead', 13],
      ]),
      cost: Math.round(random.around(22000, 0.8)),
    }
  }
  if (pupils.length > 0 && random.chance(0.004)) {
    fate.dropout = { member: random.pick(pupils), state: random.chance(0.4) ? 'dropout' : 'suspectedDropout' }
  }
  fate.uninsured = indexesOf(family, () => random.chance(0.006))
  const disabled = indexesOf(family, (member) => member.disability !== null)
  if (disabled.length > 0 && random.chance(0.05)) fate.newDisability = random.pick(disabled)
  fate.monitored = monitoredBy(random, fate)
  return fate
}

function incomeMedian(formerPoor: boolean, isWeak: boolean, workers: number): number {
  const base = formerPoor ? 13800 : 17200
  return base * (isWeak ? 0.78 : 1) * (workers >= 2 ? 1.18 : 1)
}

function monitoredBy(random: Random, fate: Fate): Fate['monitored'] {
  const risks = [
    ...(fate.bigIllness && fate.bigIllness.selfPaid > 9000 ? ['R01'] : []),
    ...(fate.disaster && fate.disaster.loss > 8000 ? ['R04'] : []),
    ...(fate.accident && fate.accident.injury !== 'slight' ? ['R05'] : []),
    ...(fate.lostWork && !fate.lostWork.returned ? ['R07'] : []),
    ...(fate.badHouse && !fate.houseRepaired ? ['R09'] : []),
  ]
  const below = fate.perPerson < 7100
  const isWatched = random.chance(risks.length > 0 ? 0.5 : below ? 0.45 : 0.012)
  if (!isWatched) return null
  if (risks.length === 0)
    risks.push(
      random.weighted([
        ['R01', 40],
        ['R08', 26],
        ['R07', 18],
        ['R02', 10],
        ['R03', 6],
      ]),
    )
  const monthsAgo = random.int(1, 30)
  const isCleared = monthsAgo > 8 && random.chance(0.72)
  return {
    kind: below ? (fate.formerPoor ? 'unstable' : 'marginal') : 'sudden',
    risks: risks.slice(0, 5),
    monthsAgo,
    clearedMonthsAgo: isCleared ? random.int(0, monthsAgo - 7) : null,
    measures: random.chance(0.93),
  }
}

function indexesOf(family: readonly Member[], test: (member: Member) => boolean): number[] {
  return family.flatMap((member, index) => (test(member) ? [index] : []))
}
