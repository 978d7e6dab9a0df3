/** Rules about disability and the allowances for it. */
import { all, gte, isKnown, lt, not, type Rule } from '@xinlu/kernel/rules'
import { documents, feature, flag, notUnderWatch, parameter, rule, some } from './words.ts'

/** Somebody became disabled within the months looked at. */
export const newDisability = all(
  isKnown(feature('newDisabilityMonths')),
  lt(feature('newDisabilityMonths'), parameter('disability.months')),
)

/** The rules about disability. */
export const disabilityRules: readonly Rule[] = [
  rule({
    key: 'disability.new',
    name: '家里有人新致残',
    clause: `${documents.national}：因残;“八必访”:新致残家庭`,
    level: 'orange',
    kind: 'risk',
    owner: '残联',
    riskCode: 'R03',
    when: all(not(flag('watchedDisability')), newDisability),
    mentions: ['disabled', 'severelyDisabled'],
    explain:
      '家里有人新办残疾证不满 {disability.months}(距今 {newDisabilityMonths})，现有残疾人 {disabled}，其中重度 {severelyDisabled}。请看劳动能力和照料有没有受影响。',
  }),
  rule({
    key: 'disability.several',
    name: '一户多残且有重度残疾',
    clause: `${documents.national}：重度残疾人家庭；集中排查重点对象：一户多残`,
    level: 'yellow',
    kind: 'risk',
    owner: '残联',
    riskCode: 'R03',
    when: all(
      notUnderWatch,
      not(newDisability),
      gte(feature('disabled'), parameter('disability.several')),
      some('severelyDisabled'),
    ),
    explain: '家里有残疾人 {disabled}，其中重度 {severelyDisabled}。请了解照料负担和各项补贴是否到位。',
  }),
  rule({
    key: 'disability.allowanceMissing',
    name: '应享未享残疾人两项补贴',
    clause: '国发〔2015〕52号：困难残疾人生活补贴和重度残疾人护理补贴制度',
    level: 'orange',
    kind: 'gap',
    owner: '民政局',
    when: some('allowanceMissing'),
    explain:
      '家里有 {allowanceMissing} 符合残疾人两项补贴条件，近3个月没有发放记录。请核对是没申请、没批还是没发到卡上。',
  }),
]
