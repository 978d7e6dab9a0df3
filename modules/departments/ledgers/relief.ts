/** 民政局: social relief, month by month. */
import { choice, day, defineLedger, money, month, number } from '@xinlu/kernel/ledgers'
import { inOrder } from './row-checks.ts'
import { passedOver, subject } from './subject.ts'

/** One row for each person it was granted to, kind and month; 低保 by household is written under its applicant. */
export const relief = defineLedger({
  name: 'departments.relief',
  title: '社会救助',
  owner: '民政局',
  about: '每人每类救助每月填一行，以当月资金发放对象为准；按户发放的填申请人，并填保障人数。',
  columns: {
    ...subject({
      name: ['申请人姓名', '救助对象姓名', '发放对象姓名'],
      id: ['申请人身份证号', '救助对象身份证号'],
    }),
    kind: choice(
      '救助类别',
      {
        minimum: '最低生活保障',
        destitute: '特困人员供养',
        temporary: '临时救助',
        marginal: '低保边缘家庭',
        orphan: '孤儿基本生活保障',
        disabilityAllowance: '残疾人两项补贴',
      },
      {
        required: true,
        aliases: ['救助类型', '保障类别', '对象类别'],
        also: {
          低保: 'minimum',
          农村低保: 'minimum',
          城市低保: 'minimum',
          特困: 'destitute',
          特困供养: 'destitute',
          分散供养: 'destitute',
          集中供养: 'destitute',
          低保边缘: 'marginal',
          低边: 'marginal',
          孤儿: 'orphan',
          事实无人抚养儿童: 'orphan',
          两项补贴: 'disabilityAllowance',
          残疾两项补贴: 'disabilityAllowance',
          困难残疾人生活补贴: 'disabilityAllowance',
          重度残疾人护理补贴: 'disabilityAllowance',
        },
      },
    ),
    month: month('发放月份', {
      required: true,
      aliases: ['月份', '资金所属月份', '救助月份'],
    }),
    amount: money('发放金额（元）', {
      required: true,
      max: 1_000_000,
      aliases: ['发放金额', '金额', '救助金额', '保障金额'],
    }),
    people: number('保障人数', { min: 1, max: 30, unit: '人', aliases: ['保障人口', '享受人数'] }),
    fromOn: day('享受起始日期', { aliases: ['起始日期', '批准日期', '纳入日期', '享受开始日期'] }),
    toOn: day('享受终止日期', { future: true, aliases: ['终止日期', '停发日期', '享受结束日期'] }),
  },
  list: ['kind', 'amount', 'people', 'fromOn', 'toOn'],
  form: [
    { title: '救助对象', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '救助', columns: ['kind', 'month', 'amount', 'people', 'fromOn', 'toOn'] },
  ],
  checks: [inOrder('fromOn', 'toOn', { from: '起始日期', to: '终止日期' })],
  ignored: [...passedOver, '银行账号', '开户银行', '致贫原因', '保障标准'],
})
