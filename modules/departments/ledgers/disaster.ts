/** 应急局: what natural disasters took from households. */
import { choice, day, defineLedger, money } from '@xinlu/kernel/ledgers'
import { passedOver, subject } from './subject.ts'

/** One row for each household and disaster; the kinds are the seven of the national monitoring system. */
export const disaster = defineLedger({
  name: 'departments.disaster',
  title: '受灾情况',
  owner: '应急局',
  about: '每次灾害每个受灾户填一行；损失填核定的直接经济损失。',
  columns: {
    ...subject({ name: ['户主姓名', '受灾人姓名'], id: ['户主身份证号', '户主证件号码', '受灾人身份证号'] }),
    kind: choice(
      '灾害种类',
      {
        flood: '洪涝灾害',
        geological: '地质灾害',
        drought: '旱灾',
        biological: '生物灾害',
        weather: '气象灾害',
        earthquake: '地震灾害',
        other: '其他',
      },
      {
        required: true,
        aliases: ['灾种', '灾害类型'],
        also: {
          洪涝: 'flood',
          暴雨: 'flood',
          山洪: 'flood',
          滑坡: 'geological',
          泥石流: 'geological',
          干旱: 'drought',
          病虫害: 'biological',
          风雹: 'weather',
          冰雹: 'weather',
          大风: 'weather',
          低温冷冻: 'weather',
          雪灾: 'weather',
          霜冻: 'weather',
          地震: 'earthquake',
        },
      },
    ),
    happenedOn: day('受灾日期', { required: true, aliases: ['受灾时间', '灾害发生日期', '发生时间'] }),
    houseDamage: choice(
      '房屋受损',
      { none: '未受损', slight: '一般损坏', serious: '严重损坏', collapsed: '倒塌' },
      {
        aliases: ['房屋损坏程度', '住房受损情况', '倒损房屋情况'],
        also: { 无: 'none', 一般损房: 'slight', 严重损房: 'serious', 倒房: 'collapsed' },
      },
    ),
    loss: money('直接经济损失（元）', {
      required: true,
      sensitivity: 'personal',
      aliases: ['经济损失', '直接经济损失', '损失金额', '核定损失'],
    }),
    relief: money('救助金额（元）', {
      sensitivity: 'personal',
      aliases: ['救助金额', '救灾资金', '发放救灾款'],
    }),
  },
  list: ['kind', 'happenedOn', 'houseDamage', 'loss'],
  form: [
    { title: '受灾户', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '灾情', columns: ['kind', 'happenedOn', 'houseDamage', 'loss', 'relief'] },
  ],
  ignored: [
    ...passedOver.filter((header) => header !== '户主姓名'),
    '受灾人口',
    '农作物受灾面积',
    '倒塌间数',
    '严重损坏间数',
  ],
})
