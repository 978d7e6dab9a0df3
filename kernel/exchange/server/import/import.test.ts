import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { divisionCode, newId, type Problem } from '../../../basis/index.ts'
import type { Actor } from '../../../access/index.ts'
import { withScope } from '../../../access/server/index.ts'
import type { Batch, VerdictCounts } from '../../batch.ts'
import type { SheetRow } from '../../cell.ts'
import {
  addReaders,
  citizenOf,
  loanHeader,
  loanLine,
  loanTarget,
  nameOf,
  openLibrary,
  roomTarget,
  type Library,
} from '../../test/library.ts'
import { openSheet } from '../sheet/open-sheet.ts'
import { writeWorkbook } from '../sheet/write-workbook.ts'
import { cancelBatch } from './cancel-batch.ts'
import { checkBatch } from './check-batch.ts'
import { commitBatch } from './commit-batch.ts'
import { errorWorkbook } from './error-workbook.ts'
import type { ImportTarget } from './import-target.ts'
import { previewBatch } from './preview-batch.ts'
import { receiveFile, type Received } from './receive-file.ts'
import { findBatch, listStaged, lockBatch } from './store.ts'
import { undoBatch } from './undo-batch.ts'

const repairs: Record<string, string> = { 二十: '20', '2023-02-30': '2023-02-28', 诗歌: '小说' }
let library: Library
let clerk: Actor
const now = new Date('2023-06-01T02:00:00Z')

beforeAll(async () => {
  library = await openLibrary(600)
  clerk = library.as('county')
})
afterAll(() => library.close())

async function receive(
  lines: readonly string[],
  options: { actor?: Actor; period?: string; target?: ImportTarget; header?: string } = {},
): Promise<Received & { path: string }> {
  const name = `${newId()}.csv`
  const path = await library.file(name, [options.header ?? loanHeader, ...lines].join('\n'))
  const file = { path, name, period: options.period ?? '2023-02', purpose: '核对借阅' }
  return {
    ...(await receiveFile(library.database, options.actor ?? clerk, options.target ?? loanTarget, file)),
    path,
  }
}

async function check(lines: readonly string[], options: Parameters<typeof receive>[1] = {}): Promise<Batch> {
  const { batch, path } = await receive(lines, options)
  return checkBatch(
    { database: library.database, keys: library.keys, now },
    options.actor ?? clerk,
    options.target ?? loanTarget,
    batch,
    { path },
  )
}

function act<T>(
  batch: Batch,
  run: (tx: Parameters<typeof lockBatch>[0], locked: Batch) => Promise<T>,
  actor = clerk,
): Promise<T> {
  return withScope(library.database, actor, async (tx) => run(tx, (await lockBatch(tx, batch.id))!))
}

const commit = (batch: Batch, target: ImportTarget = loanTarget, actor = clerk) =>
  act(batch, (tx, locked) => commitBatch(tx, target, locked), actor)
const undo = (batch: Batch, at = new Date()) =>
  act(batch, (tx, locked) => undoBatch(tx, loanTarget, locked, at))
const staged = (batch: Batch, verdict: 'error' | 'same' | 'new') =>
  withScope(library.database, clerk, (tx) => listStaged(tx, batch, { verdict, size: 100 }))
const counts = (some: Partial<VerdictCounts>) => ({
  new: 0,
  update: 0,
  same: 0,
  error: 0,
  unmatched: 0,
  contradicting: 0,
  ...some,
})
const loansOf = async (book: string) =>
  (await library.db.admin('select * from library.loan where book = $1 order by id', [book])).rows

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (why: Problem) => why,
  )
  expect(error).toBeDefined()
  return error!.detail
}

