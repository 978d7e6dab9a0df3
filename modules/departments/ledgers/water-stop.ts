/** 水利局: water that stopped, for one household or for a whole village. */
import { parsePersonName } from '@xinlu/kernel/basis'
import { choice, day, defineLedger, person, place, text } from '@xinlu/kernel/ledgers'
import { inOrder } from './row-checks.ts'
import { idWords, passedOver, placeWords } from './subject.ts'

/** One row for each stop; without an identity number it counts for the natural village named, or for the whole village. */
export const waterStop = defineLedger({
  name: 'departments.waterStop',
  title: '停水记录',
  owner: '水利局',
  about: '每次停水填一行；只影响个别户的填户主身份证号，影响整个自然村或整个行政村的不填。',
  columns: {
    inCounty: placeWords.inCounty,
    inTown: placeWords.inTown,
    division: place('行政村', {
      required: true,
      level: 'village',
      aliases: ['村', '所在村', '行政村（社区）', '村（社区）', '行政村代码'],
      help: '填行政村名称（写全乡镇和村）或12位统计用区划代码。',
    }),
    groupName: text('自然村', { max: 50, aliases: ['自然村（组）', '村民小组', '组'] }),
    citizen: person('身份证号码', { stored: false, aliases: [...idWords, '户主身份证号', '户主证件号码'] }),
    name: text('姓名', {
      stored: false,
      sensitivity: 'personal',
      parse: parsePersonName,
      aliases: ['户主姓名'],
      example: '张小明',
    }),
    project: text('供水工程名称', { max: 100, aliases: ['工程名称', '供水工程', '水源工程'] }),
    fromOn: day('停水开始日期', { required: true, aliases: ['停水日期', '开始日期', '停水开始时间'] }),
    toOn: day('恢复供水日期', { aliases: ['恢复日期', '结束日期', '恢复供水时间', '停水结束日期'] }),
    cause: choice(
      '停水原因',
      { seasonal: '季节性断水', engineering: '工程性缺水', relapse: '反弹性无水', other: '其他' },
      {
        required: true,
        aliases: ['原因', '缺水类型'],
        also: { 季节性缺水: 'seasonal', 工程故障: 'engineering', 管网故障: 'engineering' },
      },
    ),
  },
  list: ['division', 'groupName', 'fromOn', 'toOn', 'cause'],
  form: [
    { title: '范围', columns: ['inCounty', 'inTown', 'division', 'groupName', 'citizen', 'name'] },
    { title: '停水', columns: ['project', 'fromOn', 'toOn', 'cause'] },
  ],
  checks: [inOrder('fromOn', 'toOn', { from: '停水开始日期', to: '恢复供水日期' })],
  ignored: [
    ...passedOver.filter((header) => !['自然村', '组', '户主姓名'].includes(header)),
    '影响户数',
    '影响人数',
    '停水天数',
  ],
})
