/** Rules about house and water. */
import { all, among, gt, isKnown, not, type Rule } from '@xinlu/kernel/rules'
import { documents, feature, flag, parameter, rule } from './words.ts'

const housing = '住建局'

/** The worst appraisal not repaired yet is C or D. */
export const dangerousHouse = all(isKnown(feature('houseGrade')), among(feature('houseGrade'), ['C', 'D']))

/** Water stopped for more days of the last year than the standard allows. */
export const waterUnsafe = gt(feature('waterStopDays'), parameter('water.stopDays'))

/** The rules about house and water. */
export const dwellingRules: readonly Rule[] = [
  rule({
    key: 'house.dangerous',
    name: '住房鉴定为C级或D级',
    clause: `${documents.cityGuarantees}：加大危房日常排查力度，纳入危房改造任务进行集中改造`,
    level: 'red',
    kind: 'risk',
    owner: housing,
    riskCode: 'R09',
    when: all(not(flag('watchedHouse')), dangerousHouse),
    explain: '住房鉴定为 {houseGrade}，属于危房，尚未改造验收。D级的请先让人搬出来，再办改造。',
  }),
  rule({
    key: 'house.suspected',
    name: '疑似危房未及时鉴定',
    clause: `${documents.cityGuarantees}：落实疑似危房鉴定要求`,
    level: 'yellow',
    kind: 'risk',
    owner: housing,
    riskCode: 'R09',
    version: 2,
    when: all(
      not(flag('watchedHouse')),
      not(dangerousHouse),
      flag('houseSuspected'),
      gt(feature('houseSuspectedDays'), parameter('house.appraiseDays')),
    ),
    explain:
      '登记为疑似危房已 {houseSuspectedDays}，超过 {house.appraiseDays} 还没有鉴定。请尽快安排鉴定，下雨时先把人转移出来。',
  }),
  rule({
    key: 'house.unplanned',
    name: '危房未列入改造计划',
    clause: `${documents.cityGuarantees}：纳入危房改造任务进行集中改造`,
    level: 'orange',
    kind: 'gap',
    owner: housing,
    when: all(dangerousHouse, gt(feature('houseUnplannedDays'), parameter('house.planDays'))),
    explain: '住房鉴定为 {houseGrade} 已 {houseUnplannedDays}，超过 {house.planDays}，还没有列入改造计划。',
  }),
  rule({
    key: 'water.stopped',
    name: '停水天数超过标准',
    clause: `${documents.cityGuarantees}：确保不出现季节性断水、工程性缺水和反弹性无水；供水保证率不低于90%`,
    level: 'orange',
    kind: 'risk',
    owner: '水利局',
    riskCode: 'R10',
    version: 2,
    when: all(not(flag('watchedWater')), waterUnsafe),
    mentions: ['waterStopDaysThisYear'],
    explain:
      '近一年停水 {waterStopDays}(今年 {waterStopDaysThisYear})，标准是一年不超过 {water.stopDays}。请落实抢修或送水。',
  }),
]