describe('counting', () => {
  test('500 rows of which 50 exist are counted exactly, and the same file twice changes nothing', async () => {
    const first = library.readers.slice(0, 50).map((reader) => loanLine(reader, { book: 'C' }))
    await commit(await check(first))
    const lines = library.readers.slice(0, 500).map((reader) => loanLine(reader, { book: 'C' }))
    const batch = await check(lines)
    expect(batch).toMatchObject({ state: 'previewed', rows: 500, counts: counts({ new: 450, same: 50 }) })
    await commit(batch)
    const before = await loansOf('C')
    expect(before).toHaveLength(500)

    const name = 'again.csv'
    const path = await library.file(name, [loanHeader, ...lines].join('\n'))
    const again = await receiveFile(library.database, clerk, loanTarget, {
      path,
      name,
      period: '2023-02',
      purpose: '核对借阅',
    })
    expect(again.repeated).toContain('已导入，内容相同，不会重复')
    expect(again.batch.id).toBe(batch.id)

    const other = await check([...lines, ''])
    expect(other.counts).toEqual(counts({ same: 500 }))
    await commit(other)
    expect(await loansOf('C')).toEqual(before)
  })

  test('only what differs is updated, a column that is not in the file stays as it is', async () => {
    const [one, two, three] = library.readers as [never, never, never]
    await commit(await check([one, two, three].map((reader) => loanLine(reader, { book: 'D', fee: '20' }))))
    const batch = await check(
      [loanLine(one, { book: 'D', fee: '30' }), loanLine(two, { book: 'D' })].map((line) =>
        line.split(',').slice(0, 7).join(','),
      ),
      { header: loanHeader.split(',').slice(0, 7).join(',') },
    )
    expect(batch.counts).toEqual(counts({ update: 1, same: 1 }))
    await commit(batch)
    const rows = await loansOf('D')
    expect(rows.map(({ fee }) => Number(fee)).sort((a, b) => a - b)).toEqual([2000, 2000, 3000])
    expect(rows.every(({ damaged, phone }) => damaged === false && phone !== null)).toBe(true)
    expect(rows.map(({ ver }) => ver).sort((a, b) => a - b)).toEqual([1, 1, 2])
  })

  test('equal sealed texts are the same, another telephone is an update', async () => {
    const reader = library.readers[7]!
    await commit(await check([loanLine(reader, { book: 'E' })]))
    expect((await check([loanLine(reader, { book: 'E' })], { period: '2023-03' })).counts).toEqual(
      counts({ same: 1 }),
    )
    expect((await check([loanLine(reader, { book: 'E', phone: '13903501234' })])).counts).toEqual(
      counts({ update: 1 }),
    )
  })
})

describe('siblings in one file', () => {
  test('equal rows count once, with a note', async () => {
    const line = loanLine(library.readers[0]!, { book: 'F' })
    const batch = await check([line, line, loanLine(library.readers[1]!, { book: 'F' })])
    expect(batch.counts).toEqual(counts({ new: 2, same: 1 }))
    const [same] = await staged(batch, 'same')
    expect(same).toMatchObject({ n: 3, notes: [{ message: '与第2行完全相同，只算一次。' }] })
    await commit(batch)
    expect(await loansOf('F')).toHaveLength(2)
  })

  test('rows of one record that differ are errors that name each other', async () => {
    const reader = library.readers[0]!
    const batch = await check([
      loanLine(reader, { book: 'G', fee: '1' }),
      loanLine(library.readers[1]!, { book: 'G' }),
      loanLine(reader, { book: 'G', fee: '2' }),
    ])
    expect(batch.counts).toEqual(counts({ new: 1, error: 2 }))
    const errors = await staged(batch, 'error')
    expect(errors.map(({ n, errors: why }) => [n, why?.[0]?.message.slice(0, 4)])).toEqual([
      [2, '与第4行'],
      [4, '与第2行'],
    ])
  })
})

