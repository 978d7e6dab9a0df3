/** Social relief the household receives, and what it should receive and does not. */
import { defineFeatures } from '@xinlu/kernel/rules'

const source = '民政局·社会救助'

/** Features of relief; "now" means paid within the last three months, because lists come a month late. */
export const reliefFeatures = defineFeatures({
  inMinimum: { label: '享受低保', type: 'flag', window: '近3个月有发放', source },
  inDestitute: { label: '享受特困供养', type: 'flag', window: '近3个月有发放', source },
  inMarginal: { label: '低保边缘家庭', type: 'flag', window: '近3个月在册', source },
  newMinimumMonths: { label: '新纳入低保距今', type: 'count', unit: '个月', source },
  temporaryRelief: { label: '近12个月临时救助', type: 'money', unit: '元', window: '近12个月', source },
  allowanceMissing: {
    label: '应享未享残疾人补贴人数',
    type: 'count',
    unit: '人',
    window: '近3个月',
    source: '民政局·社会救助与残联·残疾人证比对',
    help: '重度残疾人，或低保家庭的残疾人，办证满3个月而近3个月没有残疾人两项补贴发放。',
  },
})
