/** 人社局: spells of work. */
import { choice, day, defineLedger, money, text } from '@xinlu/kernel/ledgers'
import { inOrder } from './row-checks.ts'
import { passedOver, subject } from './subject.ts'

/** One row for each spell; without an end it goes on. */
export const employment = defineLedger({
  name: 'departments.employment',
  title: '务工就业',
  owner: '人社局',
  about: '每段务工填一行；仍在务工的不填结束日期。',
  columns: {
    ...subject({ name: ['务工人员姓名', '劳动者姓名'] }),
    fromOn: day('务工开始日期', {
      required: true,
      aliases: ['开始日期', '外出务工时间', '务工开始时间', '就业日期', '入职日期'],
    }),
    toOn: day('务工结束日期', { aliases: ['结束日期', '务工结束时间', '返乡日期', '离职日期'] }),
    placeKind: choice(
      '务工区域',
      {
        township: '乡（镇）内',
        county: '乡（镇）外县内',
        province: '县外省内',
        elsewhere: '省外',
        abroad: '境外',
      },
      {
        required: true,
        aliases: ['就业区域', '务工地点类别', '务工所在区域'],
        also: {
          乡内: 'township',
          镇内: 'township',
          县内: 'county',
          省内: 'province',
          国外: 'abroad',
          港澳台: 'abroad',
          跨省: 'elsewhere',
        },
      },
    ),
    workPlace: text('务工地点', {
      max: 100,
      sensitivity: 'personal',
      aliases: ['务工所在地', '就业地点', '务工地址'],
    }),
    employer: text('务工单位', {
      max: 100,
      sensitivity: 'personal',
      aliases: ['务工企业名称', '用工单位', '就业单位', '单位名称'],
    }),
    monthlyWage: money('月工资（元）', {
      sensitivity: 'personal',
      max: 200_000,
      aliases: ['月工资', '月收入', '月收入（元）', '工资（元/月）', '月均工资'],
    }),
  },
  list: ['fromOn', 'toOn', 'placeKind', 'monthlyWage'],
  form: [
    { title: '务工人员', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '务工', columns: ['fromOn', 'toOn', 'placeKind', 'workPlace', 'employer', 'monthlyWage'] },
  ],
  checks: [inOrder('fromOn', 'toOn', { from: '务工开始日期', to: '务工结束日期' })],
  ignored: [...passedOver, '就业渠道', '产业分类', '工种', '是否享受交通补贴'],
})
