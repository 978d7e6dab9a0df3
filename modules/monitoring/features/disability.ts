/** Disability cards in the household. */
import { defineFeatures } from '@xinlu/kernel/rules'

const source = '残联·残疾人证'

/** Features of valid cards of living members. */
export const disabilityFeatures = defineFeatures({
  disabled: { label: '持证残疾人数', type: 'count', unit: '人', source },
  severelyDisabled: {
    label: '重度残疾人数',
    type: 'count',
    unit: '人',
    source,
    help: '残疾等级一级、二级。',
  },
  newDisabilityMonths: { label: '新办残疾证距今', type: 'count', unit: '个月', source },
})
