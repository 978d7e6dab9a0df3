/** The dirty workbook of the medical insurance bureau: every way in which such a sheet is usually wrong. */
import { checkCharacterOf } from '@xinlu/kernel/basis'
import type { Household, Registered } from '../city/register.ts'
import { DirtyRows } from './dirty-rows.ts'
import type { OfficeCell } from './office-workbook.ts'

const id = '参保人证件号码'
const name = '参保人姓名'
const bill = '结算ID'
const kind = '医疗类别'
const on = '结算时间'
const total = '医疗总费用'
const within = '符合政策范围金额'
const basic = '统筹基金支出'
const critical = '大病保险支付'
const self = '个人负担总金额'

/** Header line of the sheet. */
export const dirtyMedicalHeaders = [
  ...[
    '序号',
    '区县',
    '乡镇名称',
    '行政村',
    name,
    id,
    bill,
    kind,
    on,
    total,
    within,
    basic,
    critical,
    self,
    '备注',
  ],
]

/** Answers the rows and their labels; all bills lie before July 2022, so that no doubt rests on them. */
export function dirtyMedical(register: readonly Household[]): DirtyRows {
  const sheet = new DirtyRows(dirtyMedicalHeaders, 2)
  const people = register.flatMap(({ place, members }) => members.map((member) => ({ place, member })))
  // Who is registered twice waits in the queue whatever the row says, and self-made characters are a kind of their own.
  const usual = people.filter(({ member }) => member.name !== '何晓梅' && !member.name.includes('\ue5e5'))
  let next = 0
  const good = (fits: (member: Registered) => boolean = () => true): number => {
    let at = next
    while (!fits(usual[at % usual.length]!.member)) at += 1
    next = at + 1
    const { place, member } = usual[at % usual.length]!
    const n = sheet.rows.length + 1
    return sheet.add({
      序号: n,
      区县: place.county,
      乡镇名称: place.town,
      行政村: place.village,
      [name]: member.name,
      [id]: member.number,
      [bill]: `ZF2022${String(n).padStart(6, '0')}`,
      [kind]: ['门诊', '住院', '门诊慢特病'][n % 3]!,
      [on]: `2022-0${1 + (n % 5)}-${String(1 + (n % 28)).padStart(2, '0')}`,
      [total]: 100 + (n % 7) * 10,
      [within]: 90,
      [basic]: 60,
      [critical]: 0,
      [self]: 20 + (n % 5),
    })
  }
  const numberOf = (row: number): string => String(sheet.rows[row - 3]![dirtyMedicalHeaders.indexOf(id)])
  const nameOf = (row: number): string => String(sheet.rows[row - 3]![dirtyMedicalHeaders.indexOf(name)])
  const times = (count: number, make: (at: number) => void) => {
    for (let at = 0; at < count; at += 1) make(at)
  }
  const spoilt = (header: string, values: readonly OfficeCell[], what: string, reason: string) => {
    for (const value of values) sheet.spoil(good(), header, value, what, reason)
  }
  const spoiltNumber = (
    count: number,
    what: string,
    reason: string,
    wrong: (number: string, at: number) => OfficeCell,
    fits?: (member: Registered) => boolean,
  ) => {
    times(count, (at) => {
      const row = good(fits)
      sheet.spoil(row, id, wrong(numberOf(row), at), what, reason)
    })
  }
  const spoiltName = (
    count: number,
    what: string,
    reason: string,
    wrong: (name: string, at: number) => string,
  ) => {
    times(count, (at) => {
      const row = good()
      sheet.spoil(row, name, wrong(nameOf(row), at), what, reason)
    })
  }
  const digitsOnly = ({ number }: Registered) => !number.endsWith('X')
  const withBirth = (number: string, born: string) => {
    const body = number.slice(0, 6) + born + number.slice(14, 17)
    return body + checkCharacterOf(body)
  }

  times(12, () => good())
  // Identity numbers.
  spoiltNumber(6, '证件号码是数字格式', 'citizen-id.number-cell', (number) => Number(number), digitsOnly)
  spoiltNumber(
    4,
    '证件号码是科学记数法',
    'citizen-id.scientific',
    (number) => `${number[0]}.${number.slice(1, 6)}E+17`,
  )
  spoiltNumber(
    6,
    '证件号码校验位错',
    'citizen-id.check-digit',
    (number) => number.slice(0, 17) + (number.endsWith('3') ? '5' : '3'),
  )
  spoiltNumber(
    4,
    '证件号码相邻两位颠倒',
    'citizen-id.check-digit',
    (number) => number.slice(0, 14) + number[15] + number[14] + number.slice(16),
    ({ number }) => number[14] !== number[15],
  )
  spoiltNumber(
    5,
    '证件号码末位是西里尔字母х',
    'citizen-id.foreign-x',
    (number, at) => number.slice(0, 17) + (at % 2 === 0 ? 'х' : '×'),
  )
  spoiltNumber(4, '出生日期不存在', 'citizen-id.born', (number, at) =>
    withBirth(number, ['19700230', '19810431', '19991301', '19880000', '20010229'][at]!),
  )
  spoiltNumber(4, '出生日期在今天以后', 'citizen-id.future', (number, at) =>
    withBirth(number, `209${at}0615`),
  )
  spoiltNumber(3, '证件号码少一位', 'citizen-id.length', (number) => number.slice(0, 17), digitsOnly)
  spoiltNumber(2, '证件号码多一位', 'citizen-id.length', (number) => `${number}1`, digitsOnly)
  spoiltNumber(
    3,
    '证件号码中有字母',
    'citizen-id.character',
    (number) => number.slice(0, 15) + 'O' + number.slice(16),
  )
  spoiltNumber(3, '证件号码没有填', 'ledger.required', () => null)
  spoiltNumber(2, '证件号码是错误值', 'ledger.cell.error', () => ({ error: '#N/A' }))
  times(8, () => good())
  // Names.
  spoiltName(4, '姓名中有数字', 'person-name.character', (text, at) => `${text}${at + 1}`)
  spoiltName(3, '姓名是乱码', 'person-name.garbled', (text, at) =>
    at % 2 === 0 ? `${text.slice(0, 1)}?` : `${text.slice(0, 1)}\ufffd`,
  )
  spoiltName(3, '姓名超过50个字', 'person-name.length', (text) => text.repeat(26))
  spoiltName(3, '间隔号位置不对', 'person-name.dot-place', (text, at) => (at === 0 ? `·${text}` : `${text}·`))
  spoiltName(3, '姓名中有括号说明', 'person-name.character', (text) => `${text}（已故）`)
  spoiltName(3, '姓名没有填', 'ledger.required', () => '')
  times(6, () => good())
  // Days.
  spoilt(
    on,
    ['2022.2.30', '2022-02-29', '2022/4/31', '2022年6月31日', '20220230'],
    '日期不存在',
    'day.impossible',
  )
  spoilt(on, ['不详', '2022年', '5月3日'], '不是日期', 'day.form')
  spoilt(on, [20221301, 20220132, 20220431], '数字格式的日期不存在', 'day.impossible')
  spoilt(
    on,
    ['2099-01-01', '2098年12月31日', { day: '2099-05-01' }, '20970101'],
    '日期在今天以后',
    'ledger.day.future',
  )
  spoilt(on, [null, null, '　'], '日期没有填', 'ledger.required')
  // Codes.
  spoilt(
    kind,
    ['看病', '住院费', '体检', '买药', '手术', '急诊留观'],
    '代码表中没有的值',
    'ledger.choice.unknown',
  )
  spoilt(kind, ['99', '0', 88, '12'], '代码表中没有的代码', 'ledger.choice.unknown')
  times(6, () => good())
  // Amounts.
  spoilt(critical, ['—', '-', '——', '－'], '金额填横线', 'yuan.dash')
  spoilt(
    self,
    ['约30', '三十', '30块', '未知', '见发票', '30元左右', '30/40', '无'],
    '金额是文字',
    'yuan.form',
  )
  spoilt(self, [-20, '-15.50', '−8', -1], '金额是负数', 'ledger.money.negative')
  spoilt(within, ['12.345', '0.001', '9.9999', 88.123], '金额精确到分以下', 'yuan.decimals')
  spoilt(total, [20_000_000, '1500万', '99,999,999'], '金额大得不合情理', 'ledger.money.max')
  spoilt(
    self,
    [5000, 2000.5, '1万', 999, '８００', 101_000, 300, 777],
    '个人自付大于总费用',
    'departments.part-of-whole',
  )
  spoilt(within, [500, 1200], '政策范围内费用大于总费用', 'departments.part-of-whole')
  spoilt(total, [null, null], '总费用没有填', 'ledger.required')
  spoilt(self, [null, '  '], '个人自付没有填', 'ledger.required')
  times(4, () => {
    const row = good()
    const whole = Number(sheet.rows[row - 3]![dirtyMedicalHeaders.indexOf(total)])
    sheet.spoil(row, self, whole, '各项相加大于总费用', 'departments.parts-over-whole')
  })
  // Cells that are no values.
  spoilt(
    total,
    [formula('J5+K5', 160), formula('SUM(K6:N6)', 170), formula('100*1.2', 120)],
    '单元格是公式',
    'ledger.cell.formula',
  )
  spoilt(
    self,
    [formula('J9-L9', 30), formula('IF(J9>0,20,0)', 20), formula('VLOOKUP(F9,Sheet2!A:B,2,0)', '25')],
    '单元格是公式',
    'ledger.cell.formula',
  )
  spoilt(
    basic,
    [{ error: '#N/A' }, { error: '#REF!' }, { error: '#DIV/0!' }],
    '单元格是错误值',
    'ledger.cell.error',
  )
  spoilt(
    on,
    [{ error: '#VALUE!' }, { error: '#NAME?' }, { error: '#N/A' }],
    '单元格是错误值',
    'ledger.cell.error',
  )
  // The number of the bill.
  spoilt(bill, [null, null], '流水号没有填', 'ledger.required')
  spoilt(
    bill,
    [Number('202200000000123456'), Number('202200000000123999'), 1e17],
    '流水号是数字格式',
    'ledger.text.number-cell',
  )
  spoilt(bill, ['9'.repeat(61), 'A'.repeat(80), `ZF${'0'.repeat(70)}1`], '流水号太长', 'ledger.text.length')
  // Two defects in one row are reported both.
  times(2, () => {
    const row = good(digitsOnly)
    sheet.spoil(row, id, numberOf(row).slice(0, 16), '证件号码少两位', 'citizen-id.length')
    sheet.spoil(row, on, '2022.2.31', '日期不存在', 'day.impossible')
  })
  twins(sheet, good)
  shifted(sheet, good)
  odd(
    sheet,
    good,
    people.find(({ member }) => member.name.includes('\ue5e5'))!,
  )
  times(10, () => good())
  return sheet
}

