/** 登记收支. */
import { type Month, dayOf } from '@xinlu/kernel/basis'
import { staleVersion } from '@xinlu/kernel/commands'
import { command } from '@xinlu/kernel/commands/server'
import { recordIncome as contract } from '../contract.ts'
import {
  type IncomeMoment,
  type IncomeWindow,
  identificationWindow,
  incomeStatement,
  yearlyWindow,
} from '../income.ts'
import type { Household } from '../model.ts'
import { households } from '../permissions.ts'
import { momentMissing, wrongWindow } from '../problems.ts'
import { doubtsOf, finishAct } from './finish-act.ts'
import { mustBeCurrent, refOf, subjectHousehold } from './reference.ts'
import { amountsOf, lockIncome, putIncome } from './store/income.ts'

/** Records income of one moment; a record that is there already is replaced only by somebody who has seen it. */
export const recordIncome = command(contract, {
  may: households.record,
  subject: (tx, { input }) => subjectHousehold(tx, input),
  async run(tx, asked) {
    const { actor, input, now, subject } = asked
    mustBeCurrent(subject, { ver: subject.ver })
    const window = { from: input.from, to: input.to }
    mustBeTheWindow(subject, input.moment, window)
    const ref = refOf(subject)
    const there = await lockIncome(tx, ref, input.moment, window)
    if (there && there.ver !== input.ver) {
      throw staleVersion({ what: '这一时点的收支' }, { extra: { theirs: there, yours: input } })
    }
    const before = await doubtsOf(tx, ref, now)
    const id = there?.id ?? input.income
    const denominator = input.denominator ?? Math.max(subject.size, 1)
    const record = { id, ref, division: subject.division, moment: input.moment, window, denominator }
    const written = await putIncome(tx, {
      ...record,
      lines: input.lines,
      source: '登记收支',
      by: actor.account,
    })
    const detail = {
      moment: input.moment,
      ...window,
      net: written.sums.net,
      perPerson: written.sums.perPerson,
    }
    await finishAct(tx, asked, { ref, act: 'incomeRecorded', onDay: dayOf(now), detail, before })
    const statement = incomeStatement(amountsOf(input.lines), denominator, window)
    return { county: ref.county, income: id, ver: written.ver, statement }
  },
  audit: ({ input, subject, answer }) => ({
    subjectKind: 'household',
    subject: subject.id,
    division: subject.division,
    detail: { income: answer.income, moment: input.moment, from: input.from, to: input.to },
  }),
})

function mustBeTheWindow(household: Household, moment: IncomeMoment, window: IncomeWindow): void {
  const wanted = windowOf(household, moment, window)
  if (window.from === wanted.from && window.to === wanted.to) return
  throw wrongWindow({ wanted: `应为${wanted.from}至${wanted.to}` })
}

function windowOf(household: Household, moment: IncomeMoment, given: IncomeWindow): IncomeWindow {
  switch (moment) {
    case 'identified':
      return identificationWindow(monthOr(household.identifiedMonth, '识别监测时间'))
    case 'cleared':
      return identificationWindow(monthOr(household.clearedMonth, '风险消除时间'))
    case 'yearly':
      return yearlyWindow(Number(given.to.slice(0, 4)))
    default:
      return moment satisfies never
  }
}

function monthOr(month: Month | null, what: string): Month {
  if (month === null) throw momentMissing({ what })
  return month
}
