/** Rules about households that are or were under watch: measures that are missing, risks that come back. */
import { all, any, eq, gt, gte, lt, not, value, type Rule } from '@xinlu/kernel/rules'
import { newDisability } from './disability.ts'
import { dangerousHouse, waterUnsafe } from './dwelling.ts'
import { outOfSchool } from './education.ts'
import { recentAccident, recentDisaster } from './events.ts'
import { belowLine, documents, feature, flag, hasLabour, parameter, rule, some } from './words.ts'
import { lostWork } from './work.ts'

const owner = '乡村振兴局'

const onlyBackstop = all(some('measures'), eq(feature('measures'), feature('backstopMeasures')))

// What happened before the risk was cleared was the old risk: only younger facts make a new one.
const newRisk = any(
  all(recentDisaster, lt(feature('disasterMonths'), feature('monthsCleared'))),
  all(recentAccident, lt(feature('accidentMonths'), feature('monthsCleared'))),
  all(newDisability, lt(feature('newDisabilityMonths'), feature('monthsCleared'))),
  all(lostWork, lt(feature('jobLostMonths'), feature('monthsCleared'))),
  all(dangerousHouse, lt(feature('houseListedMonths'), feature('monthsCleared'))),
  all(belowLine, lt(feature('incomeAgeMonths'), feature('monthsCleared'))),
  gte(feature('selfPaidSinceCleared'), parameter('medical.lineFormerPoor')),
  outOfSchool,
  waterUnsafe,
)

const unanswered = any(
  all(flag('watchedHouse'), not(flag('hasHouseMeasure'))),
  all(flag('watchedWater'), not(flag('hasWaterMeasure'))),
  all(flag('watchedIllness'), not(flag('hasHealthMeasure')), not(flag('hasBackstopMeasure'))),
  all(flag('watchedSchool'), not(flag('hasSchoolMeasure'))),
  all(flag('watchedDisability'), not(flag('hasBackstopMeasure'))),
)

/** The rules about watched and cleared households. */
export const watchRules: readonly Rule[] = [
  rule({
    key: 'watch.newRiskAfterClearing',
    name: '风险消除后又出现风险',
    clause: `${documents.national}：消除后持续跟踪，出现新风险及时纳入；${documents.city}：着眼风险消除稳`,
    level: 'red',
    kind: 'risk',
    owner,
    when: all(flag('cleared'), newRisk),
    explain:
      '这户风险消除已 {monthsCleared}，消除以后又出现新情况：消除后自付医疗费 {selfPaidSinceCleared}，人均纯收入 {incomePerPerson}，辍学 {dropouts}，近一年停水 {waterStopDays}。请重新走识别程序核实。',
  }),
  rule({
    key: 'measure.none',
    name: '监测对象未落实帮扶措施',
    clause: `${documents.city}：应帮尽帮；${documents.checks}1_11_010`,
    level: 'red',
    kind: 'gap',
    owner,
    when: all(
      flag('underWatch'),
      gt(feature('daysIdentified'), parameter('measure.graceDays')),
      eq(feature('measures'), value(0)),
    ),
    explain:
      '纳入监测已 {daysIdentified}，超过 {measure.graceDays}，帮扶措施 {measures}。请制定一户一策并落实。',
  }),
  rule({
    key: 'measure.backstopOnly',
    name: '有劳动力却只有综合保障',
    clause: `${documents.national}：有劳动能力的坚持开发式帮扶；${documents.checks}5_11_032`,
    level: 'orange',
    kind: 'gap',
    owner,
    when: all(flag('underWatch'), hasLabour, onlyBackstop),
    explain:
      '家里有劳动力 {labourers}(弱劳动力 {weakLabourers}),{measures} 措施全部是综合保障。请补上产业、就业、金融或公益岗措施。',
  }),
  rule({
    key: 'measure.developmentMissing',
    name: '有劳动力满半年未落实开发式帮扶',
    clause: `${documents.checks}5_12_007`,
    level: 'orange',
    kind: 'gap',
    owner,
    when: all(
      flag('underWatch'),
      hasLabour,
      gte(feature('monthsIdentified'), parameter('measure.developmentMonths')),
      some('measures'),
      not(onlyBackstop),
      eq(feature('developmentMeasures'), value(0)),
    ),
    explain:
      '纳入监测已 {monthsIdentified}，家里有劳动力 {labourers},{measures} 措施里没有产业、就业、金融、公益岗。请补上开发式帮扶。',
  }),
  rule({
    key: 'measure.riskUnanswered',
    name: '登记的风险没有对应措施',
    clause: `${documents.checks}3_11_005、3_11_006;${documents.national}：因户施策`,
    level: 'yellow',
    kind: 'gap',
    owner,
    when: all(
      flag('underWatch'),
      some('measures'),
      gt(feature('daysIdentified'), parameter('measure.graceDays')),
      unanswered,
    ),
    explain:
      '有 {measures} 帮扶措施，但没有针对登记的风险：因病({watchedIllness})、因学({watchedSchool})、因残({watchedDisability})、住房({watchedHouse})、饮水({watchedWater})。请逐项补齐。',
  }),
]
