/** Turns a settled household into what the line departments know of it. */
import { addDays, addMonths } from '@xinlu/kernel/basis'
import type { Cell, RowHeap } from './copy-rows.ts'
import type { Random } from './random.ts'
import { monthStart, yuan } from './register-rows.ts'
import type { Settled, SettledMember } from './settled.ts'

type Add = (feed: string, member: SettledMember | null, facts: Record<string, Cell>) => void

/** Adds the records of every feed for one household. */
export function addDepartmentRows(heap: RowHeap, random: Random, nextId: () => string, home: Settled): void {
  const add: Add = (feed, member, facts) =>
    heap.add(`departments.${feed}`, {
      county: home.county,
      id: nextId(),
      division: home.division,
      household: home.id,
      person: member?.id ?? null,
      ...facts,
    })
  home.members.forEach((member, index) => {
    addInsurance(add, random, home, member, index)
    addMedical(add, random, home, member, index)
    addSchooling(add, random, home, member, index)
    addWork(add, random, home, member, index)
    if (member.disability) {
      const isNew = home.fate.newDisability === index
      const issued = addMonths(home.today, isNew ? -random.int(0, 4) : -random.int(14, 90))
      add('disability', member, {
        kind: String(member.disability.kind),
        grade: String(member.disability.grade),
        issued_on: issued,
        is_new: isNew,
      })
    }
  })
  addRelief(add, random, home)
  addEvents(add, random, home)
  addHoldings(add, random, home)
}

function addInsurance(add: Add, random: Random, home: Settled, member: SettledMember, index: number): void {
  const year = Number(home.today.slice(0, 4))
  for (const [paidYear, isLatest] of [
    [year - 1, false],
    [year, true],
  ] as const) {
    const uninsured = isLatest && home.fate.uninsured.includes(index)
    const subsidised = home.fate.lowIncome || home.fate.destitute || home.fate.monitored !== null
    add('insurance', member, {
      year: paidYear,
      kind: uninsured ? 'uninsured' : random.chance(0.05) ? 'employee' : 'resident',
      paid: uninsured ? null : yuan(350),
      subsidy_class:
        subsidised && !uninsured
          ? home.fate.destitute
            ? 'destitute'
            : home.fate.lowIncome
              ? 'minimum'
              : 'monitored'
          : null,
      subsidised: subsidised && !uninsured && random.chance(0.96) ? yuan(280) : null,
      exemption: uninsured && random.chance(0.3) ? random.pick(['soldier', 'elsewhere', 'abroad']) : null,
    })
  }
}

function addMedical(add: Add, random: Random, home: Settled, member: SettledMember, index: number): void {
  const illness = home.fate.bigIllness?.member === index ? home.fate.bigIllness : null
  if (illness) {
    const stays = random.int(1, 3)
    for (let stay = 0; stay < stays; stay += 1)
      bill(add, random, home, member, 'inpatient', illness.selfPaid / stays, random.int(10, 300))
  }
  const visits = member.health.includes('chronic')
    ? random.int(2, 6)
    : random.chance(0.45)
      ? random.int(1, 2)
      : 0
  for (let visit = 0; visit < visits; visit += 1) {
    bill(
      add,
      random,
      home,
      member,
      member.health.includes('chronic') ? 'chronic' : 'outpatient',
      random.around(60, 0.6),
      random.int(1, 350),
    )
  }
}

function bill(
  add: Add,
  random: Random,
  home: Settled,
  member: SettledMember,
  kind: string,
  selfPaid: number,
  daysAgo: number,
): void {
  const settled = addDays(home.today, -daysAgo)
  const paid = yuan(Math.max(1, selfPaid))
  const total = yuan((selfPaid / (kind === 'inpatient' ? 0.28 : 0.45)) | 0 || 1)
  const whole = Math.max(total, paid)
  add('medical_expense', member, {
    settled_on: settled,
    settlement_no: `${member.citizenId.slice(-6)}${settled.replaceAll('-', '')}${random.int(100000, 999999)}`,
    kind,
    total: whole,
    in_catalogue: Math.round(whole * 0.9),
    basic_paid: whole - paid,
    critical_paid: 0,
    relief_paid: 0,
    other_paid: 0,
    self_paid: paid,
  })
}