describe('people', () => {
  test('unknown and differently named people wait in the queue once, and never hold up the rest', async () => {
    const known = library.readers[3]!
    const lines = [
      loanLine({ citizen: citizenOf(9001), name: '测无人' }, { book: 'H' }),
      loanLine({ citizen: known.citizen, name: '测别名' }, { book: 'H' }),
      loanLine(known, { book: 'H' }),
    ]
    const batch = await check(lines)
    expect(batch.counts).toEqual(counts({ new: 1, unmatched: 1, contradicting: 1 }))
    await commit(batch)
    await commit(await check([...lines, lines[0]!]))
    const { rows } = await library.db.admin(
      `select * from library.waiting where given ->> 'book' = 'H' order by n`,
    )
    expect(rows.map(({ why, name }) => [why, name])).toEqual([
      ['unmatched', '测无人'],
      ['contradicting', '测别名'],
    ])
    expect(library.keys.open(rows[0].id_sealed)).toBe(citizenOf(9001))
    expect(rows[1].found).toEqual([{ person: known.id, household: known.id }])
    expect(await loansOf('H')).toHaveLength(1)
  })

  test('of several with one number the active one is meant; two active ones contradict', async () => {
    const [gone, here, twin] = [1, 2, 3].map(() => ({
      id: newId<'reader'>(),
      name: '测重号',
      citizen: citizenOf(9002),
      division: 990101100001,
    }))
    await addReaders(library.db, library.keys, [gone!], 'left')
    await addReaders(library.db, library.keys, [here!])
    const line = loanLine(here!, { book: 'I' })
    const batch = await check([line])
    expect(batch.counts).toEqual(counts({ new: 1 }))
    await commit(batch)
    expect((await loansOf('I'))[0].person).toBe(here!.id)
    await addReaders(library.db, library.keys, [twin!])
    expect((await check([line, ''])).counts).toEqual(counts({ contradicting: 1 }))
  })

  test('somebody elsewhere is answered exactly like nobody', async () => {
    const town = library.as('township', 990101100000)
    const mine = library.readers.find(({ division }) => division === 990101100001)!
    const elsewhere = library.readers.find(({ division }) => division === 990101101001)!
    const nobody = { citizen: citizenOf(9003), name: '测无人' }
    const batch = await check(
      [mine, elsewhere, nobody].map((reader) => loanLine(reader, { book: 'J' })),
      { actor: town },
    )
    expect(batch.counts).toEqual(counts({ new: 1, unmatched: 2 }))
    const rows = await withScope(library.database, town, (tx) =>
      listStaged(tx, batch, { verdict: 'unmatched', size: 9 }),
    )
    expect(rows.map(({ errors, notes }) => ({ errors, notes }))).toEqual([
      { errors: null, notes: null },
      { errors: null, notes: null },
    ])
  })

  test('no number, telephone or card lies in the staging in the clear', async () => {
    const batch = await check([
      loanLine(library.readers[0]!, { book: 'K' }),
      loanLine(library.readers[1]!, { book: 'K', fee: '13803501234x' }),
    ])
    const { rows } = await library.db.admin('select s::text as row from exchange.staged s where batch = $1', [
      batch.id,
    ])
    expect(rows).toHaveLength(2)
    for (const { row } of rows) {
      expect(row).not.toMatch(/13803501234/)
      expect(row).not.toContain(library.readers[0]!.citizen)
      expect(row).not.toContain(library.readers[1]!.citizen)
    }
  })
})

describe('places', () => {
  test('a row outside the own places is an error row, and a column named like it is the place of the record', async () => {
    const header = '所在村,名称,座位'
    const batch = await check(['990101100001,甲室,20', '990102100001,乙室,30'], {
      target: roomTarget,
      header,
    })
    expect(batch.counts).toEqual(counts({ new: 1, error: 1 }))
    expect((await staged(batch, 'error'))[0]!.errors![0]!.message).toBe('“所在村”不在您的管辖范围内。')
    await commit(batch, roomTarget)
    const { rows } = await library.db.admin('select division::text, name, seats from library.room')
    expect(rows).toEqual([{ division: '990101100001', name: '甲室', seats: '20' }])
  })

  test('a key that is taken out of sight stops the commit, and nothing is written', async () => {
    const header = '所在村,名称'
    const town = library.as('township', 990101101000)
    const batch = await check(['990101101001,甲室', '990101101001,丙室'], {
      target: roomTarget,
      header,
      actor: town,
    })
    expect(batch.counts).toEqual(counts({ new: 2 }))
    expect(await refusal(commit(batch, roomTarget, town))).toContain('没有入库')
    const { rows } = await library.db.admin(`select name from library.room where name = '丙室'`)
    expect(rows).toEqual([])
  })
})

