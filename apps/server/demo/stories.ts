/** Eight named households whose stories pass through the rules; each stands in a real village, nobody in it is real. */
import { addDays, type Day } from '@xinlu/kernel/basis'
import { type Fate, inventFate } from './fate.ts'
import { type Member, inventMember } from './family.ts'
import type { Random } from './random.ts'

/** A story: who lives there, what befell them, and what it is told for. */
export interface Story {
  title: string
  headName: string
  county: number
  family: Member[]
  fate: Fate
}

type Told = [relation: string, sex: 'male' | 'female', age: number, more?: Partial<Member>]

/** Tells the eight stories as they stand on `today`. */
export function tellStories(random: Random, today: Day): Story[] {
  const family = (...told: Told[]) =>
    told.map(([relation, sex, age, more]) => ({
      ...inventMember(random, today, relation, sex, age),
      health: ['healthy'],
      disability: null,
      ...more,
    }))
  const worker = {
    labour: 'ordinary',
    work: { area: 'province', months: 10, monthly: 4200 },
    schooling: null,
  } as const
  const none = { labour: 'none', work: null } as const
  const fateOf = (members: Member[], fate: Partial<Fate>): Fate => ({ ...quiet(random, members), ...fate })
  const story = (
    title: string,
    headName: string,
    county: number,
    members: Member[],
    fate: Partial<Fate>,
  ): Story => ({ title, headName, county, family: members, fate: fateOf(members, fate) })
  const birthdayIn = (days: number) => addDays(today, -Math.round(14 * 365.2425) - days)

  return [
    story(
      '整户无劳动力，已纳入监测，不能标注风险消除',
      '赵守业',
      140926,
      family(
        ['head', 'male', 79, { ...none, health: ['chronic'] }],
        [
          'spouse',
          'female',
          77,
          { ...none, health: ['chronic', 'disabled'], disability: { kind: 4, grade: 2 } },
        ],
      ),
      {
        perPerson: 6400,
        perPersonBefore: 6300,
        lowIncome: true,
        monitored: {
          kind: 'marginal',
          risks: ['R08'],
          monthsAgo: 14,
          clearedMonthsAgo: null,
          measures: true,
        },
      },
    ),
    story(
      '交通事故致重伤，收入高于监测线，刚性支出大',
      '张有田',
      140929,
      family(
        ['head', 'male', 46, worker],
        ['spouse', 'female', 44, { labour: 'ordinary', work: null }],
        ['son', 'male', 17, { schooling: 'senior2', education: null, ...none }],
      ),
      {
        perPerson: 15200,
        perPersonBefore: 14100,
        accident: { member: 0, monthsAgo: 1, injury: 'serious', cost: 86000 },
        bigIllness: { member: 0, selfPaid: 52000 },
      },
    ),
    story(
      '易地搬迁户，顶梁柱失去工作三个月',
      '刘润生',
      140925,
      family(
        ['head', 'male', 41, worker],
        ['spouse', 'female', 39, { labour: 'ordinary', work: null }],
        ['daughter', 'female', 10, { schooling: 'primary', education: null, ...none }],
      ),
      {
        formerPoor: true,
        perPerson: 9800,
        perPersonBefore: 14600,
        lostWork: { member: 0, monthsAgo: 3, returned: false },
      },
    ),
    story(
      '初中生辍学',
      '王拴牢',
      140932,
      family(
        ['head', 'male', 43, worker],
        ['spouse', 'female', 40, { labour: 'ordinary', work: null }],
        [
          'son',
          'male',
          14,
          { born: birthdayIn(120), age: 14, schooling: 'grade8', education: null, ...none },
        ],
      ),
      {
        perPerson: 12900,
        perPersonBefore: 12100,
        dropout: { member: 2, state: 'dropout' },
      },
    ),
    story(
      '医保数据姓名与户籍不符，曾退回部门核实',
      '李改娥',
      140926,
      family(
        ['head', 'female', 58, { labour: 'weak', work: null, health: ['serious'] }],
        ['son', 'male', 33, worker],
      ),
      {
        formerPoor: true,
        perPerson: 10400,
        perPersonBefore: 10100,
        bigIllness: { member: 0, selfPaid: 23800 },
      },
    ),
    story(
      '风险消除之后又遭水灾',
      '郝五小',
      140930,
      family(
        ['head', 'male', 52, { labour: 'ordinary', work: null }],
        ['spouse', 'female', 51, { labour: 'weak', work: null, health: ['chronic'] }],
        ['mother', 'female', 78, none],
      ),
      {
        formerPoor: true,
        perPerson: 8300,
        perPersonBefore: 11900,
        disaster: { kind: 'flood', monthsAgo: 1, loss: 31000, relief: 0 },
        monitored: { kind: 'unstable', risks: ['R01'], monthsAgo: 22, clearedMonthsAgo: 9, measures: true },
      },
    ),
    story(
      '独居老人住在D级危房里',
      '高二旦',
      140931,
      family(['head', 'male', 71, { ...none, labour: 'weak', health: ['chronic'] }]),
      {
        perPerson: 7300,
        perPersonBefore: 7250,
        badHouse: 'D',
        houseRepaired: false,
      },
    ),
    story(
      '姓名有生僻字，大学生学费高',
      '𠮷满仓',
      140923,
      family(
        ['head', 'male', 49, worker],
        ['spouse', 'female', 47, { labour: 'ordinary', work: null }],
        ['daughter', 'female', 20, { schooling: 'bachelor2', education: null, ...none }],
        ['son', 'male', 18, { schooling: 'higherVocational1', education: null, ...none }],
      ),
      {
        perPerson: 10900,
        perPersonBefore: 10700,
      },
    ),
  ]
}

// A year in which nothing happened: the stories say what did.
function quiet(random: Random, members: Member[]): Fate {
  return {
    ...inventFate(random, members, false),
    formerPoor: false,
    lowIncome: false,
    destitute: false,
    badHouse: null,
    bigIllness: null,
    lostWork: null,
    disaster: null,
    accident: null,
    dropout: null,
    uninsured: [],
    surveyed: true,
    newDisability: null,
    monitored: null,
  }
}
