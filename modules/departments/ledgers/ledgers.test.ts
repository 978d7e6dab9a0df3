import { day } from '@xinlu/kernel/basis'
import { rowParser, matchHeaders, type Ledger } from '@xinlu/kernel/ledgers'
import { describe, expect, it } from 'vitest'
import { feeds } from '../feeds.ts'
import { departments, feedNames, type FeedName } from '../model.ts'
import { sampleRow } from '../test/samples.ts'
import { departmentLedgers } from './index.ts'

const somebody = { number: '149901198503150010', name: '李大山', village: '上柳村' }

function read(feed: FeedName, row: Readonly<Record<string, string>>) {
  const ledger: Ledger = departmentLedgers[feed]
  const headers = matchHeaders(ledger, [{ n: 1, cells: Object.keys(row) }], (n, at) => `${n}行${at ?? ''}列`)
  if (!headers.ok) throw new Error(headers.reasons.map((why) => why.message).join())
  return rowParser(ledger, headers.value, { today: day('2023-06-01') })(Object.values(row))!
}

/** Reads the sample with some cells changed and answers the codes of what is refused. */
function refusals(feed: FeedName, change: Record<string, string>): string[] {
  const result = read(feed, { ...sampleRow(feed, somebody), ...change })
  return result.ok ? [] : result.reasons.map(({ code }) => code)
}

describe('every feed', () => {
  it.each(feedNames)('%s reads a row as its department writes it', (feed) => {
    const result = read(feed, sampleRow(feed, somebody))
    expect(result.ok ? [] : result.reasons).toEqual([])
  })

  it.each(feedNames)('%s belongs to the department its ledger names', (feed) => {
    const ledger: Ledger = departmentLedgers[feed]
    expect(ledger.name).toBe(`departments.${feed}`)
    expect(ledger.owner).toBe(departments[feeds[feed].department].label)
    expect(ledger.title).toBe(feeds[feed].label)
  })

  it.each(feedNames)('%s shows every column in its form once', (feed) => {
    const ledger: Ledger = departmentLedgers[feed]
    const shown = ledger.form.flatMap(({ columns }) => columns)
    expect([...shown].sort()).toEqual(Object.keys(ledger.columns).sort())
  })

  it.each(feedNames)('%s passes over no header that it reads', (feed) => {
    const ledger: Ledger = departmentLedgers[feed]
    const known = Object.values(ledger.columns).flatMap((column) => [column.label, ...column.aliases])
    expect(ledger.ignored.filter((header) => known.includes(header))).toEqual([])
  })
})

describe('values', () => {
  it('reads the words of the departments as codes', () => {
    const result = read('medicalExpense', sampleRow('medicalExpense', somebody))
    expect(result).toMatchObject({
      ok: true,
      value: { settledOn: '2023-04-12', kind: 'inpatient', total: 4_820_000, selfPaid: 1_590_000 },
    })
  })

  it('keeps only the last four digits of a card', () => {
    expect(read('subsidyPayment', sampleRow('subsidyPayment', somebody))).toMatchObject({
      value: { cardTail: '1234' },
    })
    const refused = read('subsidyPayment', {
      ...sampleRow('subsidyPayment', somebody),
      社保卡号: '62170000000',
    })
    expect(JSON.stringify(refused)).not.toContain('62170000000')
  })

  it.each([
    ['2022-2023', '2022-2023'],
    ['2022—2023学年', '2022-2023'],
    ['２０２２', '2022-2023'],
  ])('reads the school year %s', (typed, kept) => {
    expect(read('enrolment', { ...sampleRow('enrolment', somebody), 学年度: typed })).toMatchObject({
      value: { schoolYear: kept },
    })
  })

  it('a stop of water needs nobody', () => {
    expect(read('waterStop', sampleRow('waterStop'))).toMatchObject({
      value: { citizen: null, cause: 'seasonal' },
    })
  })
})

describe('row checks', () => {
  it.each<[FeedName, Record<string, string>, string]>([
    ['medicalExpense', { 个人负担: '50000' }, 'departments.part-of-whole'],
    ['medicalExpense', { 目录内费用: '60000' }, 'departments.part-of-whole'],
    ['medicalExpense', { 统筹基金支付: '40000' }, 'departments.parts-over-whole'],
    ['medicalExpense', { 个人负担: '-1' }, 'ledger.money.negative'],
    ['insurance', { 未参保原因: '参军' }, 'departments.exempt-though-insured'],
    ['insurance', { 资助类别: '' }, 'departments.needed'],
    ['disability', { 残疾人证号: '14990119850315001043' }, 'departments.card-differs'],
    ['disability', { 注销日期: '2022-01-01' }, 'departments.days-in-order'],
    ['enrolment', { 学年度: '2022-2024' }, 'departments.school-year'],
    ['enrolment', { 就读学段: '小学' }, 'departments.grade-of-stage'],
    ['house', { 危房等级: 'E' }, 'ledger.choice.unknown'],
    ['house', { 危房等级: '' }, 'departments.needed'],
    ['waterStop', { 恢复日期: '2022-12-31' }, 'departments.days-in-order'],
    ['employment', { 结束日期: '2023-02-09' }, 'departments.days-in-order'],
    ['unemployment', { 再就业日期: '2023-05-19' }, 'departments.days-in-order'],
    ['holdingBusiness', { 经营状态: '注销' }, 'departments.needed'],
    ['holdingBusiness', { 社会信用代码: '12345' }, 'departments.credit-code'],
    ['relief', { 月份: '2023-13' }, 'month.form'],
  ])('%s with %o is refused: %s', (feed, change, code) => {
    expect(refusals(feed, change)).toEqual([code])
  })

  it('a card that agrees passes', () => {
    expect(refusals('disability', { 残疾人证号: '14990119850315001042' })).toEqual([])
  })
})
