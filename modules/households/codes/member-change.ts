/** Why somebody comes into a household (自然增加) and why somebody leaves it (自然减少). */
import { day } from '@xinlu/kernel/basis'
import { type CodeOf, defineCodes } from './code-list.ts'

const standard = '家庭成员自然增减管理口径（本市通行做法）'
const from = day('2023-01-01')

/** 增加原因; the last four are set by the system itself. */
export const inReasons = defineCodes({
  title: '增加原因',
  standard,
  from,
  labels: {
    newborn: '新生儿',
    marriedIn: '婚入',
    registeredIn: '户籍迁入',
    adopted: '收养',
    released: '刑满释放',
    veteran: '退役返乡',
    graduate: '大学毕业回迁',
    supplement: '补录（漏登）',
    other: '其他',
    firstEntry: '初次建档',
    split: '分户',
    merged: '合户',
    moved: '整户迁入',
    headChange: '户主变更后重新确认关系',
  },
  aliases: { 出生: 'newborn', 补录: 'supplement', 漏登: 'supplement' },
})
export type InReason = CodeOf<typeof inReasons>

/** 减少原因; 现役 is not among them: a soldier stays in the household and is marked. */
export const outReasons = defineCodes({
  title: '减少原因',
  standard,
  from,
  labels: {
    died: '死亡',
    marriedOut: '婚出',
    registeredOut: '户籍迁出',
    imprisoned: '服刑',
    missing: '失踪',
    abroad: '出国定居',
    mistake: '识别错误或重复',
    other: '其他',
    split: '分户',
    merged: '合户',
    moved: '整户迁出',
    headChange: '户主变更后重新确认关系',
  },
})
export type OutReason = CodeOf<typeof outReasons>

/** The reasons a person chooses when adding somebody; the others belong to whole-household acts. */
export const addReasons = [
  'newborn',
  'marriedIn',
  'registeredIn',
  'adopted',
  'released',
  'veteran',
  'graduate',
  'supplement',
  'other',
] as const satisfies readonly InReason[]

/** The reasons a person chooses when removing somebody; 分户 is an act of its own. */
export const removeReasons = [
  'died',
  'marriedOut',
  'registeredOut',
  'imprisoned',
  'missing',
  'abroad',
  'mistake',
  'other',
] as const satisfies readonly OutReason[]
