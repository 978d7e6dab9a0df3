/** 公安局: births, deaths and moves in the police household register. */
import { choice, day, defineLedger, text } from '@xinlu/kernel/ledgers'
import { passedOver, subject } from './subject.ts'

/** One row for each person and change; the register itself is changed by the village's own act, never by this feed. */
export const householdMove = defineLedger({
  name: 'departments.householdMove',
  title: '户籍变动',
  owner: '公安局',
  about: '每人每次户籍变动填一行；新生儿填婴儿本人的身份证号。',
  columns: {
    ...subject({ name: ['变动人员姓名', '人员姓名'] }),
    kind: choice(
      '变动类型',
      { birth: '出生', death: '死亡', in: '迁入', out: '迁出', split: '分户', cancelled: '注销' },
      {
        required: true,
        aliases: ['变动原因', '业务类型', '变动类别'],
        also: {
          出生登记: 'birth',
          死亡注销: 'death',
          户口迁入: 'in',
          户口迁出: 'out',
          立户分户: 'split',
          户口注销: 'cancelled',
        },
      },
    ),
    happenedOn: day('变动日期', { required: true, aliases: ['变动时间', '办理日期', '发生日期'] }),
    otherPlace: text('迁往地或迁来地', {
      max: 100,
      sensitivity: 'personal',
      aliases: ['迁往地', '迁来地', '迁出地', '迁入地'],
    }),
  },
  list: ['kind', 'happenedOn'],
  form: [
    { title: '变动人员', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '变动', columns: ['kind', 'happenedOn', 'otherPlace'] },
  ],
  ignored: [...passedOver, '户号', '派出所', '承办人'],
})
