/** Rules about income: below the line, below it after 合规自付支出, falling fast. */
import { all, gte, lt, minus, not, over, type Rule } from '@xinlu/kernel/rules'
import { belowLine, documents, feature, notUnderWatch, parameter, rule } from './words.ts'

const owner = '乡村振兴局'

const referenceBelow = lt(feature('referencePerPerson'), parameter('line.monitoring'))

/** After what illness cost in the last twelve months, income per person lies below the line. */
const belowAfterIllness = lt(
  minus(feature('incomePerPerson'), over(feature('selfPaid'), feature('size'))),
  parameter('line.monitoring'),
)

/** The rules about income, for households nobody watches yet. */
export const incomeRules: readonly Rule[] = [
  rule({
    key: 'income.belowLine',
    name: '人均纯收入低于监测范围线',
    clause: `${documents.city}：对照防止返贫监测范围指导线，应纳尽纳；${documents.national}：监测范围`,
    level: 'orange',
    kind: 'risk',
    owner,
    riskCode: 'R99',
    when: all(notUnderWatch, belowLine),
    mentions: ['incomeWindow'],
    explain:
      '人均纯收入 {incomePerPerson}({incomeWindow})，低于监测范围线 {line.monitoring}，还没有纳入监测。请入户核实收入和有没有返贫致贫风险。',
  }),
  rule({
    key: 'income.referenceBelowLine',
    name: '扣除合规自付支出后收入低于监测范围线',
    clause: `${documents.national}：综合收入支出状况判断；全国采集表“纳入监测对象的人均收入参考范围”`,
    level: 'orange',
    kind: 'risk',
    owner,
    riskCode: 'R01',
    when: all(notUnderWatch, not(belowLine), referenceBelow),
    mentions: ['incomeWindow'],
    explain:
      '人均纯收入 {incomePerPerson}({incomeWindow})，扣除合规自付支出、加上理赔后人均只有 {referencePerPerson}，低于监测范围线 {line.monitoring}。请核实是否属于突发严重困难。',
  }),
  rule({
    key: 'income.belowLineAfterIllness',
    name: '看病花费后收入可能低于监测范围线',
    clause: `${documents.national}：因病等刚性支出较大；收入测算见${documents.city}`,
    level: 'orange',
    kind: 'risk',
    owner,
    riskCode: 'R01',
    when: all(notUnderWatch, not(belowLine), not(referenceBelow), belowAfterIllness),
    explain:
      '人均纯收入 {incomePerPerson}，近12个月全家 {size} 自付医疗费 {selfPaid}，按人口分摊后低于监测范围线 {line.monitoring}。请核实合规自付支出，重新测算收入。',
  }),
  rule({
    key: 'income.fall',
    name: '收入骤减',
    clause: `${documents.national}：收入骤减；集中排查重点对象：收入明显减少的农户`,
    // Version 1 also compared the newest statement of any window with the year before.
    version: 2,
    level: 'yellow',
    kind: 'risk',
    owner,
    riskCode: 'R99',
    when: all(notUnderWatch, not(belowLine), gte(feature('incomeFall'), parameter('income.fallPercent'))),
    mentions: ['incomeBefore'],
    explain:
      '最近两个年度采集期相比，人均纯收入由 {incomeBefore} 下降了 {incomeFall}(提示线 {income.fallPercent})。请核实减收原因。',
  }),
]
