/** Rules about illness and insurance, kept by the medical insurance bureau. */
import { all, any, gt, gte, isKnown, not, type Rule } from '@xinlu/kernel/rules'
import { documents, feature, flag, ordinaryClass, parameter, rule, some, watchedClass } from './words.ts'

const owner = '医保局'

// Conditions that stand under a `not` elsewhere ask for their fact first: the opposite of unknown is unknown, and a rule
// would keep silent where it should speak.

/** Self-pay of twelve months reaches the line of the household's class. */
export const selfPayHigh = all(
  isKnown(feature('selfPaid')),
  any(
    all(watchedClass, gte(feature('selfPaid'), parameter('medical.lineFormerPoor'))),
    all(ordinaryClass, gte(feature('selfPaid'), parameter('medical.lineOther'))),
  ),
)

const singleHigh = all(
  isKnown(feature('inpatientMost')),
  any(
    all(watchedClass, gt(feature('inpatientMost'), parameter('medical.singleFormerPoor'))),
    all(ordinaryClass, gt(feature('inpatientMost'), parameter('medical.singleOther'))),
  ),
)

const notYet = not(flag('watchedIllness'))

/** The rules about illness; the weaker ones keep silent where a stronger one points. */
export const healthRules: readonly Rule[] = [
  rule({
    key: 'medical.selfPayHigh',
    name: '自付医疗费较高',
    clause: `${documents.national}：因病；${documents.city}：部门筛查`,
    level: 'orange',
    kind: 'risk',
    owner,
    riskCode: 'R01',
    when: all(notYet, selfPayHigh),
    mentions: ['inpatientMost'],
    explain:
      '{kind}，近12个月报销后自付医疗费 {selfPaid}，其中单次住院最高 {inpatientMost}。预警线：脱贫户和监测户 {medical.lineFormerPoor}，一般农户 {medical.lineOther}。请入户看病情和家里负担。',
  }),
  rule({
    key: 'medical.singleHigh',
    name: '单次住院自付较高',
    clause: `${documents.national}：因病；医保与民政信息共享口径`,
    level: 'yellow',
    kind: 'risk',
    owner,
    riskCode: 'R01',
    when: all(notYet, not(selfPayHigh), singleHigh),
    explain:
      '{kind}，一次住院报销后自付 {inpatientMost}。预警线：脱贫户和监测户 {medical.singleFormerPoor}，一般农户 {medical.singleOther}。请了解后续治疗和费用。',
  }),
  rule({
    key: 'medical.chronicMonth',
    name: '门诊慢病月自付较高',
    clause: `${documents.national}：负担较重的慢性病患者`,
    level: 'yellow',
    kind: 'risk',
    owner,
    riskCode: 'R01',
    when: all(
      notYet,
      not(selfPayHigh),
      not(singleHigh),
      gte(feature('chronicMonthMost'), parameter('medical.chronicMonth')),
    ),
    explain:
      '有成员一个月门诊自付 {chronicMonthMost}，达到预警线 {medical.chronicMonth}。请了解是否长期用药、能否办理门诊慢特病。',
  }),
  rule({
    key: 'medical.uninsured',
    name: '有成员未参加基本医保',
    clause: `${documents.cityGuarantees}：动员脱贫人口基本医保参保实现全覆盖`,
    level: 'orange',
    kind: 'risk',
    owner,
    riskCode: 'R01',
    when: some('uninsured'),
    explain:
      '家里有 {uninsured} 当年没有参加基本医保，也没有异地参保、参军等正当原因。请动员参保或补登原因。',
  }),
  rule({
    key: 'medical.premiumUnaided',
    name: '应享未享参保缴费资助',
    clause: `${documents.cityGuarantees}：基本医保参保实现全覆盖；全国导出表“城乡居民基本医疗保险个人缴费补贴”`,
    level: 'yellow',
    kind: 'gap',
    owner,
    when: some('premiumUnaided'),
    explain:
      '低保、特困家庭有 {premiumUnaided} 当年参加居民医保，没有缴费资助记录。请核对资助名单，该补的补。',
  }),
]
