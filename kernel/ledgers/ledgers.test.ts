import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  day as dayValue,
  fen,
  parsePersonName,
  reason,
  type CitizenNumber,
  type Fen,
  type PersonName,
} from '../basis/index.ts'
import {
  choice,
  day,
  defineLedger,
  file,
  kinds,
  matchHeaders,
  money,
  month,
  note,
  number,
  parseRow,
  person,
  place,
  reference,
  rowParser,
  sheetTemplate,
  text,
  yesNo,
  type Column,
  type Given,
  type GivenCell,
  type RowOf,
} from './index.ts'

const today = dayValue('2023-06-01')
const context = { today }

const loans = defineLedger({
  name: 'library.loan',
  title: '借阅登记',
  owner: '图书馆',
  about: '每借一本书填一行。',
  columns: {
    readerId: person('证件号码', { required: true, aliases: ['身份证号'] }),
    name: text('姓名', { parse: parsePersonName }),
    fee: money('押金(元)', { required: true }),
    kind: choice('类别', { novel: '小说', farming: '农技' }),
    backOn: day('归还日期'),
  },
  list: ['name'],
  form: [{ title: '借阅', columns: ['readerId', 'name'] }],
  checks: [(row) => (row.fee > 100_000 ? reason('library.fee', '押金太高。', { path: 'fee' }) : null)],
})

describe('the definition', () => {
  test('gives the row its type, and a misspelt key does not compile', () => {
    expectTypeOf<RowOf<typeof loans>>().toEqualTypeOf<{
      readerId: CitizenNumber
      name: PersonName | null
      fee: Fen
      kind: 'novel' | 'farming' | null
      backOn: ReturnType<typeof dayValue> | null
    }>()
    const rest = { title: '', owner: '', about: '', columns: { a: text('甲') }, form: [] }
    // @ts-expect-error b is no column
    expect(defineLedger({ name: 'library.x', list: ['b'], ...rest }).list).toEqual(['b'])
  })

  test('refuses a header or an SQL name that is given twice', () => {
    const rest = { name: 'library.x', title: '', owner: '', about: '', list: [], form: [] } as const
    expect(() =>
      defineLedger({ ...rest, columns: { a: text('甲'), b: text('乙', { aliases: ['甲'] }) } }),
    ).toThrow('甲')
    expect(() =>
      defineLedger({ ...rest, columns: { a: text('甲'), b: text('乙', { column: 'a' }) } }),
    ).toThrow('SQL column a')
  })

  test('there are twelve kinds, one file each, and the room stays below 1,500 lines', () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
    )
    const own = files.filter((name) => name.startsWith('kinds/')).map((name) => name.slice(6, -3))
    const kebab = kinds.map((kind) => kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
    expect(own.sort()).toEqual(kebab.sort())
    expect(own).toHaveLength(12)
    const lines = files.map(
      (name) => readFileSync(join(import.meta.dirname, name), 'utf8').split('\n').length - 1,
    )
    expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(1500)
  })
})

