import { day, fen, month } from '@xinlu/kernel/basis'
import { describe, expect, it } from 'vitest'
import { sumIncome } from '../income.ts'
import { checkQuality, findingText, qualityRules } from './index.ts'
import type { QualityFile, QualityHousehold, QualityMeasure, QualityPerson } from './quality-rule.ts'
import { qualitySettingsOn } from './settings.ts'

const today = day('2023-06-30')
const number = { given: true, digits: '11010519491231002X' }
const sound: QualityPerson = {
  id: 'zhang',
  relation: 'head',
  name: '张有福',
  sex: 'male',
  born: day('1975-03-12'),
  idNumber: { given: true, key: 'a' },
  phone: { given: true, digits: '13803501234' },
  hasDisabilityCard: false,
  nation: '01',
  political: 'masses',
  education: 'junior',
  schooling: null,
  dropoutReason: null,
  health: ['healthy'],
  disabilityKind: null,
  disabilityGrade: null,
  labour: 'ordinary',
  worksAway: false,
  workArea: null,
  workPlace: null,
  workCompany: null,
  workFrom: null,
  workTo: null,
  workMonths: null,
  postKind: null,
  postMonths: null,
  insuredResident: true,
  insuredWorker: false,
  criticalInsurance: true,
  pensionResident: true,
  pensionWorker: null,
  lowIncome: false,
  destitute: false,
  relocated: false,
  speaksMandarin: true,
  onService: false,
  schoolGrant: false,
}
const child = (more: Partial<QualityPerson> = {}) =>
  member({
    id: 'child',
    relation: 'son',
    born: day('2015-01-01'),
    education: null,
    schooling: 'primary',
    labour: 'none',
    ...more,
  })
const member = (more: Partial<QualityPerson> = {}): QualityPerson => ({
  ...sound,
  id: 'other',
  name: '李秀英',
  relation: 'other',
  idNumber: { given: true, key: 'b' },
  ...more,
})
const head = (more: Partial<QualityPerson>) => [{ ...sound, ...more }]
const ordinary: QualityHousehold = {
  kind: 'ordinary',
  monitored: null,
  risks: [],
  disaster: null,
  identifiedMonth: null,
  clearedMonth: null,
  clearWay: null,
  waterUnsafe: false,
  uninsured: false,
  schoolDropout: false,
  phone: { given: true },
}
const watched: Partial<QualityHousehold> = {
  monitored: 'marginal',
  risks: ['R99'],
  identifiedMonth: month('2023-01'),
}
const safe = { houseUnsafe: false, schoolDropout: false, waterUnsafe: false, uninsured: false }
const measure = (kind: QualityMeasure['kind'], more: Partial<QualityMeasure> = {}): QualityMeasure => ({
  kind,
  started: true,
  from: month('2023-02'),
  ...more,
})
// What every monitored household has: one measure that lets people earn, and the insurance paid in time.
const measures = [measure('industry'), measure('health', { item: 'medicalPremium' })]
const income = (wage = 2_000_000, selfPaid = 100) => sumIncome({ a1: fen(wage), selfPaid: fen(selfPaid) }, 1)

function file(household: Partial<QualityHousehold> = {}, rest: Partial<QualityFile> = {}): QualityFile {
  return {
    today,
    household: { ...ordinary, ...household },
    members: [sound],
    safety: { identified: safe },
    incomes: { identified: income() },
    settings: qualitySettingsOn(today),
    ...rest,
  }
}
const monitored = (household: Partial<QualityHousehold> = {}, rest: Partial<QualityFile> = {}) =>
  file({ ...watched, ...household }, { measures, ...rest })
const cleared = (household: Partial<QualityHousehold> = {}, rest: Partial<QualityFile> = {}) =>
  monitored(
    { identifiedMonth: month('2022-06'), clearedMonth: month('2023-05'), clearWay: 'helped', ...household },
    {
      safety: { identified: safe, cleared: safe },
      incomes: { identified: income(), cleared: income() },
      line: fen(710_000),
      ...rest,
    },
  )

