/** Sudden events: disasters and accidents. */
import { defineFeatures } from '@xinlu/kernel/rules'

const emergency = '应急局·受灾情况'
const police = '公安局·意外事故'

/** Features of natural disasters in the last twelve months. */
export const disasterFeatures = defineFeatures({
  disasterMonths: { label: '最近一次受灾距今', type: 'count', unit: '个月', source: emergency },
  disasterLoss: { label: '受灾损失', type: 'money', unit: '元', window: '近12个月', source: emergency },
  disasterRelief: { label: '已发救灾款', type: 'money', unit: '元', window: '近12个月', source: emergency },
  houseDamage: {
    label: '房屋受损',
    type: 'code',
    window: '近12个月最重一次',
    source: emergency,
    codes: { none: '未受损', slight: '一般损坏', serious: '严重损坏', collapsed: '倒塌' },
  },
  unrelievedLoss: {
    label: '未获救助的受灾损失',
    type: 'money',
    unit: '元',
    window: '近12个月',
    source: emergency,
  },
  unrelievedDays: { label: '受灾后未获救助天数', type: 'count', unit: '天', source: emergency },
})

/** Features of accidents in the last twelve months. */
export const accidentFeatures = defineFeatures({
  accidentMonths: { label: '最近一次意外事故距今', type: 'count', unit: '个月', source: police },
  accidentDeaths: { label: '意外死亡人数', type: 'count', unit: '人', window: '近12个月', source: police },
  accidentSerious: { label: '意外重伤人数', type: 'count', unit: '人', window: '近12个月', source: police },
  accidentCost: { label: '意外事故支出', type: 'money', unit: '元', window: '近12个月', source: police },
})