describe('taking back', () => {
  test('undo deletes what was made and restores what was changed', async () => {
    const [one, two] = library.readers as [never, never]
    await commit(await check([loanLine(one, { book: 'L', fee: '20' })]))
    const before = await loansOf('L')
    const batch = await check([
      loanLine(one, { book: 'L', fee: '35', phone: '13903501234' }),
      loanLine(two, { book: 'L' }),
      loanLine({ citizen: citizenOf(9004), name: '测无' }, { book: 'L' }),
    ])
    await commit(batch)
    expect(await loansOf('L')).toHaveLength(2)
    expect(await undo(batch)).toMatchObject({ state: 'undone' })
    expect(await loansOf('L')).toEqual(before.map((row) => ({ ...row, ver: 3 })))
    const { rows } = await library.db.admin(`select from library.waiting where given ->> 'book' = 'L'`)
    expect(rows).toHaveLength(0)
    expect(await refusal(undo(batch))).toContain('不能撤销')
  })

  test('a row changed since stops the undo and says how many', async () => {
    const batch = await check(library.readers.slice(0, 3).map((reader) => loanLine(reader, { book: 'M' })))
    await commit(batch)
    const [{ id }] = (await loansOf('M')) as [{ id: string }]
    await library.db.admin('update library.loan set fee = 1, ver = ver + 1 where id = $1', [id])
    expect(await refusal(undo(batch))).toContain('已有1行被修改或删除')
    expect(await loansOf('M')).toHaveLength(3)
  })

  test('after the hours of the setting it is too late', async () => {
    const batch = await check([loanLine(library.readers[0]!, { book: 'N' })])
    await commit(batch)
    expect(await refusal(undo(batch, new Date(Date.now() + 25 * 3_600_000)))).toContain('已超过24小时')
  })

  test('a record changed between preview and commit stops the commit', async () => {
    const reader = library.readers[0]!
    await commit(await check([loanLine(reader, { book: 'O' })]))
    const batch = await check([loanLine(reader, { book: 'O', fee: '77' })])
    await library.db.admin(`update library.loan set fee = 7700, ver = ver + 1 where book = 'O'`)
    expect(await refusal(commit(batch))).toContain('预览之后有1行')
    const fresh = await act(batch, (tx, locked) => previewBatch(tx, loanTarget, locked))
    expect(fresh.counts).toEqual(counts({ same: 1 }))
  })
})

describe('interrupted work', () => {
  const rowsOf = async (batch: Batch) =>
    (await library.db.admin('select from exchange.staged where batch = $1', [batch.id])).rows.length

  test('an aborted check leaves nothing and can be checked again', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) =>
      loanLine(library.readers[i % 600]!, { book: `P${Math.floor(i / 600)}` }),
    )
    const { batch, path } = await receive(lines)
    const stop = new AbortController()
    const bench = {
      database: library.database,
      keys: library.keys,
      now,
      signal: stop.signal,
      progress: (rows: number) => rows > 5000 && stop.abort(new Error('stopped')),
    }
    await expect(checkBatch(bench, clerk, loanTarget, batch, { path })).rejects.toThrow('stopped')
    expect(await rowsOf(batch)).toBe(0)
    expect(await withScope(library.database, clerk, (tx) => findBatch(tx, batch.id))).toMatchObject({
      state: 'cancelled',
    })
    const again = await checkBatch(
      { database: library.database, keys: library.keys, now },
      clerk,
      loanTarget,
      batch,
      { path },
    )
    expect(again.counts).toEqual(counts({ new: 30_000 }))
    await act(again, (tx, locked) => cancelBatch(tx, locked))
    expect(await rowsOf(batch)).toBe(0)
  })

  test('cancelled by somebody else, a running check rolls back', async () => {
    const { batch, path } = await receive([loanLine(library.readers[0]!, { book: 'Q' })])
    const slow: ImportTarget = {
      ...loanTarget,
      resolve: async (tx, whole, rows) => {
        await act(whole, (other, locked) => cancelBatch(other, locked))
        return loanTarget.resolve(tx, whole, rows)
      },
    }
    await expect(
      checkBatch({ database: library.database, keys: library.keys, now }, clerk, slow, batch, { path }),
    ).rejects.toThrow('wrong-state')
    expect(await rowsOf(batch)).toBe(0)
    expect(await withScope(library.database, clerk, (tx) => findBatch(tx, batch.id))).toMatchObject({
      state: 'cancelled',
    })
  })

  test('a batch left by a dead process is shown as interrupted and can be checked again', async () => {
    const { batch, path } = await receive([loanLine(library.readers[0]!, { book: 'R' })])
    await library.db.admin(
      `update exchange.batch set state = 'checking', lease_until = now() - interval '1 second' where id = $1`,
      [batch.id],
    )
    const seen = await withScope(library.database, clerk, (tx) => findBatch(tx, batch.id))
    expect(seen).toMatchObject({ state: 'failed' })
    expect(seen!.problem).toContain('处理中断')
    const again = await checkBatch(
      { database: library.database, keys: library.keys, now },
      clerk,
      loanTarget,
      batch,
      { path },
    )
    expect(again.state).toBe('previewed')
  })

  test('a check cannot begin while another one lives', async () => {
    const { batch, path } = await receive([loanLine(library.readers[0]!, { book: 'S' })])
    await library.db.admin(
      `update exchange.batch set state = 'checking', lease_until = now() + interval '1 minute' where id = $1`,
      [batch.id],
    )
    expect(
      await refusal(
        checkBatch({ database: library.database, keys: library.keys, now }, clerk, loanTarget, batch, {
          path,
        }),
      ),
    ).toContain('校验中')
  })
})