/** For each rule: households that break it, with the finding's mark, and households that nearly do and do not. */
const cases: Record<string, { breaks: [string, QualityFile][]; holds: QualityFile[] }> = {
  DQ01: {
    breaks: [
      ['missing', file({}, { members: head({ idNumber: { given: false } }) })],
      ['wrong', file({}, { members: head({ idNumber: { given: true, digits: '110105194912310021' } }) })],
      ['wrong', file({}, { members: head({ idNumber: { given: true, digits: '11010519491231002X95' } }) })],
      ['double', file({}, { members: [sound, member({ idNumber: sound.idNumber })] })],
      [
        'double',
        file(
          {},
          {
            members: [
              { ...sound, idNumber: number },
              member({ idNumber: { given: true, digits: '11010519491231002X43' } }),
            ],
          },
        ),
      ],
    ],
    holds: [
      file({}, { members: head({ idNumber: number }) }),
      file({}, { members: head({ idNumber: { given: true, digits: '11010519491231002X43' } }) }),
      file(),
    ],
  },
  DQ02: {
    breaks: [
      ['noHead', file({}, { members: [member()] })],
      ['manyHeads', file({}, { members: [sound, member({ relation: 'head' })] })],
      [
        'manySpouses',
        file(
          {},
          {
            members: [
              sound,
              member({ relation: 'spouse', sex: 'female' }),
              member({ id: 'c', idNumber: { given: true, key: 'c' }, relation: 'spouse', sex: 'female' }),
            ],
          },
        ),
      ],
      ['sameSexSpouse', file({}, { members: [sound, member({ relation: 'spouse', sex: 'male' })] })],
      ['relationSex', file({}, { members: [sound, member({ relation: 'mother', sex: 'male' })] })],
      ['headSex', file({}, { members: [sound, member({ relation: 'husbandsMother', sex: 'female' })] })],
    ],
    holds: [
      file({}, { members: [sound, member({ relation: 'spouse', sex: 'female' })] }),
      file({}, { members: [sound, member({ relation: 'wifesFather' })] }),
    ],
  },
  DQ03: {
    breaks: [
      ['both', file({}, { members: head({ schooling: 'master' }) })],
      ['neither', file({}, { members: head({ education: null }) })],
      ['schoolAge', file({}, { members: [sound, child({ schooling: null, education: 'primary' })] })],
    ],
    holds: [
      file({}, { members: [sound, child()] }),
      file(
        {},
        {
          members: [
            sound,
            child({ schooling: null, education: 'primary', dropoutReason: 'illness', health: ['serious'] }),
          ],
        },
      ),
      file(
        {},
        {
          members: [
            sound,
            child({ born: day('2007-01-01'), schooling: null, education: 'junior', labour: 'ordinary' }),
          ],
        },
      ),
    ],
  },
  DQ04: {
    breaks: [
      [
        'healthyThough',
        file(
          {},
          { members: [sound, child({ schooling: null, education: 'primary', dropoutReason: 'illness' })] },
        ),
      ],
      ['cardless', file({}, { members: head({ health: ['disabled'] }) })],
    ],
    holds: [file({}, { members: head({ health: ['disabled'], hasDisabilityCard: true }) })],
  },
  DQ05: {
    breaks: [
      ['underAge', file({}, { members: [sound, child({ labour: 'weak' })] })],
      ['healthyAdult', file({}, { members: head({ labour: 'lost' }) })],
      ['aged', file({}, { members: head({ born: day('1963-06-30'), labour: 'ordinary' }) })],
    ],
    holds: [
      file({}, { members: head({ born: day('1963-07-01') }) }),
      file({}, { members: head({ labour: 'weak', health: ['chronic'] }) }),
      file({}, { members: head({ born: day('1950-01-01'), labour: 'weak' }) }),
    ],
  },
  DQ06: {
    breaks: [
      [
        'labourless',
        file(
          {},
          {
            members: head({
              worksAway: true,
              labour: 'weak',
              health: ['chronic'],
              workPlace: '太原',
              workMonths: 6,
            }),
          },
        ),
      ],
      ['halfFilled', file({}, { members: head({ workPlace: '太原' }) })],
      ['halfFilled', file({}, { members: head({ workMonths: 3 }) })],
      ['backwards', file({}, { members: head({ workFrom: day('2023-05-01'), workTo: day('2023-04-01') }) })],
      [
        'onePhone',
        file(
          {},
          {
            members: [
              { ...sound, workPlace: '太原', workMonths: 6 },
              member({ workPlace: '北京', workMonths: 6 }),
            ],
          },
        ),
      ],
    ],
    holds: [file({}, { members: head({ worksAway: true, workPlace: '太原', workMonths: 6 }) })],
  },
  DQ07: {
    breaks: [
      ['both', file({}, { members: head({ insuredWorker: true }) })],
      ['neither', file({}, { members: head({ insuredResident: null }) })],
      ['critical', file({}, { members: head({ criticalInsurance: false }) })],
    ],
    holds: [
      file({}, { members: head({ insuredResident: false, insuredWorker: true, criticalInsurance: null }) }),
      file({}, { members: head({ insuredResident: false, onService: true, criticalInsurance: null }) }),
    ],
  },
  DQ08: {
    breaks: [
      ['grant', file({}, { members: head({ schoolGrant: true }) })],
      [
        'master',
        file({}, { members: head({ born: day('2004-01-01'), education: null, schooling: 'master' }) }),
      ],
      ['destitute', file({}, { members: head({ destitute: true }) })],
      ['idle', file({}, { members: head({ education: 'college' }) })],
    ],
    holds: [
      file(
        {},
        {
          members: head({
            education: null,
            schooling: 'vocational2',
            schoolGrant: true,
            born: day('2006-01-01'),
          }),
        },
      ),
      file({}, { members: head({ education: 'bachelor', postKind: '护林员' }) }),
    ],
  },
  DQ09: {
    breaks: [
      ['month', monitored({ identifiedMonth: null })],
      ['risks', monitored({ risks: [] })],
      ['disaster', monitored({ risks: ['R04'] })],
      ['income', monitored({}, { incomes: {} })],
      ['guarantees', monitored({}, { safety: { identified: { ...safe, uninsured: null } } })],
    ],
    holds: [monitored(), monitored({ risks: ['R04'], disaster: 'drought' })],
  },
  DQ10: {
    breaks: [['none', monitored({ identifiedMonth: month('2023-05') }, { measures: [] })]],
    holds: [
      monitored({ identifiedMonth: month('2023-06') }, { measures: [] }),
      monitored({ identifiedMonth: month('2023-06') }, { measures: undefined }),
    ],
  },
  DQ11: {
    breaks: [
      [
        'disability',
        monitored({ risks: ['R03'] }, { members: head({ health: ['disabled'], hasDisabilityCard: true }) }),
      ],
      ['housing', monitored({ risks: ['R09'] })],
      ['water', monitored({ risks: ['R10'] })],
      ['dropout', monitored({ schoolDropout: true })],
      [
        'uninsured',
        monitored(
          { uninsured: true, risks: ['R01'] },
          {
            members: head({ health: ['serious'] }),
            measures: [measure('industry'), measure('water', { item: 'medicalPremium' })],
          },
        ),
      ],
    ],
    holds: [
      monitored({ risks: ['R10'] }, { measures: [...measures, measure('water')] }),
      monitored({ risks: ['R10'] }, { measures: undefined }),
    ],
  },
  DQ12: {
    breaks: [
      ['water', monitored({ waterUnsafe: true })],
      ['insurance', monitored({ uninsured: true })],
    ],
    holds: [
      monitored({ waterUnsafe: true, risks: ['R10'] }, { measures: [...measures, measure('water')] }),
      file({ waterUnsafe: true }),
    ],
  },
  DQ13: {
    breaks: [
      ['noDevelopment', monitored({ identifiedMonth: month('2022-12') }, { measures: measures.slice(1) })],
      ['onlyProtection', monitored({}, { measures: [measure('protection', { item: 'medicalPremium' })] })],
      ['notStarted', monitored({}, { measures: [...measures, measure('education', { started: false })] })],
    ],
    holds: [
      monitored({ identifiedMonth: month('2023-01') }, { measures: measures.slice(1) }),
      monitored(
        {},
        {
          members: head({ labour: 'lost', health: ['serious'] }),
          measures: [measure('protection', { item: 'medicalPremium' })],
        },
      ),
    ],
  },
  DQ14: {
    breaks: [
      ['noIll', monitored({ risks: ['R01'] })],
      [
        'noSelfPaid',
        monitored(
          { risks: ['R01'] },
          { members: head({ health: ['serious'] }), incomes: { identified: income(1, 0) } },
        ),
      ],
      ['noDisabled', monitored({ risks: ['R03'] }, { measures: [...measures, measure('social')] })],
      ['noLabour', monitored({ risks: ['R07'] }, { members: head({ health: ['serious'], labour: 'lost' }) })],
      ['noWork', monitored({ risks: ['R07'] })],
    ],
    holds: [
      monitored({ risks: ['R01'] }, { members: head({ health: ['chronic'] }) }),
      monitored({ risks: ['R07'] }, { members: head({ workPlace: '太原', workMonths: 3, worksAway: true }) }),
    ],
  },
  DQ15: {
    breaks: [
      ['tooEarly', cleared({ identifiedMonth: month('2022-12') })],
      ['belowLine', cleared({}, { incomes: { identified: income(), cleared: income(709_999) } })],
      [
        'wageless',
        cleared(
          {},
          {
            measures: [...measures, measure('post')],
            incomes: { identified: income(), cleared: sumIncome({ d4: fen(900_000) }, 1) },
          },
        ),
      ],
      ['emptyAfter', cleared({}, { safety: { identified: safe } })],
    ],
    holds: [
      cleared(),
      cleared({ identifiedMonth: month('2022-11') }),
      cleared({ identifiedMonth: month('2022-01'), clearedMonth: month('2022-03') }),
      cleared({ clearWay: 'natural' }, { incomes: { identified: income(), cleared: income(1) } }),
    ],
  },
  DQ16: {
    breaks: [
      ['missing', monitored({ identifiedMonth: month('2023-03') }, { measures: measures.slice(0, 1) })],
      ['tooLate', monitored({ identifiedMonth: month('2023-04') })],
    ],
    holds: [
      monitored({ identifiedMonth: month('2023-04') }, { measures: measures.slice(0, 1) }),
      cleared({}, { measures: measures.slice(0, 1) }),
    ],
  },
  DQ17: {
    breaks: [
      ['phoneMissing', file({ phone: { given: false } }, { members: head({ phone: { given: false } }) })],
      ['phoneWrong', file({}, { members: head({ phone: { given: true, digits: '0350-3033333' } }) })],
      ['empty:2', file({}, { members: head({ nation: null, lowIncome: null }) })],
    ],
    holds: [file({}, { members: head({ phone: { given: false } }) })],
  },
}

