/** 财政局: payments through the one-card system. */
import { halfWidth, ok, reason, refuse } from '@xinlu/kernel/basis'
import { day, defineLedger, money, text } from '@xinlu/kernel/ledgers'
import { passedOver, subject } from './subject.ts'

/** One row for each person, item and day of payment; of the card only the last four digits are kept. */
export const subsidyPayment = defineLedger({
  name: 'departments.subsidyPayment',
  title: '一卡通补贴发放',
  owner: '财政局',
  about: '每人每项补贴每次发放填一行；卡号只保留后四位。',
  columns: {
    ...subject({
      name: ['补贴对象姓名', '领取人姓名', '发放对象'],
      id: ['补贴对象身份证号', '领取人身份证号'],
    }),
    itemCode: text('补贴项目编码', {
      required: true,
      max: 30,
      aliases: ['项目编码', '补贴编码', '项目代码'],
      example: '010203',
    }),
    item: text('补贴项目名称', {
      required: true,
      max: 100,
      aliases: ['补贴项目', '项目名称', '补贴名称'],
      example: '耕地地力保护补贴',
    }),
    paidOn: day('发放日期', { required: true, aliases: ['发放时间', '支付日期', '到账日期'] }),
    amount: money('发放金额（元）', {
      required: true,
      max: 1_000_000,
      sensitivity: 'personal',
      aliases: ['发放金额', '补贴金额', '金额'],
    }),
    cardTail: text('社保卡号后四位', {
      sensitivity: 'personal',
      aliases: ['社保卡号', '银行账号', '一卡通账号', '卡号', '卡号后四位'],
      example: '1234',
      help: '填全卡号的，系统只保留后四位。',
      parse: (given) => lastFour(given),
    }),
  },
  list: ['item', 'paidOn', 'amount'],
  form: [
    { title: '补贴对象', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '发放', columns: ['itemCode', 'item', 'paidOn', 'amount', 'cardTail'] },
  ],
  ignored: [...passedOver, '发放批次', '开户银行', '补贴标准', '补贴数量', '发放状态', '年度'],
})

function lastFour(given: string) {
  const digits = halfWidth(given).replace(/[\s-]/g, '')
  if (/^\d{4}$|^\d{12,19}$/.test(digits)) return ok(digits.slice(-4))
  // The value is left out of the reason: it may be a card number with one digit too many.
  return refuse(reason('departments.card', '卡号应为12至19位数字，或只填后四位，请核对。'))
}