describe('the kinds', () => {
  const read = (column: Column, given: Given) => {
    const result = column.parse(given, context)
    return result.ok ? result.value : result.reasons[0]!.message
  }
  const citizen = '99010119500101009'
  const cases: [string, Column, Given, unknown][] = [
    ['text keeps a number as it is written', text('书号'), 12, '12'],
    [
      'text refuses a number a spreadsheet has rounded',
      text('书号'),
      6217001234567890000,
      /放不下这么长的号码/,
    ],
    ['text counts characters, not halves of them', text('名', { max: 2 }), '𠮷𠮷', '𠮷𠮷'],
    ['text says how long it is', text('名', { max: 2 }), '一二三', /最多2个字，现在是3个字/],
    ['number reads separators and full-width digits', number('人数'), '１,２００', 1200],
    ['number refuses a fraction', number('人数'), 1.5, /应为整数/],
    ['number forgives the dust of a spreadsheet', number('面积', { decimals: 1 }), 0.1 + 0.2, 0.3],
    ['number cuts its unit off', number('面积', { decimals: 2, unit: '亩' }), '3.25 亩', 3.25],
    ['number keeps its range', number('年龄', { min: 0, max: 150 }), 151, /不能大于150/],
    ['money is kept in 分', money('押金'), '1.2万', fen(1_200_000)],
    ['money is not negative unless it may be', money('押金'), '-1', /不能小于0/],
    ['money suspects the unit', money('押金', { max: 100 }), '101', /元还是万元/],
    ['a blank is not zero', money('押金'), '—', /没有发生请填0/],
    ['day reads a serial', day('日期'), 44927, '2023-01-01'],
    ['day refuses a day that is not', day('日期'), '2023.2.30', /这一天不存在/],
    ['day refuses the future', day('日期'), '2023-06-02', /在今天以后/],
    ['month reads a date cell', month('所属期'), '2023-05-01', '2023-05'],
    ['choice reads the label', choice('类', { a: '甲类', b: '乙类' }), ' 甲 类', 'a'],
    [
      'choice reads the code and other words',
      choice('类', { a: '甲', b: '乙' }, { also: { 二: 'b' } }),
      '二',
      'b',
    ],
    ['choice offers what there is', choice('类', { a: '甲', b: '乙' }), '丙', /可选：甲、乙/],
    ['yes and no', yesNo('是否'), '√', true],
    ['no is not a blank', yesNo('是否'), '不详', /应填“是”或“否”/],
    ['person refuses a number cell', person('证件号码'), 140902199001011230, /数字格式/],
    ['person refuses scientific writing', person('证件号码'), '1.40902E+17', /科学记数法/],
    ['person checks the last character', person('证件号码'), `${citizen}9`, /校验不通过/],
    ['place reads a code', place('村'), '140902101201', 140902101201],
    ['place wants its level', place('村', { level: 'village' }), '140902', /请填写到村/],
    [
      'reference reads an id',
      reference('项目', { to: 'funds.project' }),
      '01956D7C-5D2E-7A31-9C5E-3B1F0A4D8E27',
      '01956d7c-5d2e-7a31-9c5e-3b1f0a4d8e27',
    ],
    ['file refuses a name', file('照片'), '照片.jpg', /编号/],
    ['note keeps its lines', note('说明'), ' 一\r\n二 ', '一\n二'],
  ]
  test.each(cases)('%s', (_, column, given, expected) => {
    if (expected instanceof RegExp) expect(read(column, given)).toMatch(expected)
    else expect(read(column, given)).toBe(expected)
  })

  test('what a kind writes it reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (amount) => {
        const column = money('押金')
        expect(read(column, column.text(fen(amount)))).toBe(amount)
      }),
    )
    const area = number('面积', { decimals: 2 })
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (hundredths) => {
        const value = hundredths / 100
        expect(read(area, area.text(value))).toBe(value === 0 ? 0 : value)
      }),
    )
    const flag = yesNo('是否')
    expect([true, false].map((value) => read(flag, flag.text(value)))).toEqual([true, false])
  })

  test('people and sensitive texts lie sealed, others do not', () => {
    expect(person('证件号码').sealed).toBe('citizen')
    expect(text('电话', { sensitivity: 'sensitive', index: 'phone' }).sealed).toBe('phone')
    expect(note('病情', { sensitivity: 'sensitive' }).sqlType).toBe('bytea')
    expect(text('姓名', { sensitivity: 'personal' }).sealed).toBeUndefined()
  })
})

describe('the row', () => {
  const header = { row: 1, columns: ['readerId', 'name', 'fee', null, 'kind', undefined, 'backOn'] }
  const parse = rowParser(loans, header, context)
  const id = '11010519491231002X'
  const messages = (cells: GivenCell[]) => {
    const result = parse(cells)
    return result && !result.ok ? result.reasons.map(({ path, message }) => [path, message]) : result
  }

  test('is typed, with notes for repairs', () => {
    const result = parse(["'11010519491231002x", '张 三', 20, 'x', '小说', null, null])
    expect(result).toMatchObject({
      ok: true,
      value: { readerId: id, name: '张三', fee: 2000, kind: 'novel', backOn: null },
    })
    expect(result!.ok && result!.notes!.map(({ path }) => path)).toEqual(['readerId', 'readerId', 'name'])
  })

  test('collects every reason, each with its label', () => {
    expect(messages([null, '张三', '二十', null, '诗歌', null, '2023-02-30'])).toEqual([
      ['readerId', '“证件号码”必填，没有填写。'],
      ['fee', expect.stringMatching(/^“押金\(元\)”「二十」不是金额/)],
      ['kind', expect.stringMatching(/^“类别”「诗歌」不在可选项中/)],
      ['backOn', expect.stringMatching(/^“归还日期”「2023-02-30」/)],
    ])
  })

  test('refuses errors and formulas, and content without a header', () => {
    expect(messages([id, null, { fault: 'error', text: '#N/A' }])).toEqual([
      ['fee', '“押金(元)”单元格是错误值“#N/A”，请改成实际内容。'],
    ])
    expect(messages([id, null, { fault: 'formula', text: 'A1*2' }])![0 as never]).toEqual([
      'fee',
      expect.stringContaining('选择性粘贴'),
    ])
    expect(messages([id, null, '20', null, null, '多余'])).toEqual([
      [undefined, expect.stringContaining('没有表头')],
    ])
    expect(messages([id, null, '20', null, null, null, null, '多余'])).toEqual([
      [undefined, expect.stringContaining('没有表头')],
    ])
  })

  test('runs the checks between columns only on a row that is right', () => {
    expect(messages([id, null, '2000'])).toEqual([['fee', '押金太高。']])
    expect(messages([null, null, '2000'])).toEqual([['readerId', '“证件号码”必填，没有填写。']])
  })

  test('a line without content is no row; a form without content is one', () => {
    expect(parse([null, ' ', '\u3000'])).toBeUndefined()
    expect(parseRow(loans, {}, context)).toMatchObject({ ok: false })
    expect(parseRow(loans, { readerId: id, fee: '1' }, context)).toMatchObject({
      ok: true,
      value: { fee: 100 },
    })
  })
})

