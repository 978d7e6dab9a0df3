/** The numbers of the policy that the rules use, each with its place, days, document and how sure we are of it. */
import { day, divisionCode } from '@xinlu/kernel/basis'
import { defineParameters, type Confidence } from '@xinlu/kernel/rules'

// Shanxi: what a county or city has not set for itself is read here.
const province = divisionCode('14')
const from = day('2023-01-01')

const policy = '忻州市2023年巩固脱贫成果推进乡村振兴高质量发展的实施意见'
const guidance = '中农组发〔2021〕7号《关于健全防止返贫动态监测和帮扶机制的指导意见》'
const checks = '全国防返贫监测信息系统数据质量核查规则（2023年）'
const water = '《农村饮水安全评价准则》(T/CHES 18—2018)供水保证率不低于90%'
const elsewhere = '外地部门筛查办法通行做法，忻州尚未发文明确'

function one(value: number, document: string, confidence: Confidence, note?: string) {
  return [{ place: province, value, from, document, confidence, ...(note === undefined ? {} : { note }) }]
}

/** All parameters under their keys; money is in 分. */
export const householdParameters = defineParameters({
  'line.monitoring': {
    label: '防止返贫监测范围线',
    type: 'money',
    unit: '元/年',
    values: [
      {
        place: province,
        value: 710_000,
        from,
        to: day('2023-12-31'),
        document: policy,
        confidence: 'verified',
      },
      {
        place: province,
        value: 710_000,
        from: day('2024-01-01'),
        document: `${policy}（2024年以后的指导线尚未取得文件，暂沿用2023年标准）`,
        confidence: 'unverified',
        note: '收到新的指导线文件后，请及时按文件日期设定。',
      },
    ],
  },
  'medical.lineFormerPoor': {
    label: '脱贫户和监测户自付医疗费预警线',
    type: 'money',
    unit: '元',
    values: one(500_000, elsewhere, 'unverified', '另一通行口径为单次住院6000元。'),
  },
  'medical.lineOther': {
    label: '一般农户自付医疗费预警线',
    type: 'money',
    unit: '元',
    values: one(2_000_000, elsewhere, 'unverified', '另一通行口径为单次住院10000元。'),
  },
  'medical.singleFormerPoor': {
    label: '脱贫户和监测户单次住院自付预警线',
    type: 'money',
    unit: '元',
    values: one(600_000, '外地医保、民政数据共享办法，忻州尚未发文明确', 'unverified'),
  },
  'medical.singleOther': {
    label: '一般农户单次住院自付预警线',
    type: 'money',
    unit: '元',
    values: one(1_000_000, '外地医保、民政数据共享办法，忻州尚未发文明确', 'unverified'),
  },
  'medical.chronicMonth': {
    label: '门诊月自付预警线',
    type: 'money',
    unit: '元/月',
    values: one(50_000, elsewhere, 'unverified'),
  },
  'school.cost': {
    label: '非义务教育净支出预警线',
    type: 'money',
    unit: '元/学年',
    values: one(1_000_000, elsewhere, 'unverified'),
  },
  'water.stopDays': { label: '年停水天数上限', type: 'days', unit: '天', values: one(36, water, 'verified') },
  'disability.months': {
    label: '新致残观察期',
    type: 'number',
    unit: '个月',
    values: one(6, guidance, 'practice', '文件要求关注新致残家庭，月数为通行做法。'),
  },
  'disability.several': {
    label: '一户多残起点人数',
    type: 'number',
    unit: '人',
    values: one(2, '集中排查重点对象通行口径（一户多残）', 'practice'),
  },
  'work.months': {
    label: '失业未返岗观察期',
    type: 'number',
    unit: '个月',
    values: one(6, guidance, 'practice', '月数为通行做法。'),
  },
  'disaster.months': {
    label: '受灾观察期',
    type: 'number',
    unit: '个月',
    values: one(6, guidance, 'practice', '月数为通行做法。'),
  },
  'disaster.loss': {
    label: '受灾损失预警线',
    type: 'money',
    unit: '元',
    values: one(0, '未取得忻州规定，暂不设起点，有损失即提示', 'unverified'),
  },
  'accident.months': {
    label: '意外事故观察期',
    type: 'number',
    unit: '个月',
    values: one(6, guidance, 'practice', '月数为通行做法。'),
  },
  'accident.cost': {
    label: '意外事故支出预警线',
    type: 'money',
    unit: '元',
    values: one(1_000_000, '未取得忻州规定，参照单次住院自付预警线', 'unverified'),
  },
  'relief.newMonths': {
    label: '新纳入低保观察期',
    type: 'number',
    unit: '个月',
    values: one(6, '“八必访”等集中排查通行做法', 'practice'),
  },
  'relief.waitDays': {
    label: '受灾救助等待天数',
    type: 'days',
    unit: '天',
    values: one(30, '未取得忻州规定，暂按30天', 'unverified'),
  },
  'income.fallPercent': {
    label: '收入骤减预警降幅',
    type: 'percent',
    unit: '%',
    values: one(30, '集中排查口径为“收入明显减少”,幅度尚未发文明确', 'unverified'),
  },
  'labour.incomeLine': {
    label: '缺劳动力户收入关注线',
    type: 'money',
    unit: '元/年',
    values: one(
      1_000_000,
      '集中排查重点对象口径：人均纯收入1万元以下',
      'practice',
      '忻州尚未发文明确；高于这条线的缺劳动力户不提示。',
    ),
  },
  'labour.weakCounts': {
    label: '弱劳动力是否算有劳动能力',
    type: 'number',
    unit: '（1算，0不算）',
    values: one(1, checks, 'unverified', '核查规则两种口径并存，全市应统一为一种。'),
  },
  'measure.graceDays': {
    label: '落实帮扶措施期限',
    type: 'days',
    unit: '天',
    values: one(30, checks, 'practice'),
  },
  'measure.developmentMonths': {
    label: '落实开发式帮扶期限',
    type: 'number',
    unit: '个月',
    values: one(6, checks, 'practice'),
  },
  'house.planDays': {
    label: '危房列入改造计划期限',
    type: 'days',
    unit: '天',
    values: one(30, '未取得忻州规定，暂按30天', 'unverified'),
  },
  'house.appraiseDays': {
    label: '疑似危房鉴定期限',
    type: 'days',
    unit: '天',
    values: one(30, '未取得忻州规定，暂按30天', 'unverified'),
  },
  'finding.quietDays': {
    label: '核实无风险后最长不再提示天数',
    type: 'days',
    unit: '天',
    values: one(92, '本市核查办法未明确，暂按三个月', 'unverified'),
  },
})

/** The key of a parameter. */
export type HouseholdParameter = keyof typeof householdParameters
