/** What illness costs the household, and who is not insured. */
import { defineFeatures } from '@xinlu/kernel/rules'

const settled = '医保局·医疗费用结算'
const insured = '医保局·基本医保参保'

/** Features of medical settlements. */
export const medicalFeatures = defineFeatures({
  selfPaid: { label: '近12个月自付医疗费', type: 'money', unit: '元', window: '近12个月', source: settled },
  selfPaidIdentification: {
    label: '识别窗口期自付医疗费',
    type: 'money',
    unit: '元',
    window: '上月末往前推12个月',
    source: settled,
    help: '用于识别时测算合规自付支出，与近12个月滚动口径分开。',
  },
  selfPaidSinceCleared: {
    label: '消除后自付医疗费',
    type: 'money',
    unit: '元',
    window: '风险消除次月起，最长12个月',
    source: settled,
  },
  inpatientMost: {
    label: '单次住院自付',
    type: 'money',
    unit: '元',
    window: '近12个月最高一次',
    source: settled,
  },
  chronicMonthMost: {
    label: '门诊月自付',
    type: 'money',
    unit: '元',
    window: '近3个月最高一人一月',
    source: settled,
    help: '门诊统筹和门诊慢特病，按每人每月合计。',
  },
  medicalNewestMonths: { label: '最近一次结算距今', type: 'count', unit: '个月', source: settled },
})

/** Features of basic medical insurance. */
export const insuranceFeatures = defineFeatures({
  uninsured: {
    label: '未参保人数',
    type: 'count',
    unit: '人',
    window: '当年',
    source: insured,
    help: '异地参保、职工参保、参军、服刑等有正当原因的不算。当年没有参保记录的，以户档登记为准。',
  },
  premiumUnaided: {
    label: '应资助未资助参保人数',
    type: 'count',
    unit: '人',
    window: '当年',
    source: insured,
    help: '低保、特困家庭成员当年参加居民医保而没有缴费资助记录。',
  },
})
