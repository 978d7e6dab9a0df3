/** 公安局: people killed or hurt in accidents. */
import { choice, day, defineLedger, money } from '@xinlu/kernel/ledgers'
import { passedOver, subject } from './subject.ts'

/** One row for each person and accident. */
export const accident = defineLedger({
  name: 'departments.accident',
  title: '意外事故',
  owner: '公安局',
  about: '每起事故每名伤亡人员填一行；费用填由本人或家庭承担的部分。',
  columns: {
    ...subject({ name: ['当事人姓名', '伤亡人员姓名'], id: ['当事人身份证号'] }),
    happenedOn: day('事故日期', { required: true, aliases: ['发生日期', '事故发生时间', '事故时间'] }),
    kind: choice(
      '事故类型',
      { traffic: '交通事故', drowning: '溺水', fire: '火灾', other: '其他' },
      {
        required: true,
        aliases: ['事故种类', '事故类别'],
        also: { 交通: 'traffic', 道路交通事故: 'traffic' },
      },
    ),
    injury: choice(
      '伤亡情况',
      { dead: '死亡', serious: '重伤', slight: '轻伤' },
      { required: true, sensitivity: 'sensitive', aliases: ['伤情', '受伤程度'], also: { 轻微伤: 'slight' } },
    ),
    liability: choice(
      '责任认定',
      { full: '全部责任', main: '主要责任', equal: '同等责任', minor: '次要责任', none: '无责任' },
      {
        sensitivity: 'sensitive',
        aliases: ['事故责任', '责任划分'],
        also: { 全责: 'full', 主责: 'main', 同责: 'equal', 次责: 'minor', 无责: 'none' },
      },
    ),
    cost: money('承担费用（元）', {
      sensitivity: 'sensitive',
      aliases: ['承担费用', '医疗费用', '赔偿和医疗费用', '自担费用'],
    }),
  },
  list: ['happenedOn', 'kind', 'injury', 'cost'],
  form: [
    { title: '伤亡人员', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '事故', columns: ['happenedOn', 'kind', 'injury', 'liability', 'cost'] },
  ],
  ignored: [...passedOver, '事故地点', '事故编号', '肇事逃逸'],
})
