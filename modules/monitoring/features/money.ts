/** Subsidies paid through the one-card system, and what the household owns. */
import { defineFeatures } from '@xinlu/kernel/rules'

const finance = '财政局·一卡通补贴发放'

/** Features of one-card payments. */
export const subsidyFeatures = defineFeatures({
  subsidyPaid: {
    label: '近12个月一卡通补贴',
    type: 'money',
    unit: '元',
    window: '近12个月',
    source: finance,
  },
  subsidyItems: { label: '一卡通补贴项数', type: 'count', unit: '项', window: '近12个月', source: finance },
  subsidyNewestMonths: { label: '最近一次补贴距今', type: 'count', unit: '个月', source: finance },
})

/** Features for the comparison of 车、房、工商、财政供养: hints for people, never a refusal. */
export const holdingFeatures = defineFeatures({
  vehicles: {
    label: '非营运汽车',
    type: 'count',
    unit: '辆',
    source: '公安局·车辆登记',
    help: '小汽车、面包车、货车，不含营运车、农用车和摩托车。',
  },
  flats: {
    label: '商品房和商铺',
    type: 'count',
    unit: '处',
    source: '自然资源局·不动产登记',
    help: '不含搬迁安置、危房改造、继承取得的住房和宅基地。',
  },
  businesses: { label: '在营工商登记', type: 'count', unit: '户', source: '市场监管局·经营主体登记' },
  payrollMembers: { label: '财政供养人数', type: 'count', unit: '人', source: '财政局·财政供养人员' },
})

/** Features of the police register that the household register has not followed yet. */
export const moveFeatures = defineFeatures({
  deathsPending: { label: '公安已登记死亡未减少人数', type: 'count', unit: '人', source: '公安局·户籍变动' },
  departuresPending: { label: '公安已迁出未减少人数', type: 'count', unit: '人', source: '公安局·户籍变动' },
})