const stageOf: readonly (readonly [pattern: RegExp, stage: string])[] = [
  [/^kindergarten/, 'kindergarten'],
  [/^primary/, 'primary'],
  [/^grade/, 'junior'],
  [/^senior/, 'senior'],
  [/^vocational/, 'vocational'],
  [/^(higherVocational|technician)/, 'college'],
  [/^bachelor/, 'university'],
]

function addSchooling(add: Add, random: Random, home: Settled, member: SettledMember, index: number): void {
  const stage = stageOf.find(([pattern]) => pattern.test(member.schooling ?? ''))?.[1]
  if (!stage) return
  const dropout = home.fate.dropout?.member === index ? home.fate.dropout.state : null
  const start = Number(home.today.slice(0, 4)) - (home.today.slice(5, 7) >= '09' ? 0 : 1)
  const isFree = stage === 'primary' || stage === 'junior'
  const boarding = isFree ? random.chance(0.22) : random.chance(0.7)
  const costly =
    {
      kindergarten: 2400,
      primary: 300,
      junior: 500,
      senior: 4200,
      vocational: 2100,
      college: 9200,
      university: 10800,
    }[stage] ?? 0
  const poor = home.fate.formerPoor || home.fate.lowIncome
  const aided = isFree ? boarding && poor && random.chance(0.9) : poor && random.chance(0.6)
  add('enrolment', member, {
    school_year: `${start}-${start + 1}`,
    school: `${stage === 'university' || stage === 'college' ? '省内' : '本县'}学校${random.int(1, 9)}`,
    stage,
    grade: String(
      Math.min(
        9,
        Math.max(
          1,
          member.age -
            (stage === 'primary'
              ? 5
              : stage === 'junior'
                ? 5
                : stage === 'kindergarten'
                  ? 2
                  : stage === 'university' || stage === 'college'
                    ? 17
                    : 14),
        ),
      ),
    ),
    state: dropout ?? 'enrolled',
    state_on: dropout ? addDays(home.today, -random.int(8, 70)) : null,
    net_cost: yuan(random.around(Math.max(200, costly), 0.25)),
    is_boarding: boarding,
    aid: aided ? '家庭经济困难学生资助' : null,
    aid_amount: aided ? yuan(isFree ? 1250 : 2000) : null,
  })
}

function addWork(add: Add, random: Random, home: Settled, member: SettledMember, index: number): void {
  if (!member.work) return
  const lost = home.fate.lostWork?.member === index ? home.fate.lostWork : null
  const from = addMonths(home.today, -random.int(5, 26))
  const ended = lost ? addMonths(home.today, -lost.monthsAgo) : null
  const spellFrom = ended && from >= ended ? addMonths(ended, -6) : from
  add('employment', member, {
    from_on: spellFrom,
    to_on: ended,
    place_kind: member.work.area,
    work_place: null,
    employer: random.pick([
      '建筑劳务队',
      '县城超市',
      '煤矿后勤',
      '物流公司',
      '合作社',
      '保洁公司',
      '餐饮店',
      '电子厂',
    ]),
    monthly_wage: yuan(member.work.monthly),
  })
  if (lost) {
    add('unemployment', member, {
      registered_on: ended,
      reason: random.weighted([
        ['closed', 40],
        ['dismissed', 25],
        ['ended', 25],
        ['illness', 10],
      ]),
      returned_on: lost.returned ? addDays(ended!, random.int(5, 25)) : null,
    })
  }
}

