/** 医保局: who is insured in a year, where, and who paid the premium. */
import { choice, defineLedger, money, number } from '@xinlu/kernel/ledgers'
import { reason } from '@xinlu/kernel/basis'
import { neededWhen } from './row-checks.ts'
import { passedOver, subject } from './subject.ts'

/** One row for each person and year. */
export const insurance = defineLedger({
  name: 'departments.insurance',
  title: '基本医保参保',
  owner: '医保局',
  about: '每人每个参保年度填一行；未参保的填明原因（参军、服刑、死亡未销户等不算漏保）。',
  columns: {
    ...subject({ name: ['参保人姓名', '人员姓名'], id: ['参保人证件号码'] }),
    year: number('参保年度', {
      required: true,
      min: 2016,
      max: 2100,
      unit: '年',
      aliases: ['年度', '缴费年度', '参保年份'],
    }),
    kind: choice(
      '参保类型',
      { resident: '城乡居民', employee: '城镇职工', elsewhere: '异地参保', uninsured: '未参保' },
      {
        required: true,
        aliases: ['参保险种', '险种类型', '参保状态', '参保情况'],
        also: {
          居民: 'resident',
          居民医保: 'resident',
          城乡居民基本医疗保险: 'resident',
          '390': 'resident',
          职工: 'employee',
          职工医保: 'employee',
          城镇职工基本医疗保险: 'employee',
          职工基本医疗保险: 'employee',
          '310': 'employee',
          异地: 'elsewhere',
          外地参保: 'elsewhere',
          未参: 'uninsured',
          漏保: 'uninsured',
        },
      },
    ),
    paid: money('个人缴费（元）', { aliases: ['个人缴费', '个人缴费金额', '缴费金额'], max: 100_000 }),
    subsidyClass: choice(
      '资助参保类别',
      {
        destitute: '特困人员',
        orphan: '孤儿',
        minimum: '低保对象',
        marginal: '低保边缘家庭成员',
        monitored: '监测对象',
        lifted: '脱贫人口',
        disabled: '残疾人',
        other: '其他',
      },
      {
        aliases: ['资助类别', '资助对象类别', '困难人员类别'],
        also: {
          特困: 'destitute',
          低保: 'minimum',
          低保边缘: 'marginal',
          低边: 'marginal',
          返贫致贫人口: 'monitored',
          防止返贫监测对象: 'monitored',
          脱贫户: 'lifted',
          稳定脱贫人口: 'lifted',
          重度残疾人: 'disabled',
        },
      },
    ),
    subsidised: money('资助金额（元）', { aliases: ['资助金额', '财政资助金额', '代缴金额'], max: 100_000 }),
    exemption: choice(
      '未参保原因',
      {
        soldier: '参军',
        prisoner: '服刑',
        deceased: '死亡未销户',
        elsewhere: '异地参保',
        student: '学籍地参保',
        abroad: '出国出境',
        other: '其他',
      },
      {
        aliases: ['未参保原因说明', '不参保原因'],
        also: { 现役军人: 'soldier', 死亡: 'deceased', 出国: 'abroad' },
      },
    ),
  },
  list: ['year', 'kind', 'paid', 'subsidyClass'],
  form: [
    { title: '参保人', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '参保', columns: ['year', 'kind', 'paid', 'subsidyClass', 'subsidised', 'exemption'] },
  ],
  checks: [
    (row) =>
      row.exemption !== null && row.kind !== 'uninsured'
        ? reason('departments.exempt-though-insured', '已参保的不应填未参保原因，请核对参保类型。', {
            path: 'exemption',
          })
        : null,
    neededWhen(
      'subsidyClass',
      (row: { subsidised: number | null }) => (row.subsidised ?? 0) > 0,
      '有资助金额的应填资助参保类别。',
    ),
  ],
  ignored: [...passedOver, '参保地', '参保日期', '缴费日期', '缴费时间'],
})
