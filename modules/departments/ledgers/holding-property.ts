/** 自然资源局: real estate in a person's name, for the comparison before identification. */
import { choice, day, defineLedger, money, number, text } from '@xinlu/kernel/ledgers'
import { inOrder } from './row-checks.ts'
import { passedOver, subject } from './subject.ts'

/** One row for each owner and certificate; how it was come by matters, because a resettled or inherited home is no sign of means. */
export const holdingProperty = defineLedger({
  name: 'departments.holdingProperty',
  title: '不动产登记',
  owner: '自然资源局',
  about: '每名权利人每本不动产权证填一行；共有的每名共有人各填一行。',
  columns: {
    ...subject({ name: ['权利人姓名', '权利人', '产权人姓名'], id: ['权利人证件号码', '权利人身份证号'] }),
    certificateNo: text('不动产权证号', {
      required: true,
      max: 80,
      sensitivity: 'personal',
      aliases: ['产权证号', '不动产权证书号', '权证号', '证书编号'],
      example: '晋（2020）忻府区不动产权第0000001号',
    }),
    kind: choice(
      '不动产类型',
      { flat: '商品住房', homestead: '农村宅基地房屋', shop: '商业用房', land: '土地', other: '其他' },
      {
        required: true,
        aliases: ['房屋用途', '用途', '不动产用途'],
        also: {
          住宅: 'flat',
          成套住宅: 'flat',
          城镇住宅: 'flat',
          宅基地: 'homestead',
          农村宅基地: 'homestead',
          商铺: 'shop',
          商业服务: 'shop',
        },
      },
    ),
    how: choice(
      '取得方式',
      {
        bought: '购买',
        inherited: '继承',
        resettled: '易地搬迁安置',
        rebuilt: '危房改造',
        given: '赠与',
        other: '其他',
      },
      {
        aliases: ['登记原因', '取得原因'],
        also: { 买卖: 'bought', 易地搬迁: 'resettled', 搬迁安置: 'resettled', 危改: 'rebuilt' },
      },
    ),
    area: number('面积（平方米）', {
      min: 0.01,
      decimals: 2,
      unit: '平方米',
      sensitivity: 'personal',
      aliases: ['面积', '建筑面积', '建筑面积（平方米）'],
    }),
    fromOn: day('登记日期', { required: true, aliases: ['登记时间', '登簿日期'] }),
    toOn: day('终止日期', { aliases: ['注销日期', '转移日期'] }),
    worth: money('估值（元）', { sensitivity: 'personal', aliases: ['估值', '交易价格', '交易价格（元）'] }),
  },
  list: ['kind', 'how', 'area', 'fromOn', 'toOn'],
  form: [
    { title: '权利人', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '不动产', columns: ['certificateNo', 'kind', 'how', 'area', 'fromOn', 'toOn', 'worth'] },
  ],
  checks: [inOrder('fromOn', 'toOn', { from: '登记日期', to: '终止日期' })],
  ignored: [...passedOver, '坐落', '不动产单元号', '共有情况', '共有方式', '权利类型'],
})
