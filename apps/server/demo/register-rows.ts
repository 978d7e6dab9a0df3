/** Turns a settled household into rows of the household register. */
import {
  addMonths,
  firstDay,
  monthOf,
  month as monthFrom,
  addMonthsTo,
  type Day,
  type Fen,
  fen,
} from '@xinlu/kernel/basis'
import {
  type IncomeAmounts,
  type IncomeSums,
  identificationWindow,
  sumIncome,
  yearlyWindow,
} from '@xinlu/households'
import type { RowHeap } from './copy-rows.ts'
import type { Random } from './random.ts'
import type { Settled, SettledMember } from './settled.ts'

/** A number sealed for the database, with the index it is found by. */
export interface SealedValue {
  sealed: Buffer
  index: Buffer
}

/** The sealed numbers and phones of a chunk, by their plain text. */
export interface SealedBook {
  numbers: ReadonlyMap<string, SealedValue>
  phones: ReadonlyMap<string, SealedValue>
}

const SOURCE = '演示数据'

/** Adds the rows of a household: itself, its people, its memberships, its income. */
export function addRegisterRows(
  heap: RowHeap,
  random: Random,
  nextId: () => string,
  home: Settled,
  book: SealedBook,
): void {
  const { fate, today, members, county, division } = home
  const place = { county, division }
  const head = members[0]!
  const phone = head.phone ? book.phones.get(head.phone)! : null
  const watched = fate.monitored
  const identified = watched ? monthStart(today, -watched.monthsAgo) : null
  heap.add('households.household', {
    ...place,
    id: home.id,
    code: home.code,
    group_name: home.groupName,
    address: `${home.villageName}${home.groupName}`,
    phone_sealed: phone?.sealed ?? null,
    phone_index: phone?.index ?? null,
    kind: fate.formerPoor ? 'formerPoor' : 'ordinary',
    monitored: watched?.kind ?? null,
    risks: watched?.risks ?? [],
    disaster: watched?.risks.includes('R04') ? (fate.disaster?.kind ?? 'flood') : null,
    first_identified_month: identified,
    identified_month: identified,
    cleared_month: watched?.clearedMonthsAgo == null ? null : monthStart(today, -watched.clearedMonthsAgo),
    clear_way: watched?.clearedMonthsAgo == null ? null : 'helped',
    relocated: fate.formerPoor && random.chance(0.08),
    head: head.id,
    size: members.length,
    head_name: head.name.name,
    head_key: head.name.key,
    pinyin: head.name.pinyin,
    house_kind: random.weighted([
      ['brickConcrete', 46],
      ['brickWood', 34],
      ['cave', 12],
      ['earthWood', 8],
    ]),
    has_safe_water: true,
    has_power: true,
    has_toilet: random.chance(0.62),
    visited_on: addMonths(today, -random.int(0, 5)),
    source: SOURCE,
  })
  for (const member of members) {
    addPerson(heap, random, home, member, book)
    heap.add('households.member', {
      ...place,
      id: nextId(),
      household: home.id,
      person: member.id,
      relation: member.relation,
      from_on: member.born > '2014-01-01' ? member.born : '2014-01-01',
      in_reason: member.born > '2014-01-01' ? 'newborn' : 'firstEntry',
    })
  }
  addIncomes(heap, random, nextId, home, identified)
}

function addPerson(
  heap: RowHeap,
  random: Random,
  home: Settled,
  member: SettledMember,
  book: SealedBook,
): void {
  const number = book.numbers.get(member.citizenId)!
  const phone = member.phone ? book.phones.get(member.phone)! : null
  const index = home.members.indexOf(member)
  const isUninsured = home.fate.uninsured.includes(index)
  const onDuty = member.work !== null
  heap.add('households.person', {
    county: home.county,
    division: home.division,
    id: member.id,
    household: home.id,
    relation: member.relation,
    code: `${home.code}${String(index + 1).padStart(2, '0')}`,
    name: member.name.name,
    name_key: member.name.key,
    pinyin_initials: member.name.initials,
    sex: member.sex,
    born: member.born,
    id_kind: 'citizen',
    id_sealed: number.sealed,
    id_index: number.index,
    phone_sealed: phone?.sealed ?? null,
    phone_index: phone?.index ?? null,
    nation: '01',
    political:
      member.age >= 30 && random.chance(0.07)
        ? 'member'
        : member.age >= 14 && member.age < 28
          ? 'league'
          : 'masses',
    education: member.education,
    schooling: member.schooling,
    health: member.health,
    disability_kind: member.disability?.kind ?? null,
    disability_grade: member.disability?.grade ?? null,
    labour: member.labour,
    works_away: onDuty,
    work_area: member.work?.area ?? null,
    work_months: member.work?.months ?? null,
    insured_resident: !isUninsured,
    insured_worker: false,
    critical_insurance: !isUninsured,
    pension_resident: member.age >= 16 && member.schooling === null,
    pension_worker: false,
    low_income: home.fate.lowIncome,
    destitute: home.fate.destitute,
    speaks_mandarin: member.age >= 6 && (member.age < 60 || random.chance(0.7)),
    source: SOURCE,
  })
}

