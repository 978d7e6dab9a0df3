/** Rules about sudden events: disasters, accidents, the epidemic. */
import { all, among, any, gt, gte, lt, not, type Rule } from '@xinlu/kernel/rules'
import { documents, feature, flag, notUnderWatch, parameter, rule, some } from './words.ts'

/** A recent disaster took something. */
export const recentDisaster = all(
  lt(feature('disasterMonths'), parameter('disaster.months')),
  any(
    gt(feature('disasterLoss'), parameter('disaster.loss')),
    among(feature('houseDamage'), ['serious', 'collapsed']),
  ),
)

/** A recent accident killed, crippled or cost much. */
export const recentAccident = all(
  lt(feature('accidentMonths'), parameter('accident.months')),
  any(
    some('accidentDeaths'),
    some('accidentSerious'),
    gte(feature('accidentCost'), parameter('accident.cost')),
  ),
)

/** The rules about sudden events. */
export const eventRules: readonly Rule[] = [
  rule({
    key: 'disaster.recent',
    name: '近期受灾',
    clause: `${documents.national}：因灾；${documents.city}：突发严重困难户`,
    level: 'red',
    kind: 'risk',
    owner: '应急局',
    riskCode: 'R04',
    when: all(not(flag('watchedDisaster')), recentDisaster),
    mentions: ['disasterRelief'],
    explain:
      '最近一次受灾距今 {disasterMonths}，近12个月损失 {disasterLoss}，房屋受损:{houseDamage}，已发救灾款 {disasterRelief}。请先安顿生活，再办手续。',
  }),
  rule({
    key: 'disaster.unrelieved',
    name: '受灾后未得到救助',
    clause: '《自然灾害救助条例》:受灾人员救助',
    level: 'orange',
    kind: 'gap',
    owner: '应急局',
    when: all(
      gt(feature('unrelievedLoss'), parameter('disaster.loss')),
      gt(feature('unrelievedDays'), parameter('relief.waitDays')),
    ),
    explain:
      '受灾损失 {unrelievedLoss} 没有救助记录，已过 {unrelievedDays}(期限 {relief.waitDays})。请核对救灾款是否漏发。',
  }),
  rule({
    key: 'accident.recent',
    name: '家里有人遭遇意外事故',
    clause: `${documents.national}：因意外事故；突发情况走绿色通道`,
    level: 'red',
    kind: 'risk',
    owner: '公安局',
    riskCode: 'R05',
    when: all(not(flag('watchedAccident')), recentAccident),
    explain:
      '最近一次意外事故距今 {accidentMonths}，近12个月死亡 {accidentDeaths}、重伤 {accidentSerious}，支出 {accidentCost}。请当天入户，可先救助后补手续。',
  }),
  rule({
    key: 'epidemic.tagged',
    name: '因疫标记未处理',
    clause: `${documents.city}：把防止因疫返贫致贫作为监测帮扶的重点`,
    level: 'yellow',
    kind: 'risk',
    owner: '乡村振兴局',
    riskCode: 'R99',
    when: all(notUnderWatch, flag('epidemic')),
    explain: '这户有因疫标记，还没有纳入监测。请核实务工、产业、看病受影响的情况，落实干部包联。',
  }),
]