function formula(text: string, value: string | number): OfficeCell {
  return { formula: text, value }
}

// The same bill twice: different contents are two errors, equal ones are read once.
function twins(sheet: DirtyRows, good: () => number): void {
  const at = (header: string) => dirtyMedicalHeaders.indexOf(header)
  for (let pair = 0; pair < 5; pair += 1) {
    const [one, other] = [good(), good()]
    const [first, second] = [sheet.rows[one - 3]!, sheet.rows[other - 3]!]
    const own = String(second[at(bill)])
    second[at(bill)] = first[at(bill)]!
    sheet.blame(one, '同一流水号内容不同', 'exchange.twice')
    sheet.blame(other, '同一流水号内容不同', 'exchange.twice', { header: bill, right: own })
  }
  for (let pair = 0; pair < 4; pair += 1) {
    const [one, other] = [good(), good()]
    const copy = [...sheet.rows[one - 3]!]
    copy[0] = sheet.rows[other - 3]![0]!
    sheet.rows[other - 3] = copy
    sheet.remark(other, '完全相同的重复行', 'exchange.repeated')
  }
}

function shifted(sheet: DirtyRows, good: () => number): void {
  for (let count = 0; count < 2; count += 1) {
    const row = good()
    sheet.append(row, '见附件')
    sheet.blame(row, '表头之外有内容', 'ledger.row.no-header')
  }
}