// Every watched or former poor household is asked each year; of the others those that the yearly round reached.
function addIncomes(
  heap: RowHeap,
  random: Random,
  nextId: () => string,
  home: Settled,
  identified: Day | null,
): void {
  const { fate, today } = home
  if (fate.surveyed || fate.monitored) {
    const year = Number(today.slice(0, 4)) - (today.slice(5, 7) >= '10' ? 0 : 1)
    addIncome(heap, nextId, home, 'yearly', yearlyWindow(year), amountsOf(random, home, fate.perPerson))
    addIncome(
      heap,
      nextId,
      home,
      'yearly',
      yearlyWindow(year - 1),
      amountsOf(random, home, fate.perPersonBefore),
    )
  }
  if (identified) {
    const amounts = {
      ...amountsOf(random, home, fate.perPerson),
      selfPaid: yuan(fate.bigIllness?.selfPaid ?? 0),
    }
    addIncome(heap, nextId, home, 'identified', identificationWindow(monthOf(identified)), amounts)
  }
}

function addIncome(
  heap: RowHeap,
  nextId: () => string,
  home: Settled,
  moment: string,
  window: { from: string; to: string },
  amounts: IncomeAmounts,
): void {
  const id = nextId()
  const place = { county: home.county, division: home.division }
  const sums: IncomeSums = sumIncome(amounts, home.members.length)
  heap.add('households.income', {
    ...place,
    id,
    household: home.id,
    moment,
    window_from: firstDay(monthFrom(window.from)),
    window_to: firstDay(monthFrom(window.to)),
    denominator: sums.denominator,
    wage: sums.wage,
    business: sums.business,
    property: sums.property,
    transfer: sums.transfer,
    cost: sums.cost,
    net: sums.net,
    per_person: sums.perPerson,
    insurance_paid: sums.insurancePaid,
    self_paid: sums.selfPaid,
    reference: sums.reference,
    per_person_reference: sums.perPersonReference,
    source: SOURCE,
  })
  for (const [line, amount] of Object.entries<number | undefined>(amounts)) {
    if (amount) heap.add('households.income_line', { ...place, income: id, line, fen: amount })
  }
}

function amountsOf(random: Random, home: Settled, perPerson: number): IncomeAmounts {
  const total = perPerson * home.members.length
  const works = home.members.some((member) => member.work)
  const wage = works ? 0.52 + random.next() * 0.2 : 0.04
  const pension = home.members.filter((member) => member.age >= 60).length * random.int(1320, 1860)
  const support = home.fate.lowIncome
    ? home.members.length * random.int(3000, 4200)
    : home.fate.destitute
      ? 9600
      : 0
  const rest = Math.max(0, total * (1 - wage) - pension - support)
  const cost = Math.round(rest * 0.35)
  return {
    a1: yuan(total * wage),
    b1: yuan(rest * 0.72 + cost),
    b2: yuan(rest * 0.12),
    c2: yuan(rest * 0.08),
    d4: yuan(pension),
    d6b: yuan(rest * 0.08),
    ...(home.fate.lowIncome ? { d2: yuan(support) } : {}),
    ...(home.fate.destitute ? { d3: yuan(support) } : {}),
    e1: yuan(cost),
  }
}

/** Answers whole yuan in 分. */
export function yuan(amount: number): Fen {
  return fen(Math.round(amount) * 100)
}

/** Answers the first day of the month that lies so many months from a day. */
export function monthStart(today: Day, months: number): Day {
  return firstDay(addMonthsTo(monthOf(today), months))
}