describe('the header', () => {
  const sheetPlace = (row: number, column?: number) =>
    `第${row}行${column === undefined ? '' : `${column + 1}列`}`
  const match = (...rows: string[][]) =>
    matchHeaders(
      loans,
      rows.map((cells, at) => ({ n: at + 1, cells })),
      sheetPlace,
    )
  const sentences = (...rows: string[][]) => {
    const result = match(...rows)
    return result.ok ? [] : result.reasons.map(({ message }) => message)
  }

  test('is found below a title, by labels and aliases, blanks and full-width forms aside', () => {
    expect(match(['2023年借阅登记'], [], ['序号', ' 身份证 号 ', '＊押金（元）', '', '姓名'])).toEqual({
      ok: true,
      value: { row: 3, columns: [null, 'readerId', 'fee', undefined, 'name'] },
    })
  })

  test('each fault is one sentence with its place', () => {
    expect(sentences(['证件号码', '押金(元)', '颜色'])).toEqual([
      '第1行3列的表头“颜色”不是“借阅登记”的栏目，请改成模板中的名称，或删去这一列。',
    ])
    expect(sentences(['证件号码', '姓名'])).toEqual([
      '第1行的表头中缺少必填栏目“押金(元)”，请对照模板补上这一列。',
    ])
    expect(sentences(['证件号码', '押金(元)', '身份证号'])).toEqual([
      '第1行3列的表头“身份证号”与第1行1列重复，请只保留一列。',
    ])
    expect(sentences(['姓名', '证件号码', ''], ['', '', '押金(元)'])).toEqual([
      expect.stringContaining('合起来才是表头'),
    ])
    expect(sentences(['户编号', '年收入'])).toEqual([expect.stringContaining('没有“借阅登记”的表头')])
    expect(sentences(...Array.from({ length: 11 }, () => ['说明']), ['证件号码', '押金(元)'])).toEqual([
      expect.stringContaining('前10行'),
    ])
  })

  test('columns moved to the right are still found', () => {
    const moved = [...Array.from({ length: 20 }, () => ''), '证件号码', '押金(元)']
    const result = match(moved)
    expect(result.ok && result.value.columns.indexOf('fee')).toBe(21)
  })
})

describe('the template', () => {
  test('offers lists, keeps numbers of people as text, and changes its version with its columns', () => {
    const template = sheetTemplate(loans)
    expect(template.columns.map(({ title, format, required }) => [title, format, required])).toEqual([
      ['证件号码', 'id', true],
      ['姓名', 'id', false],
      ['押金(元)', 'money', true],
      ['类别', 'text', false],
      ['归还日期', 'day', false],
    ])
    expect(template.columns[3]!.options).toEqual(['小说', '农技'])
    expect(template.guide.flat().join()).toContain('可选：小说、农技。')
    const other = defineLedger({
      ...loans,
      name: 'library.other',
      list: [],
      filter: [],
      sort: [],
      form: [],
      columns: { ...loans.columns, more: text('更多') },
    })
    expect(sheetTemplate(other).version).not.toBe(template.version)
  })
})
