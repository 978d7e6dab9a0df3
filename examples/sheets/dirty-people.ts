/** The dirty list of people: places, codes, months and telephones as they are wrong in a list that was typed by hand. */
import { citizenNumbers } from '../../apps/server/demo/citizen-numbers.ts'
import { DirtyRows } from './dirty-rows.ts'
import { peopleHeaders } from './national-sheets.ts'
import type { OfficeCell } from './office-workbook.ts'

/** A region code that none of the other lists uses, so that nobody is met twice. */
const region = 149_905

const surnames = '丁万于文毛方尤尹邓白石史冯吕吉乔任伊祁安许阮'

/** Answers the rows and their labels: households of one person who can work, at whom no rule points. */
export function dirtyPeople(): DirtyRows {
  const sheet = new DirtyRows(peopleHeaders, 2)
  const number = citizenNumbers()
  const good = (): number => {
    const n = sheet.rows.length + 1
    const code = `1499011022019${String(n).padStart(3, '0')}`
    return sheet.add({
      数据日期: '2023-06-30',
      县: '云山县',
      乡: '石坡乡',
      行政村: '石坡村',
      自然村: '下庄',
      户编号: code,
      人编号: `${code}01`,
      姓名: `${[...surnames][n % 22]!}${'春夏秋冬'[n % 4]!}${'生明华平安'[n % 5]!}`,
      证件号码: number(region, `19${75 + (n % 15)}-0${1 + (n % 9)}-1${n % 10}`, 'male'),
      人数: 1,
      与户主关系: '户主',
      民族: '汉族',
      文化程度: '初中',
      健康状况: '健康',
      劳动技能: '普通劳动力',
      是否参加大病保险: '是',
      危房户: '否',
      是否解决安全饮用水: '是',
      户联系电话: `1990001${String(n).padStart(4, '0')}`,
      户类型: '一般农户',
    })
  }
  const spoilt = (header: string, values: readonly OfficeCell[], what: string, reason: string) => {
    for (const value of values) sheet.spoil(good(), header, value, what, reason)
  }
  good()
  spoilt('行政村', ['下石坡村', '柳林村', '149901102999'], '没有这个村', 'households.place-unknown')
  spoilt('行政村', ['上柳村'], '村不在这个乡镇', 'households.place-unknown')
  spoilt('行政村', [null], '行政村没有填', 'ledger.required')
  spoilt('与户主关系', ['长子', '儿子媳妇'], '代码表中没有的关系', 'ledger.choice.unknown')
  spoilt('民族', ['炎黄族'], '代码表中没有的民族', 'ledger.choice.unknown')
  spoilt('文化程度', ['读过书'], '代码表中没有的文化程度', 'ledger.choice.unknown')
  spoilt('健康状况', ['健康，感冒'], '代码表中没有的健康状况', 'households.code')
  spoilt('劳动技能', ['能干活'], '代码表中没有的劳动技能', 'ledger.choice.unknown')
  spoilt('务工时间（月）', [13, '半年'], '务工月数不对', 'ledger.number.range')
  sheet.errors.at(-1)!.reason = 'ledger.number.form'
  spoilt('户联系电话', ['1990001', '12345678901'], '电话号码不对', 'mobile.form')
  spoilt('首次识别时间', ['202313', '去年'], '不是月份', 'month.form')
  spoilt('姓名', ['张三丰2', '李(大)'], '姓名中有不该有的字符', 'person-name.character')
  sheet.twist(good(), '文化程度', '中专', '文化程度的另一种写法', null, '高中')
  sheet.twist(good(), '首次识别时间', '2014年6月', '月份的中文写法', null, '2014-06')
  const [one, other] = [good(), good()]
  const number18 = sheet.rows[one - 3]![peopleHeaders.indexOf('证件号码')]!
  sheet.spoil(other, '证件号码', number18, '证件号码与前面一行相同', 'households.row-twice')
  return sheet
}
