/** Rules about 低保 and 特困. */
import { all, eq, lt, not, value, type Rule } from '@xinlu/kernel/rules'
import {
  belowLine,
  documents,
  feature,
  flag,
  hasLabour,
  notUnderWatch,
  parameter,
  rule,
  some,
} from './words.ts'

/** The rules about relief. */
export const reliefRules: readonly Rule[] = [
  rule({
    key: 'relief.newMinimum',
    name: '新纳入低保未排查',
    clause: `${documents.national}：与低收入人口动态监测衔接;“八必访”:新识别低保户`,
    level: 'yellow',
    kind: 'risk',
    owner: '民政局',
    riskCode: 'R99',
    when: all(
      notUnderWatch,
      flag('inMinimum'),
      lt(feature('newMinimumMonths'), parameter('relief.newMonths')),
    ),
    explain:
      '这户 {newMinimumMonths}前新纳入低保，还不是监测对象。低保和监测对象不是一回事，请核实要不要纳入监测。',
  }),
  rule({
    key: 'relief.backstopMissing',
    name: '疑似应享未享低保或特困供养',
    clause: '《社会救助暂行办法》:最低生活保障和特困人员供养；忻州市2023年实施意见二（一）：社会保障',
    level: 'orange',
    kind: 'gap',
    owner: '乡村振兴局',
    when: all(
      some('size'),
      eq(feature('labourUnknown'), value(0)),
      not(hasLabour),
      belowLine,
      not(flag('inMinimum')),
      not(flag('inDestitute')),
    ),
    explain:
      '全家 {size} 没有劳动力，人均纯收入 {incomePerPerson}，近3个月没有低保、特困发放。请帮助申请，或说明有赡养人等原因。',
  }),
]
