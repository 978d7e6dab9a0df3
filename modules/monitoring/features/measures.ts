/** Measures of help recorded for a monitored household. */
import { defineFeatures } from '@xinlu/kernel/rules'

const source = '帮扶措施台账'
const has = (what: string) => ({ label: `有${what}措施`, type: 'flag', source }) as const

/** Features of measures since the identification in force; a measure that was dropped is not counted. */
export const measureFeatures = defineFeatures({
  measures: {
    label: '帮扶措施数',
    type: 'count',
    unit: '项',
    window: '本次识别以来',
    source,
    help: '本乡镇还没有录入帮扶措施的，不作判断。',
  },
  developmentMeasures: {
    label: '开发式帮扶措施数',
    type: 'count',
    unit: '项',
    window: '本次识别以来',
    source,
    help: '产业、就业、金融、公益岗位四类。',
  },
  backstopMeasures: { label: '综合保障措施数', type: 'count', unit: '项', window: '本次识别以来', source },
  hasHealthMeasure: has('健康帮扶'),
  hasSchoolMeasure: has('教育帮扶'),
  hasHouseMeasure: has('住房安全或搬迁'),
  hasWaterMeasure: has('饮水安全'),
  hasBackstopMeasure: has('综合保障或社会帮扶'),
})
