/** 帮扶措施: the measures of help by household, as the national export lists them. */
import { reason } from '@xinlu/kernel/basis'
import { choice, day, defineLedger, money, person, text } from '@xinlu/kernel/ledgers'
import { measureCategories, measureStates } from './measure.ts'

/** One row for each measure; without a member of its own it is written under the head of the household. */
export const measureLedger = defineLedger({
  name: 'monitoring.measure',
  title: '帮扶措施',
  owner: '乡村振兴局',
  about: '监测对象每项帮扶措施填一行；整户的措施填户主，落实到人的填享受的成员。',
  columns: {
    citizen: person('证件号码', {
      required: true,
      stored: false,
      aliases: ['户主证件号码', '享受人证件号码', '身份证号码', '身份证号'],
      help: '18位，按文本格式填写；凭它与户档对应。',
    }),
    name: text('姓名', {
      required: true,
      stored: false,
      sensitivity: 'personal',
      max: 50,
      aliases: ['户主姓名', '享受人姓名'],
      example: '张小明',
    }),
    category: choice('帮扶措施类别', measureCategories, {
      required: true,
      aliases: ['措施类别', '帮扶类别'],
      also: { 公益性岗位帮扶: 'M04', 公益岗位: 'M04', 其他教育帮扶: 'M07', 易地搬迁: 'M12', 志智双扶: 'M15' },
    }),
    item: text('措施内容', {
      required: true,
      max: 200,
      aliases: ['帮扶措施', '措施名称', '具体措施'],
      example: '生态护林员',
    }),
    fromOn: day('开始日期', { required: true, aliases: ['帮扶开始时间', '开始时间', '实施日期'] }),
    toOn: day('结束日期', { future: true, aliases: ['帮扶结束时间', '结束时间', '完成日期'] }),
    state: choice('实施情况', measureStates, {
      required: true,
      aliases: ['实施状态', '落实情况'],
      also: { 未实施: 'planned', 实施中: 'running', 已落实: 'done', 已完成: 'done', 终止: 'dropped' },
    }),
    amount: money('补助金额（元）', { max: 1_000_000, aliases: ['补助金额', '金额', '资金（元）'] }),
    unit: text('责任单位', { max: 100, aliases: ['帮扶单位', '责任部门'] }),
  },
  list: ['category', 'item', 'fromOn', 'toOn', 'state'],
  form: [
    { title: '帮扶对象', columns: ['citizen', 'name'] },
    { title: '措施', columns: ['category', 'item', 'fromOn', 'toOn', 'state', 'amount', 'unit'] },
  ],
  checks: [
    (row) =>
      row.toOn !== null && row.toOn < row.fromOn
        ? reason('monitoring.measure-days', '结束日期早于开始日期，请核对。', { path: 'toOn' })
        : null,
  ],
  ignored: [
    '序号',
    '省',
    '市',
    '县',
    '乡',
    '乡镇',
    '村',
    '行政村',
    '自然村',
    '户编号',
    '人编号',
    '户类型',
    '监测对象类别',
    '风险类型',
    '备注',
  ],
})
