/** Work and the loss of it. */
import { defineFeatures } from '@xinlu/kernel/rules'

/** Features of work spells and registrations of lost work, of living members. */
export const workFeatures = defineFeatures({
  workers: { label: '在岗务工人数', type: 'count', unit: '人', source: '人社局·务工就业' },
  workedRecently: {
    label: '近6个月务工人数',
    type: 'count',
    unit: '人',
    window: '近6个月',
    source: '人社局·务工就业',
    help: '本乡镇还没有报送务工数据的，不作判断。',
  },
  jobLosers: {
    label: '失业未返岗人数',
    type: 'count',
    unit: '人',
    window: '近12个月登记',
    source: '人社局·失业返乡',
    help: '登记失业后没有返岗，也没有新的务工记录。',
  },
  jobLostMonths: { label: '最近一次失业距今', type: 'count', unit: '个月', source: '人社局·失业返乡' },
})
