/** Who lives in the household and who of them can work. */
import { defineFeatures } from '@xinlu/kernel/rules'

const source = '户档·家庭成员'

/** Counts of living members; somebody whose death the police have recorded is no longer counted. */
export const memberFeatures = defineFeatures({
  workingAge: { label: '16至59周岁人数', type: 'count', unit: '人', source },
  aged: { label: '60周岁以上人数', type: 'count', unit: '人', source },
  children: { label: '16周岁以下人数', type: 'count', unit: '人', source },
  labourers: { label: '普通和技能劳动力', type: 'count', unit: '人', source },
  weakLabourers: { label: '弱劳动力或半劳动力', type: 'count', unit: '人', source },
  labourUnknown: {
    label: '劳动技能未登记',
    type: 'count',
    unit: '人',
    source,
    help: '16周岁以上、没有登记劳动技能的成员。',
  },
  workersAway: { label: '登记外出务工', type: 'count', unit: '人', source },
})

/** Illness as the register notes it. */
export const illnessFeatures = defineFeatures({
  seriousIll: { label: '患大病人数', type: 'count', unit: '人', source },
  chronicIll: { label: '长期慢性病人数', type: 'count', unit: '人', source },
})