describe('files that are not the ledger', () => {
  const cases: [string, string[], string][] = [
    ['another register', ['户编号,户主,人口,年收入', '1,张三,3,20000'], '没有“借阅登记”的表头'],
    [
      'an unknown column',
      [`${loanHeader},颜色`, `${loanLine({ citizen: citizenOf(0), name: nameOf(0) })},红`],
      '第1行J列的表头“颜色”不是“借阅登记”的栏目',
    ],
    ['a missing column', [loanHeader.replace(',书号', '')], '缺少必填栏目“书号”'],
    ['a column twice', [`${loanHeader},身份证号`], '第1行J列的表头“身份证号”与'],
    ['no rows', [loanHeader], '表头下面没有数据行'],
    [
      'a header of two rows',
      ['证件号码,姓名,书号,借出日期,,押金(元),类别', ',,,,归还日期,,', ',,,,,,'].map((line, i) =>
        i === 0 ? line.replace('书号', '书') : i === 1 ? line.replace(',,,,', ',,书号,,') : line,
      ),
      '合起来才是表头',
    ],
    [
      'everything shifted',
      [
        loanHeader,
        ...[0, 1].map((i) => ','.repeat(20) + loanLine({ citizen: citizenOf(i), name: nameOf(i) })),
      ],
      '第2行U列起的数据与表头不在同一列',
    ],
  ]
  test.each(cases)('%s is refused whole, with a sentence', async (_, [header, ...lines], sentence) => {
    const { batch, path } = await receive(lines, { header })
    const bench = { database: library.database, keys: library.keys, now }
    expect(await refusal(checkBatch(bench, clerk, loanTarget, batch, { path }))).toContain(sentence)
    const seen = await withScope(library.database, clerk, (tx) => findBatch(tx, batch.id))
    expect(seen).toMatchObject({ state: 'failed', problem: expect.stringContaining(sentence) })
  })

  test('a ledger of another unit is refused to a department, and a place out of reach to everybody', async () => {
    expect(
      await refusal(receive([], { actor: library.as('department', 990101000000, '甲县教育局') })),
    ).toContain('由图书馆负责')
    await expect(receive([], { actor: library.as('village', 990101100001) })).rejects.toThrow('forbidden')
    const far = { path: '', name: 'x.csv', purpose: '核对', division: divisionCode(990102) }
    await expect(receiveFile(library.database, clerk, loanTarget, far)).rejects.toThrow('not-found')
  })
})

describe('the error workbook', () => {
  test('comes back with the columns of the file and the reasons, and imports cleanly once corrected', async () => {
    const [one, two, three] = library.readers as [never, never, never]
    const header = loanHeader.replace('证件号码', '身份证号')
    const batch = await check(
      [
        loanLine(one, { book: 'T' }),
        loanLine(two, { book: 'T', fee: '二十' }),
        loanLine(three, { book: 'T', lent: '2023-02-30', kind: '诗歌' }),
        '#N/A,,,,,,,,',
      ],
      { header },
    )
    expect(batch.counts).toEqual(counts({ new: 1, error: 3 }))
    const path = await library.file('errors.xlsx', '')
    expect(await writeWorkbook(errorWorkbook(library, clerk, loanTarget.ledger, batch), path)).toBe(3)
    const sheet = await openSheet(path, { name: 'errors.xlsx' })
    const rows: SheetRow[] = []
    for await (const some of sheet.rows()) rows.push(...some)
    const texts = rows.map(({ cells }) => cells.map((cell) => (cell.kind === 'text' ? cell.text : '')))
    expect(texts[0]).toEqual([...header.split(','), '错误原因'])
    expect(texts[1]![5]).toBe('二十')
    expect(texts[1]!.at(-1)).toMatch(/^第3行：“押金\(元\)”「二十」不是金额/)
    expect(texts[2]!.at(-1)).toMatch(/这一天不存在.*；.*不在可选项中/)

    const fixed = texts.slice(1, 3).map((line) => line.map((text) => repairs[text] ?? text).join(','))
    const again = await check(fixed, { header: texts[0]!.join(',') })
    expect(again.counts).toEqual(counts({ new: 2 }))
  })
})
