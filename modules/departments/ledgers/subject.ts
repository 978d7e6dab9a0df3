/** The columns by which every feed says whom a record is about; read and matched, never stored in the feed's table. */
import { parsePersonName } from '@xinlu/kernel/basis'
import { person, text } from '@xinlu/kernel/ledgers'

/** Other headers under which a department writes the identity number and the name. */
interface SubjectWords {
  id?: readonly string[]
  name?: readonly string[]
}

/** The place, as the department writes it; shown beside a waiting record so that the right person can be chosen. */
export const placeWords = {
  inCounty: text('县（市、区）', {
    stored: false,
    max: 50,
    aliases: ['县', '县区', '区县', '县市区', '所属县区', '县(市区)'],
  }),
  inTown: text('乡镇', {
    stored: false,
    max: 50,
    aliases: ['乡（镇）', '乡镇（街道）', '乡镇名称', '街道乡镇', '所属乡镇'],
  }),
  inVillage: text('村', {
    stored: false,
    max: 50,
    aliases: ['行政村', '行政村（社区）', '村（社区）', '村名称', '所在村', '村委会'],
  }),
}

/** Columns of the person a record is about: number, name, and the place as written. */
export function subject(words: SubjectWords = {}) {
  return {
    citizen: person('身份证号码', {
      required: true,
      stored: false,
      aliases: [...idWords, ...(words.id ?? [])],
      help: '18位，按文本格式填写；凭它与户档对应。',
    }),
    name: text('姓名', {
      required: true,
      stored: false,
      sensitivity: 'personal',
      parse: parsePersonName,
      aliases: words.name ?? [],
      example: '张小明',
    }),
    ...placeWords,
  }
}

/** The usual headers of an identity number. */
export const idWords = [
  '身份证号',
  '身份证',
  '证件号码',
  '证件号',
  '身份证件号码',
  '公民身份号码',
  '公民身份证号码',
  '居民身份证号码',
]

/** Headers that may stand in any department's sheet and are passed over: they repeat what the register holds. */
export const passedOver = [
  '序号',
  '省',
  '市',
  '自然村',
  '组',
  '性别',
  '年龄',
  '出生日期',
  '出生年月',
  '民族',
  '与户主关系',
  '户主姓名',
  '户编号',
  '人编号',
  '家庭住址',
  '户籍地址',
  '现住址',
  '联系电话',
  '手机号码',
  '证件类型',
  '数据日期',
  '填报单位',
  '填表人',
  '审核人',
  '备注',
]
