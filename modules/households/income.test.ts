import { fen, month } from '@xinlu/kernel/basis'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type IncomeLineCode, incomeForm2023 } from './income-lines.ts'
import { readIncome } from './income-sheet.ts'
import { identificationWindow, incomeStatement, sumIncome, yearlyWindow } from './income.ts'

const yuan = (amount: number) => fen(amount * 100)

describe('sumIncome', () => {
  it('adds four blocks and takes the cost off, less the subsidy meant to lower it', () => {
    const amounts = {
      a1: yuan(30000),
      b2: yuan(8000),
      c2: yuan(1000),
      d4: yuan(2000),
      e2: yuan(5000),
      subsidy: yuan(1000),
    }
    expect(sumIncome(amounts, 4)).toMatchObject({ net: yuan(37000), perPerson: yuan(9250), cost: yuan(4000) })
  })

  it('answers the reference after compensation and self-pay: 80,400 less 50,000 falls below the line', () => {
    const sums = sumIncome({ a1: yuan(80400), selfPaid: yuan(50000) }, 5)
    expect(sums).toMatchObject({
      perPerson: yuan(16080),
      reference: yuan(30400),
      perPersonReference: yuan(6080),
    })
    expect(sumIncome({ a1: yuan(80400), selfPaid: yuan(50000), insurance: yuan(20000) }, 5).reference).toBe(
      yuan(50400),
    )
  })

  it('leaves out what does not count, and never counts compensation twice', () => {
    const uncounted = Object.entries(incomeForm2023.lines).filter(([, line]) => 'why' in line)
    expect(uncounted.map(([code]) => code)).toEqual(['d6h', 'd6m', 'd6n', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6'])
    const amounts = Object.fromEntries(uncounted.map(([code]) => [code, yuan(1000)]))
    expect(sumIncome(amounts, 1)).toMatchObject({ net: 0, reference: 0 })
  })

  it('may be negative, keeps its denominator, and refuses none', () => {
    expect(sumIncome({ e1: yuan(100) }, 3)).toMatchObject({ net: -10000, perPerson: -3333, denominator: 3 })
    expect(() => sumIncome({}, 0)).toThrow(RangeError)
  })

  it('adds up whatever the amounts', () => {
    const codes = Object.keys(incomeForm2023.lines) as IncomeLineCode[]
    const amounts = fc.dictionary(fc.constantFrom(...codes), fc.integer({ min: 0, max: 10 ** 10 }).map(fen))
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 20 }), (given, people) => {
        const sums = sumIncome(given, people)
        expect(sums.net).toBe(sums.wage + sums.business + sums.property + sums.transfer - sums.cost)
        expect(sums.reference).toBe(sums.net + sums.insurancePaid - sums.selfPaid)
        expect(Math.abs(sums.perPerson * people - sums.net)).toBeLessThanOrEqual(people)
      }),
    )
  })
})

describe('the two windows', () => {
  it('are never the same thing', () => {
    expect(identificationWindow(month('2023-05'))).toEqual({ from: '2022-05', to: '2023-04' })
    expect(identificationWindow(month('2023-01'))).toEqual({ from: '2022-01', to: '2022-12' })
    expect(yearlyWindow(2023)).toEqual({ from: '2022-10', to: '2023-09' })
  })
})

describe('incomeStatement', () => {
  it('writes the formula out with its numbers', () => {
    const amounts = {
      a1: yuan(24000),
      e1: yuan(2000),
      subsidy: yuan(500),
      d6h: yuan(3000),
      selfPaid: yuan(10000),
    }
    expect(incomeStatement(amounts, 2, { from: month('2022-05'), to: month('2023-04') })).toEqual([
      '计算区间：2022年5月至2023年4月，共计算2人。',
      '工资性收入24,000.00元（务工收入24,000.00）。',
      '生产经营性收入0.00元。',
      '财产性收入0.00元。',
      '转移性收入0.00元。',
      '生产经营性支出（已减补贴）1,500.00元（种植业支出2,000.00，减：专项用于减少生产经营性支出的补贴500.00）。',
      '家庭纯收入 = 工资性24,000.00元 + 生产经营性0.00元 + 财产性0.00元 + 转移性0.00元 − 生产经营性支出1,500.00元 = 22,500.00元。',
      '家庭人均纯收入 = 22,500.00元 ÷ 2人 = 11,250.00元。',
      '收入参考范围 = 家庭纯收入22,500.00元 + 理赔收入0.00元 − 合规自付支出10,000.00元 = 12,500.00元。',
      '人均收入参考范围 = 12,500.00元 ÷ 2人 = 6,250.00元。',
      '救灾款3,000.00元未计入：一次性救助，不是经常性收入，不计入收入。',
    ])
  })
})

describe('readIncome', () => {
  const blank = Object.fromEntries(
    [
      'wage',
      'posts',
      'otherWage',
      'business',
      'property',
      'assetDividend',
      'otherProperty',
      'transfer',
      'familyPlanning',
      'lowIncome',
      'destitute',
      'pension',
      'ecology',
      'industryReward',
      'workReward',
      'otherTransfer',
      'cost',
      'costTotal',
      'costSubsidy',
      'net',
      'sizeNow',
      'sizeOfYear',
    ].map((key) => [key, null]),
  ) as unknown as Parameters<typeof readIncome>[0]

  it('counts a total as it stands and puts what its parts leave into the rest', () => {
    const read = readIncome({
      ...blank,
      wage: yuan(100),
      posts: yuan(30),
      transfer: yuan(50),
      pension: yuan(20),
      workReward: yuan(10),
      otherTransfer: yuan(30),
      sizeNow: 3,
      sizeOfYear: 2,
    })
    expect(read.amounts).toEqual({ a8: yuan(30), a9: yuan(70), d4: yuan(20), d6q: yuan(10), d6z: yuan(20) })
    expect(read.sums).toMatchObject({ net: yuan(150), denominator: 2 })
  })

  it('takes the stated parts where there is no total, and the cost once', () => {
    const read = readIncome({
      ...blank,
      posts: yuan(30),
      otherWage: yuan(5),
      cost: yuan(4),
      costSubsidy: yuan(9),
      net: yuan(32),
    })
    expect(read.sums).toMatchObject({ wage: yuan(35), cost: yuan(4), net: yuan(31), denominator: 1 })
    expect(read.differs).toBe(yuan(1))
    expect(readIncome({ ...blank, costTotal: yuan(9), costSubsidy: yuan(4), cost: yuan(5) }).sums.cost).toBe(
      yuan(5),
    )
  })
})
