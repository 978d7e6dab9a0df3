/** 财政局: people paid from the public purse, for the comparison before identification. */
import { choice, day, defineLedger, text } from '@xinlu/kernel/ledgers'
import { inOrder } from './row-checks.ts'
import { passedOver, subject } from './subject.ts'

/** One row for each person, employer and spell. */
export const payroll = defineLedger({
  name: 'departments.payroll',
  title: '财政供养人员',
  owner: '财政局',
  about: '每名财政供养人员填一行；不再供养的填终止日期。',
  columns: {
    ...subject({ name: ['人员姓名', '职工姓名'] }),
    employer: text('供养单位', {
      required: true,
      max: 100,
      sensitivity: 'personal',
      aliases: ['单位名称', '工作单位', '单位'],
      example: '某某镇中心小学',
    }),
    kind: choice(
      '人员类别',
      {
        civil: '公务员',
        institution: '事业人员',
        retired: '离退休人员',
        contract: '编外人员',
        other: '其他',
      },
      {
        required: true,
        aliases: ['供养类别', '人员身份'],
        also: {
          行政: 'civil',
          行政人员: 'civil',
          事业: 'institution',
          教师: 'institution',
          退休: 'retired',
          离休: 'retired',
        },
      },
    ),
    fromOn: day('供养起始日期', { required: true, aliases: ['起始日期', '参加工作日期', '入职日期'] }),
    toOn: day('供养终止日期', { aliases: ['终止日期', '停发日期'] }),
  },
  list: ['kind', 'fromOn', 'toOn'],
  form: [
    { title: '人员', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '供养', columns: ['employer', 'kind', 'fromOn', 'toOn'] },
  ],
  checks: [inOrder('fromOn', 'toOn', { from: '供养起始日期', to: '供养终止日期' })],
  ignored: [...passedOver, '职务', '职级', '应发工资', '编制类型'],
})
