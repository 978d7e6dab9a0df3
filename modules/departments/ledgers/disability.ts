/** 残联: disability cards. */
import { ok, parseDisabilityCard, reason } from '@xinlu/kernel/basis'
import { choice, day, defineLedger, text, yesNo } from '@xinlu/kernel/ledgers'
import { inOrder } from './row-checks.ts'
import { passedOver, subject } from './subject.ts'

/** One row for each card; kind and grade are numbered as in GB/T 26341-2010. */
export const disability = defineLedger({
  name: 'departments.disability',
  title: '残疾人证',
  owner: '残联',
  about: '每本残疾人证填一行；残疾类别、等级按《残疾人残疾分类和分级》（GB/T 26341）。',
  columns: {
    ...subject({ name: ['残疾人姓名', '持证人姓名'] }),
    card: text('残疾人证号', {
      stored: false,
      sensitivity: 'sensitive',
      aliases: ['残疾证号', '残疾人证号码', '残疾证号码'],
      parse(given, { today }) {
        const read = parseDisabilityCard(given, { today })
        return read.ok ? ok(read.value.value, read.notes) : read
      },
    }),
    kind: choice(
      '残疾类别',
      { '1': '视力', '2': '听力', '3': '言语', '4': '肢体', '5': '智力', '6': '精神', '7': '多重' },
      {
        required: true,
        sensitivity: 'sensitive',
        aliases: ['残疾类型', '残疾种类'],
        also: {
          视力残疾: '1',
          听力残疾: '2',
          言语残疾: '3',
          肢体残疾: '4',
          智力残疾: '5',
          精神残疾: '6',
          多重残疾: '7',
        },
      },
    ),
    grade: choice(
      '残疾等级',
      { '1': '一级', '2': '二级', '3': '三级', '4': '四级' },
      {
        required: true,
        sensitivity: 'sensitive',
        aliases: ['残疾级别'],
        also: { '1级': '1', '2级': '2', '3级': '3', '4级': '4' },
      },
    ),
    issuedOn: day('发证日期', {
      required: true,
      sensitivity: 'sensitive',
      aliases: ['办证日期', '批准日期', '签发日期', '首次发证日期'],
    }),
    isNew: yesNo('是否新办证', { sensitivity: 'sensitive', aliases: ['是否新办', '新办证'] }),
    endedOn: day('注销日期', { sensitivity: 'sensitive', aliases: ['失效日期', '注销时间'] }),
  },
  list: ['kind', 'grade', 'issuedOn', 'endedOn'],
  form: [
    { title: '持证人', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '残疾人证', columns: ['card', 'kind', 'grade', 'issuedOn', 'isNew', 'endedOn'] },
  ],
  checks: [
    inOrder('issuedOn', 'endedOn', { from: '发证日期', to: '注销日期' }),
    (row) => {
      if (row.card === null) return null
      if (row.card.slice(0, 18) === row.citizen && row.card[18] === row.kind && row.card[19] === row.grade)
        return null
      const message =
        '残疾人证号与身份证号、残疾类别、等级不一致（证号前18位是身份证号，第19位是类别，第20位是等级），请对照证件核对。'
      return reason('departments.card-differs', message, { path: 'card' })
    },
  ],
  ignored: [...passedOver, '监护人姓名', '监护人电话', '证件状态'],
})