describe.each(Object.entries(cases))('%s', (code, { breaks, holds }) => {
  const rule = qualityRules.find((one) => one.code === code)!

  it.each(breaks)('points at a household: %s', (mark, household) => {
    const found = rule.check(household)
    expect(found.map((finding) => finding.mark)).toEqual([mark])
    // What, why and what to do are whole sentences.
    for (const part of [found[0]!.what, found[0]!.why, found[0]!.todo]) expect(part).toMatch(/。$/)
    expect(findingText(found[0]!)).not.toContain('11010519491231002')
  })

  it.each(holds)('lets a household pass (%#)', (household) => {
    expect(rule.check(household)).toEqual([])
  })

  it('points at nothing in a sound household', () => {
    expect(rule.check(file())).toEqual([])
    expect(rule.check(monitored())).toEqual([])
  })
})

describe('checkQuality', () => {
  it('has every rule once, in order', () => {
    expect(qualityRules.map((rule) => rule.code)).toEqual(Object.keys(cases))
  })

  it('leaves out just the finding that was given a reason', () => {
    const household = file(
      {},
      { members: [{ ...sound, labour: 'lost' }, member({ labour: 'lost', sex: 'female' })] },
    )
    const all = checkQuality(household)
    expect(all.map((finding) => finding.rule)).toEqual(['DQ05', 'DQ05'])
    const left = checkQuality(household, [
      { rule: 'DQ05', mark: 'healthyAdult', person: 'zhang', reason: '照顾病人' },
    ])
    expect(left).toEqual([all[1]])
  })
})
