/** What the register itself says about a household: kind, monitoring, months, the last visit. */
import { defineFeatures } from '@xinlu/kernel/rules'
import { monitoredTypes } from '../monitored-type.ts'

const source = '户档'

/** Whether the household is being monitored for one risk already; never unknown. */
const watched = (risk: string) =>
  ({ label: `已按“${risk}”监测`, type: 'flag', source, help: '在监测、未消除，且登记了这项风险。' }) as const

/** Features of the household's own row. */
export const householdFeatures = defineFeatures({
  kind: {
    label: '户类型',
    type: 'code',
    source,
    codes: { formerPoor: '脱贫户', ordinary: '一般农户' },
  },
  monitored: { label: '监测对象类别', type: 'code', source, codes: monitoredTypes },
  underWatch: { label: '正在监测', type: 'flag', source, help: '已识别为监测对象，风险尚未消除。' },
  cleared: { label: '风险已消除', type: 'flag', source, help: '曾是监测对象，已标注风险消除。' },
  size: { label: '家庭人口', type: 'count', unit: '人', source },
  relocated: { label: '易地搬迁户', type: 'flag', source },
  backstop: { label: '整户无劳动能力兜底保障户', type: 'flag', source },
  epidemic: { label: '因疫标记', type: 'flag', source },
  daysIdentified: {
    label: '识别后天数',
    type: 'count',
    unit: '天',
    window: '自识别月份末日起',
    source,
  },
  monthsIdentified: { label: '识别后月数', type: 'count', unit: '个月', source },
  monthsCleared: { label: '消除后月数', type: 'count', unit: '个月', source },
  monthsSinceVisit: { label: '距上次入户', type: 'count', unit: '个月', source },
  houseUnsafeSeen: { label: '入户发现住房不安全', type: 'flag', source: '户档·最近一次入户' },
  dropoutSeen: { label: '入户发现失学辍学', type: 'flag', source: '户档·最近一次入户' },
  waterUnsafeSeen: { label: '入户发现饮水不安全', type: 'flag', source: '户档·最近一次入户' },
  watchedIllness: watched('因病'),
  watchedSchool: watched('因学'),
  watchedDisability: watched('因残'),
  watchedDisaster: watched('因自然灾害'),
  watchedAccident: watched('因意外事故'),
  watchedWork: watched('因务工就业不稳'),
  watchedLabour: watched('因缺劳动力'),
  watchedHouse: watched('因安全住房'),
  watchedWater: watched('因安全饮水'),
})