function addRelief(add: Add, random: Random, home: Settled): void {
  const head = home.members[0]!
  const kind = home.fate.destitute ? 'destitute' : home.fate.lowIncome ? 'minimum' : null
  const monthly = kind === 'destitute' ? 800 : home.members.length * 320
  if (kind) {
    for (let back = 1; back <= 12; back += 1) {
      add('relief', head, {
        kind,
        month: monthStart(home.today, -back).slice(0, 7),
        amount: yuan(monthly),
        people: home.members.length,
        from_on: addMonths(home.today, -30),
        to_on: null,
      })
    }
  }
  for (const member of home.members) {
    const isEntitled = member.disability !== null && member.disability.grade <= 2
    if (!isEntitled || random.chance(0.07)) continue
    for (let back = 1; back <= 3; back += 1) {
      add('relief', member, {
        kind: 'disabilityAllowance',
        month: monthStart(home.today, -back).slice(0, 7),
        amount: yuan(92),
        people: 1,
        from_on: addMonths(home.today, -20),
        to_on: null,
      })
    }
  }
  for (const [code, item, amount] of [
    ['D6B', '耕地地力保护补贴', 67],
    ['D5A', '退耕还林补助', 90],
  ] as const) {
    if (random.chance(0.7)) {
      const paid = addDays(home.today, -random.int(30, 200))
      add('subsidy_payment', head, {
        item_code: code,
        item,
        paid_on: paid,
        amount: yuan(amount * random.int(3, 14)),
        card_tail: String(random.int(1000, 9999)),
      })
    }
  }
}

function addEvents(add: Add, random: Random, home: Settled): void {
  const { fate, today } = home
  if (fate.badHouse) {
    const listed = addMonths(today, -random.int(1, 14))
    const stage = fate.houseRepaired ? 'accepted' : random.pick(['appraised', 'planned', 'building'])
    add('house', home.members[0]!, {
      listed_on: listed,
      state: stage,
      reason: random.pick(['patrol', 'rain', 'aged']),
      grade: fate.badHouse,
      appraised_on: listed,
      agency: '县房屋安全鉴定站',
      report_no: `鉴${listed.slice(0, 4)}-${random.int(1000, 9999)}`,
      accepted_on: fate.houseRepaired ? addDays(listed, 20) : null,
    })
  }
  if (fate.disaster) {
    const on = addMonths(today, -fate.disaster.monthsAgo)
    add('disaster', home.members[0]!, {
      kind: fate.disaster.kind,
      happened_on: on,
      house_damage: random.weighted([
        ['none', 60],
        ['slight', 30],
        ['serious', 8],
        ['collapsed', 2],
      ]),
      loss: yuan(fate.disaster.loss),
      relief: fate.disaster.relief ? yuan(fate.disaster.relief) : null,
    })
  }
  if (fate.accident) {
    const on = addMonths(today, -fate.accident.monthsAgo)
    const member = home.members[fate.accident.member]!
    add('accident', member, {
      happened_on: on,
      kind: random.weighted([
        ['traffic', 74],
        ['fire', 8],
        ['other', 18],
      ]),
      injury: fate.accident.injury,
      liability: random.pick(['full', 'main', 'equal', 'minor', 'none']),
      cost: yuan(fate.accident.cost),
    })
  }
}

function addHoldings(add: Add, random: Random, home: Settled): void {
  const owner = home.members.find((member) => member.age >= 25 && member.age < 65)
  if (!owner) return
  const since = addMonths(home.today, -random.int(6, 90))
  if (random.chance(0.16)) {
    add('holding_vehicle', owner, {
      plate: `晋H${random.int(10000, 99999)}`,
      kind: random.weighted([
        ['car', 52],
        ['van', 20],
        ['tractor', 16],
        ['truck', 12],
      ]),
      is_commercial: random.chance(0.2),
      from_on: since,
      to_on: null,
      worth: yuan(random.around(42000, 0.6)),
    })
  }
  if (random.chance(0.05)) {
    add('holding_property', owner, {
      certificate_no: `晋(${since.slice(0, 4)})第${random.int(100000, 999999)}号`,
      kind: 'flat',
      how: random.pick(['bought', 'resettled', 'inherited']),
      area: random.int(58, 126),
      from_on: since,
      to_on: null,
      worth: null,
    })
  }
  if (random.chance(0.03)) {
    add('holding_business', owner, {
      credit_code: `92140900MA0${random.int(1000000, 9999999)}`,
      business_name: `${home.villageName}${owner.name.name}商店`,
      kind: 'selfEmployed',
      standing: 'operator',
      state: 'open',
      from_on: since,
      to_on: null,
      capital: yuan(20000),
    })
  }
}
