/** 市场监管局: businesses in a person's name, for the comparison before identification. */
import { halfWidth, ok, reason, refuse } from '@xinlu/kernel/basis'
import { choice, day, defineLedger, money, text } from '@xinlu/kernel/ledgers'
import { inOrder, neededWhen } from './row-checks.ts'
import { passedOver, subject } from './subject.ts'

/** One row for each person, business and standing in it. */
export const holdingBusiness = defineLedger({
  name: 'departments.holdingBusiness',
  title: '经营主体登记',
  owner: '市场监管局',
  about: '每人在每个经营主体的每种身份填一行；已注销、吊销的填终止日期。',
  columns: {
    ...subject({
      name: ['法定代表人姓名', '经营者姓名', '人员姓名'],
      id: ['法定代表人证件号码', '经营者身份证号'],
    }),
    creditCode: text('统一社会信用代码', {
      required: true,
      sensitivity: 'personal',
      aliases: ['信用代码', '注册号', '社会信用代码'],
      example: '91140902MA0KXXXX12',
      parse: (given) => readCreditCode(given),
    }),
    businessName: text('主体名称', {
      required: true,
      max: 120,
      sensitivity: 'personal',
      aliases: ['企业名称', '市场主体名称', '名称', '字号名称'],
    }),
    kind: choice(
      '主体类型',
      {
        company: '公司',
        cooperative: '农民专业合作社',
        selfEmployed: '个体工商户',
        partnership: '合伙企业',
        other: '其他',
      },
      {
        required: true,
        aliases: ['企业类型', '市场主体类型'],
        also: {
          有限责任公司: 'company',
          合作社: 'cooperative',
          个体: 'selfEmployed',
          个体户: 'selfEmployed',
        },
      },
    ),
    standing: choice(
      '人员身份',
      {
        legalPerson: '法定代表人',
        shareholder: '股东',
        operator: '经营者',
        member: '成员',
        officer: '董监高',
      },
      {
        required: true,
        aliases: ['职务', '身份'],
        also: {
          法人: 'legalPerson',
          法人代表: 'legalPerson',
          负责人: 'operator',
          投资人: 'shareholder',
          出资人: 'shareholder',
          合作社成员: 'member',
        },
      },
    ),
    state: choice(
      '登记状态',
      { open: '存续', revoked: '吊销', cancelled: '注销' },
      {
        required: true,
        aliases: ['经营状态', '企业状态'],
        also: { 开业: 'open', 在营: 'open', 正常: 'open', 已注销: 'cancelled', 已吊销: 'revoked' },
      },
    ),
    fromOn: day('成立日期', { required: true, aliases: ['登记日期', '注册日期', '核准日期'] }),
    toOn: day('终止日期', { aliases: ['注销日期', '吊销日期'] }),
    capital: money('注册资本（元）', {
      sensitivity: 'personal',
      aliases: ['注册资本', '出资额', '认缴出资额（元）'],
    }),
  },
  list: ['kind', 'standing', 'state', 'fromOn', 'capital'],
  form: [
    { title: '人员', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    {
      title: '经营主体',
      columns: ['creditCode', 'businessName', 'kind', 'standing', 'state', 'fromOn', 'toOn', 'capital'],
    },
  ],
  checks: [
    inOrder('fromOn', 'toOn', { from: '成立日期', to: '终止日期' }),
    neededWhen('toOn', (row: { state: string }) => row.state !== 'open', '已吊销、注销的应填终止日期。'),
  ],
  ignored: [...passedOver, '经营范围', '住所', '行业', '登记机关'],
})

// Old registration numbers of 13 or 15 digits are still met on 个体工商户.
function readCreditCode(given: string) {
  const code = halfWidth(given).replace(/[\s-]/g, '').toUpperCase()
  if (/^[0-9A-HJ-NPQRTUWXY]{18}$|^\d{13}$|^\d{15}$/.test(code)) return ok(code)
  const message = `统一社会信用代码「${given}」应为18位数字或大写字母（旧注册号13或15位），请核对。`
  return refuse(reason('departments.credit-code', message, { value: given }))
}
