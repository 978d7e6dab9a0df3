/** The lines of the income form (a1 … e4 and what is not counted), each with whether it counts and why. */
import { type Day, day } from '@xinlu/kernel/basis'

/** The block a line is summed into; `none` lines are written down but never summed. */
export type IncomeBlock =
  'wage' | 'business' | 'property' | 'transfer' | 'cost' | 'subsidy' | 'insurancePaid' | 'selfPaid' | 'none'

/** One line of the form. A line with `why` is not counted. */
export interface IncomeLine {
  label: string
  block: IncomeBlock
  /** Why the line does not count as income although people write it down. */
  why?: string
}

/** A form of the lines, in force from a day, with the document it follows. */
export interface IncomeForm<L extends string = string> {
  name: string
  document: string
  from: Day
  lines: Readonly<Record<L, IncomeLine>>
}

const notUsable = '专项补助，不能用于日常消费，不计入收入。'
const oneOff = '一次性救助，不是经常性收入，不计入收入。'

/** The form of 2023; lines of grassland counties are left out, and totals that come without a split have a line each. */
export const incomeForm2023 = defineForm({
  name: '2023年农户收支采集表',
  document: '2023年防返贫摸排收支指标；人均纯收入计算口径（专项补助、一次性救助不计入）',
  from: day('2023-01-01'),
  lines: {
    a1: { label: '务工收入', block: 'wage' },
    a2: { label: '行业部门公益岗位收入', block: 'wage' },
    a3: { label: '乡镇公益岗位收入', block: 'wage' },
    a4: { label: '村级公益岗位收入', block: 'wage' },
    a5: { label: '自主采摘收入', block: 'wage' },
    a8: { label: '公益性岗位收入（未分级）', block: 'wage' },
    a9: { label: '其他工资性收入', block: 'wage' },
    b1: { label: '种植业收入', block: 'business' },
    b2: { label: '养殖业收入', block: 'business' },
    b3: { label: '林果业收入', block: 'business' },
    b4: { label: '其他生产经营性收入', block: 'business' },
    b9: { label: '生产经营性收入（未分项）', block: 'business' },
    c1: { label: '资产收益扶贫分红', block: 'property' },
    c2: { label: '土地流转收入', block: 'property' },
    c3: { label: '金融贷款项目收益', block: 'property' },
    c4: { label: '代种代养收益', block: 'property' },
    c5: { label: '其他财产性收入', block: 'property' },
    d1: { label: '计划生育金', block: 'transfer' },
    d2: { label: '最低生活保障金', block: 'transfer' },
    d3: { label: '特困人员救助供养金', block: 'transfer' },
    d4: { label: '养老保险金或离退休金', block: 'transfer' },
    d5: { label: '生态补偿金（未分项）', block: 'transfer' },
    d5a: { label: '退耕还林补助', block: 'transfer' },
    d5b: { label: '公益林补偿', block: 'transfer' },
    d5c: { label: '草原奖补', block: 'transfer' },
    d5d: { label: '移民补助', block: 'transfer' },
    d5z: { label: '其他生态补偿', block: 'transfer' },
    d6a: { label: '玉米大豆补贴', block: 'transfer' },
    d6b: { label: '耕地地力保护补贴', block: 'transfer' },
    d6c: { label: '大田保险', block: 'transfer' },
    d6d: { label: '高龄津贴', block: 'transfer' },
    d6e: { label: '优抚金', block: 'transfer' },
    d6f: { label: '残疾人补贴', block: 'transfer' },
    d6g: { label: '教育扶持', block: 'transfer' },
    d6h: { label: '救灾款', block: 'transfer', why: oneOff },
    d6i: { label: '失能老人补贴', block: 'transfer' },
    d6j: { label: '赡养费', block: 'transfer' },
    d6k: { label: '取暖费', block: 'transfer' },
    d6l: { label: '物价补贴', block: 'transfer' },
    d6m: { label: '社会救济', block: 'transfer', why: oneOff },
    d6n: { label: '防贫保险赔付', block: 'transfer', why: '已在“理赔收入”中计算，这里不重复计入。' },
    d6o: { label: '经常性捐赠和赔偿', block: 'transfer' },
    d6p: { label: '产业奖励', block: 'transfer' },
    d6q: { label: '就业奖励', block: 'transfer' },
    d6z: { label: '其他转移性收入', block: 'transfer' },
    e1: { label: '种植业支出', block: 'cost' },
    e2: { label: '养殖业支出', block: 'cost' },
    e3: { label: '林果业支出', block: 'cost' },
    e4: { label: '其他生产经营性支出', block: 'cost' },
    e9: { label: '生产经营性支出（未分项）', block: 'cost' },
    subsidy: { label: '专项用于减少生产经营性支出的补贴', block: 'subsidy' },
    insurance: { label: '理赔收入', block: 'insurancePaid' },
    selfPaid: { label: '合规自付支出', block: 'selfPaid' },
    n1: { label: '易地搬迁补助', block: 'none', why: notUsable },
    n2: { label: '危房改造补助', block: 'none', why: notUsable },
    n3: { label: '圈舍改造补助', block: 'none', why: notUsable },
    n4: { label: '慰问金和慰问品', block: 'none', why: oneOff },
    n5: { label: '临时生活补助', block: 'none', why: oneOff },
    n6: { label: '一次性救济金', block: 'none', why: oneOff },
  },
})

/** The code of a line of the form. */
export type IncomeLineCode = keyof typeof incomeForm2023.lines

/** Tells whether a text is the code of a line. */
export function isIncomeLine(text: string): text is IncomeLineCode {
  return Object.hasOwn(incomeForm2023.lines, text)
}

function defineForm<const L extends Record<string, IncomeLine>>(form: {
  name: string
  document: string
  from: Day
  lines: L
}): IncomeForm<keyof L & string> {
  return form
}
