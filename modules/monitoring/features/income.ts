/** Income per person, its reference after 合规自付支出, and how it moved. */
import { defineFeatures } from '@xinlu/kernel/rules'

const source = '户档·收入测算'

/** Features of the newest statement; a fall is measured between two yearly collections only, never across windows. */
export const incomeFeatures = defineFeatures({
  incomePerPerson: {
    label: '人均纯收入',
    type: 'money',
    unit: '元/年',
    window: '最近一次测算的12个月',
    source,
  },
  incomeWindow: {
    label: '收入测算口径',
    type: 'code',
    source,
    codes: {
      identified: '识别前12个月',
      cleared: '消除前12个月',
      yearly: '上年10月至当年9月',
    },
    help: '识别（消除）前12个月与年度采集期是两个口径，不合并计算。',
  },
  incomeAgeMonths: { label: '收入测算截止距今', type: 'count', unit: '个月', source },
  referencePerPerson: {
    label: '人均收入参考值',
    type: 'money',
    unit: '元/年',
    window: '与人均纯收入相同',
    source,
    help: '纯收入加理赔收入、减合规自付支出后的人均数。',
  },
  wageShare: { label: '工资性收入占比', type: 'percent', source, help: '工资性收入占家庭总收入的比重。' },
  incomeBefore: {
    label: '上一年度人均纯收入',
    type: 'money',
    unit: '元/年',
    window: '上一个年度采集期',
    source,
  },
  incomeFall: {
    label: '人均纯收入降幅',
    type: 'percent',
    window: '相邻两个年度采集期',
    source,
  },
})
