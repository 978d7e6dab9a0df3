/** Rules about work and labour. */
import { all, any, eq, isKnown, lt, not, value, type Rule } from '@xinlu/kernel/rules'
import {
  documents,
  feature,
  flag,
  hasLabour,
  notUnderWatch,
  parameter,
  rule,
  some,
  watchedClass,
} from './words.ts'

/** Somebody lost work within the months looked at and has not returned to any. */
export const lostWork = all(some('jobLosers'), lt(feature('jobLostMonths'), parameter('work.months')))

const labourKnown = all(eq(feature('labourUnknown'), value(0)), some('size'))

// Where the relief list has not come, being without labour still has to be looked at.
const notBackstopped = all(notUnderWatch, any(not(isKnown(feature('inDestitute'))), not(flag('inDestitute'))))

// Being old is no doubt: in these villages two households in five have nobody who can work. What they live on may be.
const meansInDoubt = any(
  lt(feature('incomePerPerson'), parameter('labour.incomeLine')),
  all(watchedClass, not(isKnown(feature('incomePerPerson')))),
)

/** The rules about work and labour. */
export const workRules: readonly Rule[] = [
  rule({
    key: 'work.lost',
    name: '失业未返岗',
    clause: `${documents.national}：因务工就业不稳；忻州市2023年实施意见二（五）`,
    level: 'orange',
    kind: 'risk',
    owner: '人社局',
    riskCode: 'R07',
    when: all(not(flag('watchedWork')), lostWork),
    mentions: ['workers'],
    explain:
      '家里有 {jobLosers} 登记失业后没有返岗，最近一次距今 {jobLostMonths}；现在在岗务工 {workers}。请对接岗位或公益岗。',
  }),
  rule({
    key: 'work.none',
    name: '有劳动力户近6个月无人务工',
    clause: `忻州市2023年实施意见二（五）：健全务工就业数据库，稳岗扩岗`,
    level: 'yellow',
    kind: 'risk',
    owner: '人社局',
    riskCode: 'R07',
    when: all(
      not(flag('watchedWork')),
      watchedClass,
      some('labourers'),
      eq(feature('workedRecently'), value(0)),
      eq(feature('workersAway'), value(0)),
      not(lostWork),
    ),
    explain:
      '{kind}，家里有劳动力 {labourers}，近6个月没有务工记录。在家种养的请登记产业；想务工的请登记需求。',
  }),
  rule({
    key: 'labour.none',
    name: '整户无劳动力',
    clause: `${documents.city}：对整户无劳动力的监测对象持续跟踪监测；${documents.checks}`,
    level: 'yellow',
    kind: 'risk',
    owner: '乡村振兴局',
    riskCode: 'R08',
    when: all(notBackstopped, labourKnown, not(hasLabour), meansInDoubt),
    mentions: ['aged', 'children', 'inMinimum'],
    explain:
      '全家 {size} 没有劳动力（60周岁以上 {aged},16周岁以下 {children}；弱劳动力 {weakLabourers}），享受低保:{inMinimum}；人均纯收入 {incomePerPerson}(关注线 {labour.incomeLine})。请核实靠什么生活、有没有人赡养。',
  }),
  rule({
    key: 'labour.weakOnly',
    name: '只有弱劳动力或半劳动力',
    clause: `${documents.national}：因缺劳动力`,
    level: 'yellow',
    kind: 'risk',
    owner: '乡村振兴局',
    riskCode: 'R08',
    when: all(notBackstopped, labourKnown, hasLabour, eq(feature('labourers'), value(0)), meansInDoubt),
    mentions: ['aged'],
    explain:
      '全家 {size} 只有弱劳动力或半劳动力 {weakLabourers}，没有普通、技能劳动力（60周岁以上 {aged}）；人均纯收入 {incomePerPerson}(关注线 {labour.incomeLine})。请看收入是否稳定，能否安排合适的活。',
  }),
]
