/** 人社局: people who lost work or came home without it. */
import { choice, day, defineLedger } from '@xinlu/kernel/ledgers'
import { inOrder } from './row-checks.ts'
import { passedOver, subject } from './subject.ts'

/** One row for each time a person is registered as without work. */
export const unemployment = defineLedger({
  name: 'departments.unemployment',
  title: '失业返乡',
  owner: '人社局',
  about: '每次失业登记或返乡登记填一行；已重新就业的填再就业日期。',
  columns: {
    ...subject({ name: ['失业人员姓名', '返乡人员姓名'] }),
    registeredOn: day('登记日期', { required: true, aliases: ['失业日期', '失业登记日期', '返乡日期'] }),
    reason: choice(
      '失业原因',
      {
        closed: '单位停产关闭',
        dismissed: '被辞退裁减',
        ended: '合同到期',
        returned: '返乡回流',
        illness: '因病因伤',
        other: '其他',
      },
      {
        required: true,
        aliases: ['原因', '返乡原因'],
        also: {
          企业倒闭: 'closed',
          停产: 'closed',
          裁员: 'dismissed',
          辞退: 'dismissed',
          合同期满: 'ended',
          返乡: 'returned',
          因病: 'illness',
        },
      },
    ),
    returnedOn: day('再就业日期', { aliases: ['重新就业日期', '就业日期'] }),
  },
  list: ['registeredOn', 'reason', 'returnedOn'],
  form: [
    { title: '失业人员', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '失业', columns: ['registeredOn', 'reason', 'returnedOn'] },
  ],
  checks: [inOrder('registeredOn', 'returnedOn', { from: '登记日期', to: '再就业日期' })],
  ignored: [...passedOver, '原就业单位', '原务工地点', '失业保险金'],
})