// What looks odd and is understood.
function odd(
  sheet: DirtyRows,
  good: (fits?: (member: Registered) => boolean) => number,
  selfMade: { place: Household['place']; member: Registered },
): void {
  const cell = (row: number, header: string) =>
    String(sheet.rows[row - 3]![dirtyMedicalHeaders.indexOf(header)])
  const twisted = (
    header: string,
    what: string,
    note: string | null,
    write: (plain: string) => OfficeCell,
    fits?: (member: Registered) => boolean,
  ) => {
    const row = good(fits)
    sheet.twist(row, header, write(cell(row, header)), what, note)
  }
  const bornBefore2000 = ({ number }: Registered) => number.slice(6, 8) === '19'
  const endsInX = ({ number }: Registered) => number.endsWith('X')
  for (let count = 0; count < 3; count += 1) {
    twisted(
      id,
      '15位旧身份证号',
      'citizen-id.converted',
      (text) => text.slice(0, 6) + text.slice(8, 17),
      bornBefore2000,
    )
    twisted(id, '全角证件号码', 'citizen-id.full-width', (text) => wide(text))
  }
  twisted(
    id,
    '证件号码中有空格',
    'citizen-id.blanks',
    (text) => `${text.slice(0, 6)} ${text.slice(6, 14)} ${text.slice(14)}`,
  )
  twisted(id, '证件号码前后有看不见的字符', 'citizen-id.blanks', (text) => `\u200b${text}\ufeff`)
  twisted(id, '证件号码前有撇号', 'citizen-id.apostrophe', (text) => `'${text}`)
  twisted(id, '证件号码末位小写x', 'citizen-id.lower-x', (text) => text.toLowerCase(), endsInX)
  const dotted = ({ name: text }: Registered) => text.includes('·')
  for (const dot of ['•', '・', '.', '．', '‧', '∙']) {
    twisted(name, '姓名间隔号写法不同', 'person-name.dot', (text) => text.replace('·', dot), dotted)
  }
  const twoSigns = ({ name: text }: Registered) => [...text].length === 3 && !text.includes('·')
  twisted(
    name,
    '姓名中有空格',
    'person-name.blanks',
    (text) => `${text.slice(0, 1)}　${text.slice(1)}`,
    twoSigns,
  )
  const row = good()
  const cells = sheet.rows[row - 3]!
  cells[dirtyMedicalHeaders.indexOf(name)] = selfMade.member.name
  cells[dirtyMedicalHeaders.indexOf(id)] = selfMade.member.number
  sheet.twist(row, name, selfMade.member.name, '姓名中有造字', 'person-name.private-use')
  const days: readonly [OfficeCell, string][] = [
    ['2022年3月5日', '中文日期'],
    ['2022/3/5', '斜线日期'],
    ['2022.3.5', '点分日期'],
    ['20220305', '八位日期'],
    ['２０２２－０３－０５', '全角日期'],
    [44625, 'Excel日期序号'],
    [{ day: '2022-03-05' }, '日期格式的单元格'],
  ]
  for (const [value, what] of days) {
    const at = good()
    sheet.rows[at - 3]![dirtyMedicalHeaders.indexOf(on)] = '2022-03-05'
    sheet.twist(at, on, value, what, null)
  }
  const timed = good()
  sheet.rows[timed - 3]![dirtyMedicalHeaders.indexOf(on)] = '2022-03-05'
  sheet.twist(timed, on, '2022-03-05 10:22:00', '日期带时刻', 'day.time-dropped')
  const amounts: readonly [OfficeCell, string][] = [
    ['1.2万', '以万为单位'],
    ['１２，０００', '全角千分位'],
    ['12,000.00', '千分位'],
    [' 12000 ', '前后有空格'],
    ['¥12000', '带货币符号'],
    ['12000元', '带单位'],
  ]
  for (const [value, what] of amounts) {
    const at = good()
    sheet.rows[at - 3]![dirtyMedicalHeaders.indexOf(total)] = 12_000
    sheet.twist(at, total, value, what, null)
  }
}

function wide(text: string): string {
  return text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
}
