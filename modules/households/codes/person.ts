/** Code lists of a person: sex, papers, politics, schooling, health, labour, work. */
import { day } from '@xinlu/kernel/basis'
import { type CodeOf, defineCodes } from './code-list.ts'

const collected = '全国防返贫监测信息系统采集表及导出表（2023年版）'
const from = day('2023-01-01')

/** 性别. */
export const sexes = defineCodes({
  title: '性别',
  standard: 'GB/T 2261.1',
  from,
  labels: { male: '男', female: '女' },
})
export type Sex = CodeOf<typeof sexes>

/** 证件类型. */
export const idKinds = defineCodes({
  title: '证件类型',
  standard: collected,
  from,
  labels: { citizen: '居民身份证', disabilityCard: '残疾人证' },
  aliases: { 身份证: 'citizen' },
})
export type IdKind = CodeOf<typeof idKinds>

/** 政治面貌. */
export const politics = defineCodes({
  title: '政治面貌',
  standard: collected,
  from,
  labels: { member: '中共党员', probationary: '中共预备党员', league: '共青团员', masses: '群众' },
  aliases: { 党员: 'member', 预备党员: 'probationary', 团员: 'league' },
})
export type Political = CodeOf<typeof politics>

/** 文化程度, only for people who are not at school. */
export const educations = defineCodes({
  title: '文化程度',
  standard: collected,
  from,
  labels: {
    illiterate: '文盲或半文盲',
    primary: '小学',
    junior: '初中',
    senior: '高中',
    college: '大专',
    bachelor: '本科及以上',
  },
  aliases: {
    '文盲、半文盲': 'illiterate',
    '文盲/半文盲': 'illiterate',
    文盲半文盲: 'illiterate',
    中专: 'senior',
  },
})
export type Education = CodeOf<typeof educations>

/** 义务教育阶段未上学原因. */
export const dropoutReasons = defineCodes({
  title: '义务教育阶段未上学原因',
  standard: `${collected}；厌学、务工、早婚、经济困难为本市补充`,
  from,
  labels: {
    illness: '因病',
    disability: '因残',
    weary: '厌学',
    work: '务工',
    marriage: '早婚',
    poverty: '经济困难',
    other: '其他',
  },
})
export type DropoutReason = CodeOf<typeof dropoutReasons>

/** 健康状况; a person may have several. */
export const healths = defineCodes({
  title: '健康状况',
  standard: collected,
  from,
  labels: { healthy: '健康', chronic: '长期慢性病', serious: '患有大病', disabled: '残疾' },
  aliases: { 慢性病: 'chronic', 大病: 'serious', 患大病: 'serious', 残疾人: 'disabled' },
})
export type Health = CodeOf<typeof healths>

/** 残疾类别, kinds of GB/T 26341. */
export const disabilityKinds = defineCodes({
  title: '残疾类别',
  standard: 'GB/T 26341-2010 残疾人残疾分类和分级',
  from: day('2011-05-01'),
  labels: { '1': '视力', '2': '听力', '3': '言语', '4': '肢体', '5': '智力', '6': '精神', '7': '多重' },
})

/** 残疾等级: 一级 is the heaviest. */
export const disabilityGrades = defineCodes({
  title: '残疾等级',
  standard: 'GB/T 26341-2010 残疾人残疾分类和分级',
  from: day('2011-05-01'),
  labels: { '1': '一级', '2': '二级', '3': '三级', '4': '四级' },
})

/** 劳动技能. */
export const labours = defineCodes({
  title: '劳动技能',
  standard: collected,
  from,
  labels: {
    ordinary: '普通劳动力',
    skilled: '技能劳动力',
    weak: '弱劳动力或半劳动力',
    lost: '丧失劳动力',
    none: '无劳动力',
  },
  aliases: { 弱劳动力: 'weak', 半劳动力: 'weak', '弱/半劳动力': 'weak' },
})
export type Labour = CodeOf<typeof labours>

/** 务工所在地 by how far it is. */
export const workAreas = defineCodes({
  title: '务工区域',
  standard: '扶贫对象动态管理采集表（2014年版）指标说明，现行导出表沿用',
  from: day('2014-01-01'),
  labels: {
    township: '乡（镇）内',
    county: '乡（镇）外县内',
    province: '县外省内',
    elsewhere: '省外',
    abroad: '其他（境外）',
  },
  aliases: { 乡内: 'township', 县内: 'county', 省内: 'province', 境外: 'abroad', 其他: 'abroad' },
})
export type WorkArea = CodeOf<typeof workAreas>
