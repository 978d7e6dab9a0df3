/** 医保局: settlements of medical costs. */
import { reason } from '@xinlu/kernel/basis'
import { choice, day, defineLedger, money, text } from '@xinlu/kernel/ledgers'
import { withinWhole } from './row-checks.ts'
import { passedOver, subject } from './subject.ts'

// Each fund rounds for itself, so the parts may pass the whole by a few 分; a whole 元 is a wrong column.
const ROUNDING = 100

const parts = ['basicPaid', 'criticalPaid', 'reliefPaid', 'otherPaid', 'selfPaid'] as const

/** One row for each settlement, from the whole bill down to what the person paid. */
export const medicalExpense = defineLedger({
  name: 'departments.medicalExpense',
  title: '医疗费用结算',
  owner: '医保局',
  about: '每次医保结算填一行，金额单位为元；自付金额是基本医保、大病保险、医疗救助等支付后由个人负担的部分。',
  columns: {
    ...subject({
      name: ['就诊人姓名', '患者姓名', '参保人姓名', '人员姓名'],
      id: ['参保人证件号码', '患者身份证号'],
    }),
    settledOn: day('结算日期', { required: true, aliases: ['结算时间', '费用结算日期', '出院结算日期'] }),
    settlementNo: text('结算流水号', {
      required: true,
      max: 60,
      sensitivity: 'personal',
      aliases: ['结算ID', '结算编号', '结算单号', '单据号'],
      example: 'JS20230501000123',
    }),
    kind: choice(
      '医疗类别',
      { inpatient: '住院', chronic: '门诊慢特病', outpatient: '门诊' },
      {
        required: true,
        sensitivity: 'sensitive',
        aliases: ['就医类别', '就诊类别', '医疗类型'],
        // The numbers are those of 医疗类别 in the national insurance platform.
        also: {
          普通住院: 'inpatient',
          '21': 'inpatient',
          门诊慢性病: 'chronic',
          门诊特殊病: 'chronic',
          慢特病门诊: 'chronic',
          门诊大病: 'chronic',
          '14': 'chronic',
          普通门诊: 'outpatient',
          门诊统筹: 'outpatient',
          '11': 'outpatient',
        },
      },
    ),
    total: money('医疗费总额（元）', {
      required: true,
      sensitivity: 'sensitive',
      max: 10_000_000,
      aliases: ['医疗费总额', '医疗总费用', '总费用', '费用总额', '总费用（元）'],
    }),
    inCatalogue: money('政策范围内费用（元）', {
      sensitivity: 'sensitive',
      aliases: ['政策范围内费用', '目录内费用', '符合政策范围金额', '合规费用', '合规医疗费用'],
    }),
    basicPaid: money('基本医保支付（元）', {
      sensitivity: 'sensitive',
      aliases: ['基本医保支付', '基本医保报销', '统筹基金支付', '统筹基金支出', '基本医保统筹支付'],
    }),
    criticalPaid: money('大病保险支付（元）', {
      sensitivity: 'sensitive',
      aliases: ['大病保险支付', '大病保险报销', '居民大病保险支付', '大病报销'],
    }),
    reliefPaid: money('医疗救助支付（元）', {
      sensitivity: 'sensitive',
      aliases: ['医疗救助支付', '医疗救助', '医疗救助金额', '医疗救助基金支出'],
    }),
    otherPaid: money('其他支付（元）', {
      sensitivity: 'sensitive',
      aliases: ['其他支付', '其他报销', '补充保险支付', '其他基金支付'],
    }),
    selfPaid: money('个人自付（元）', {
      required: true,
      sensitivity: 'sensitive',
      aliases: [
        '个人自付',
        '自付金额',
        '个人自付金额',
        '个人负担',
        '个人负担总金额',
        '自付费用',
        '自付（元）',
      ],
    }),
  },
  list: ['settledOn', 'kind', 'total', 'selfPaid'],
  form: [
    { title: '就诊人', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '结算', columns: ['settledOn', 'settlementNo', 'kind'] },
    {
      title: '费用',
      columns: ['total', 'inCatalogue', 'basicPaid', 'criticalPaid', 'reliefPaid', 'otherPaid', 'selfPaid'],
    },
  ],
  checks: [
    withinWhole('selfPaid', 'total', { part: '个人自付', whole: '医疗费总额' }),
    withinWhole('inCatalogue', 'total', { part: '政策范围内费用', whole: '医疗费总额' }),
    (row) =>
      row.selfPaid <= row.total && parts.reduce((sum, key) => sum + (row[key] ?? 0), 0) > row.total + ROUNDING
        ? reason('departments.parts-over-whole', '各项支付与个人自付相加超过医疗费总额，请核对。', {
            path: 'selfPaid',
          })
        : null,
  ],
  ignored: [
    ...passedOver,
    '定点医药机构名称',
    '医疗机构名称',
    '医院名称',
    '入院日期',
    '出院日期',
    '险种类型',
    '参保地',
  ],
})
