/** Invents one family: who lives together, how old, how well, what they do. Pure chance, no database. */
import { addDays, ageOn, type Day } from '@xinlu/kernel/basis'
import type { Random } from './random.ts'

/** One invented member, in the codes of the household register. */
export interface Member {
  relation: string
  sex: 'male' | 'female'
  born: Day
  age: number
  schooling: string | null
  education: string | null
  health: string[]
  labour: string
  disability: { kind: number; grade: number } | null
  work: { area: string; months: number; monthly: number } | null
  sharesSurname: boolean
}

type Shape = 'oldCouple' | 'oldAlone' | 'couple' | 'parents' | 'threeGenerations' | 'oneParent'

const shapes: readonly (readonly [Shape, number])[] = [
  ['oldCouple', 26],
  ['oldAlone', 15],
  ['couple', 12],
  ['parents', 28],
  ['threeGenerations', 14],
  ['oneParent', 5],
]

/** Invents a family as it stands on `today`; the head comes first. */
export function inventFamily(random: Random, today: Day): Member[] {
  const shape = random.weighted(shapes)
  const person = (relation: string, sex: 'male' | 'female', age: number) =>
    inventMember(random, today, relation, sex, age)
  const headSex = random.chance(0.86) ? 'male' : 'female'
  const spouseSex = headSex === 'male' ? 'female' : 'male'
  const headAge = ageOfHead(random, shape)
  const head = person('head', headSex, headAge)
  const spouse = () => person('spouse', spouseSex, Math.max(21, headAge + random.int(-5, 3)))
  const childrenOf = (parentAge: number, count: number, names: [boy: string, girl: string]) =>
    Array.from({ length: count }, () => {
      const boy = random.chance(0.52)
      return person(
        boy ? names[0] : names[1],
        boy ? 'male' : 'female',
        Math.max(0, parentAge - random.int(22, 34)),
      )
    })
  switch (shape) {
    case 'oldAlone':
      return [head]
    case 'oldCouple':
    case 'couple':
      return [head, spouse()]
    case 'parents':
      return [
        head,
        spouse(),
        ...childrenOf(
          headAge,
          random.weighted([
            [1, 45],
            [2, 42],
            [3, 13],
          ]),
          ['son', 'daughter'],
        ),
      ]
    case 'oneParent':
      return [head, ...childrenOf(headAge, random.int(1, 2), ['son', 'daughter'])]
    case 'threeGenerations': {
      const sonAge = headAge - random.int(22, 28)
      return [
        head,
        ...(random.chance(0.75) ? [spouse()] : []),
        person('son', 'male', sonAge),
        ...(random.chance(0.8)
          ? [person('daughterInLaw', 'female', Math.max(21, sonAge + random.int(-4, 1)))]
          : []),
        ...childrenOf(sonAge, random.int(1, 2), ['grandson', 'granddaughter']),
      ]
    }
  }
}

function ageOfHead(random: Random, shape: Shape): number {
  switch (shape) {
    case 'oldAlone':
      return random.int(64, 88)
    case 'oldCouple':
      return random.int(61, 84)
    case 'threeGenerations':
      return random.int(54, 74)
    case 'couple':
      return random.int(32, 60)
    case 'parents':
    case 'oneParent':
      return random.int(29, 54)
  }
}

/** Invents one member of a given age: a birthday, health by age, schooling, labour, work. */
export function inventMember(
  random: Random,
  today: Day,
  relation: string,
  sex: 'male' | 'female',
  years: number,
): Member {
  const born = addDays(today, -Math.round(years * 365.2425) - random.int(1, 360))
  const age = ageOn(born, today)
  const schooling = schoolingAt(random, age)
  const disability = random.chance(0.018 + age / 1800)
    ? {
        kind: random.weighted([
          [1, 15],
          [2, 14],
          [3, 3],
          [4, 46],
          [5, 9],
          [6, 10],
          [7, 3],
        ]),
        grade: random.weighted([
          [1, 15],
          [2, 27],
          [3, 28],
          [4, 30],
        ]),
      }
    : null
  const health: string[] = []
  if (random.chance(age > 60 ? 0.38 : age > 45 ? 0.14 : 0.02)) health.push('chronic')
  if (random.chance(age > 50 ? 0.022 : 0.004)) health.push('serious')
  if (disability) health.push('disabled')
  if (health.length === 0) health.push('healthy')
  const labour = labourAt(random, age, schooling !== null && age >= 16, health, disability)
  const works = (labour === 'ordinary' || labour === 'skilled') && random.chance(age < 50 ? 0.66 : 0.38)
  return {
    relation,
    sex,
    born,
    age,
    schooling,
    education: schooling === null && age >= 6 ? educationAt(random, age) : null,
    health,
    labour,
    disability,
    work: works ? inventWork(random, labour) : null,
    sharesSurname: !['spouse', 'daughterInLaw'].includes(relation),
  }
}

function schoolingAt(random: Random, age: number): string | null {
  if (age < 3) return 'preschoolAge'
  if (age < 6) return 'kindergarten'
  if (age < 12) return 'primary'
  if (age < 15) return `grade${age - 5}`
  if (age < 18)
    return random.chance(0.9) ? `${random.chance(0.62) ? 'senior' : 'vocational'}${age - 14}` : null
  if (age < 22)
    return random.chance(0.5)
      ? `${random.chance(0.55) ? 'bachelor' : 'higherVocational'}${Math.min(3, age - 17)}`
      : null
  return null
}

function educationAt(random: Random, age: number): string {
  if (age > 65)
    return random.weighted([
      ['illiterate', 22],
      ['primary', 48],
      ['junior', 25],
      ['senior', 5],
    ])
  if (age > 40)
    return random.weighted([
      ['illiterate', 2],
      ['primary', 24],
      ['junior', 56],
      ['senior', 14],
      ['college', 4],
    ])
  return random.weighted([
    ['primary', 4],
    ['junior', 48],
    ['senior', 22],
    ['college', 16],
    ['bachelor', 10],
  ])
}

function labourAt(
  random: Random,
  age: number,
  isStudent: boolean,
  health: readonly string[],
  disability: Member['disability'],
): string {
  if (age < 16 || isStudent) return 'none'
  if (disability && disability.grade <= 2) return 'lost'
  if (health.includes('serious')) return random.chance(0.6) ? 'lost' : 'weak'
  if (age >= 75) return 'none'
  if (age >= 60 || disability) return random.chance(0.7) ? 'weak' : 'none'
  return random.chance(0.12) ? 'skilled' : 'ordinary'
}

function inventWork(random: Random, labour: string): Member['work'] {
  return {
    area: random.weighted([
      ['township', 24],
      ['county', 34],
      ['province', 22],
      ['elsewhere', 20],
    ]),
    months: random.weighted([
      [12, 34],
      [10, 26],
      [8, 16],
      [6, 14],
      [4, 10],
    ]),
    monthly: Math.round(random.around(labour === 'skilled' ? 4600 : 3300, 0.28)),
  }
}
