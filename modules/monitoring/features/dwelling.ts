/** House and water. */
import { defineFeatures } from '@xinlu/kernel/rules'

const housing = '住建局·农村住房鉴定'
const water = '水利局·停水记录'

/** Features of the appraisals. */
export const housingFeatures = defineFeatures({
  houseGrade: {
    label: '住房鉴定等级',
    type: 'code',
    source: housing,
    codes: { A: 'A级', B: 'B级', C: 'C级', D: 'D级' },
    help: '尚未改造验收的鉴定中最差的一级。',
  },
  houseSuspected: { label: '疑似危房待鉴定', type: 'flag', source: housing },
  houseSuspectedDays: { label: '疑似危房登记后天数', type: 'count', unit: '天', source: housing },
  houseListedMonths: { label: '危房登记距今', type: 'count', unit: '个月', source: housing },
  houseUnplannedDays: {
    label: '鉴定为危房未列入改造天数',
    type: 'count',
    unit: '天',
    source: housing,
    help: '鉴定为C级或D级，还没有列入改造计划。',
  },
})

/** Features of water stops; days that overlap are counted once. */
export const waterFeatures = defineFeatures({
  waterStopDays: { label: '近一年停水天数', type: 'count', unit: '天', window: '近365天', source: water },
  waterStopDaysThisYear: {
    label: '本年停水天数',
    type: 'count',
    unit: '天',
    window: '本年1月1日起',
    source: water,
  },
})
