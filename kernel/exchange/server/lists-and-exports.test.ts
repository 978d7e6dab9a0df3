import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { divisionCode, newId, type Problem } from '../../basis/index.ts'
import type { Actor } from '../../access/index.ts'
import { withScope } from '../../access/server/index.ts'
import { markOf, runCommand, runQuery, type Desk } from '../../commands/server/index.ts'
import { compareWithTable, countQuery, listQuery, type ListAsked } from '../../ledgers/server/index.ts'
import {
  loanHeader,
  loanLine,
  loans,
  loanTarget,
  openLibrary,
  rooms,
  roomTarget,
  type Library,
} from '../test/library.ts'
import { exchangeModule } from './exchange-module.ts'
import { exportLedger } from './export/export-ledger.ts'
import { openSheet } from './sheet/open-sheet.ts'
import { writeWorkbook } from './sheet/write-workbook.ts'
import { templateWorkbook } from './export/template.ts'

let library: Library
let desk: Desk
let module: ReturnType<typeof exchangeModule>
let clerk: Actor
const dir = mkdtempSync(join(tmpdir(), 'xinlu-lists-'))

beforeAll(async () => {
  library = await openLibrary(60)
  clerk = library.as('county')
  module = exchangeModule([loanTarget, roomTarget], { ...library, spool: join(dir, 'spool') })
  desk = { ...library, now: () => new Date(), constraints: {} }
  const batch = await send(
    library.readers.map((reader, i) =>
      loanLine(reader, { book: `B${i}`, lent: `2023-01-${String((i % 28) + 1).padStart(2, '0')}` }),
    ),
  )
  await act('exchange.commitImport', batch)
})
afterAll(() => library.close())

async function send(lines: string[], actor = clerk): Promise<string> {
  const path = await library.file(`${newId()}.csv`, [loanHeader, ...lines].join('\n'))
  const [route] = module.uploads
  const fields = route!.fields.parse({ ledger: 'library.loan', purpose: '核对借阅', period: '2023-01' })
  const answer = (await route!.run(library.database, {
    actor,
    fields,
    file: { path, name: 'a.csv', bytes: 1 },
    now: new Date(),
  })) as { batch: string }
  await module.checks.settled()
  return answer.batch
}

const act = (name: string, batch: string, actor = clerk) =>
  runCommand(
    desk,
    module.commands.find(({ contract }) => contract.name === name)!,
    { actor, body: { batch, command: newId() } },
  ) as Promise<{ state: string; abilities: Record<string, boolean> }>
const ask = (name: string, body: unknown, actor = clerk) =>
  runQuery(
    desk,
    module.queries.find(({ contract }) => contract.name === name)!,
    { actor, body },
  ) as Promise<never>
const list = (asked: ListAsked, actor = clerk) =>
  withScope(library.database, actor, (tx) =>
    listQuery({ tx, keys: library.keys, actor, from: 'library.loan' }, loans, asked),
  )
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: Problem) => error.code,
  )

describe('the list', () => {
  test('pages by keyset through every row once, in the order asked', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await list({ size: 7, sort: { column: 'lentOn', descending: true }, after })
      seen.push(...page.rows.map(({ values }) => String(values.lentOn)))
      after = page.next ?? undefined
    } while (after !== undefined)
    expect(seen).toHaveLength(60)
    expect(seen).toEqual([...seen].sort().reverse())
  })

  test('refuses a mark that is none', async () => {
    const sort = { column: 'lentOn' } as const
    for (const after of ['x', '[]', markOf('2026-05-01', 'x'), markOf('2026-02-30', newId())]) {
      expect(await codeOf(list({ size: 7, sort, after }))).toBe('commands.refused-input')
    }
    expect(await codeOf(list({ size: 7, after: markOf('', newId()) }))).toBe('commands.refused-input')
  })

  test('shows numbers of people masked, and finds them by their whole value', async () => {
    const { rows } = await list({ size: 1 })
    expect(rows[0]!.values.phone).toBe('138****1234')
    const found = await list({ size: 100, filters: [{ column: 'phone', op: 'is', value: '13803501234' }] })
    expect(found.rows).toHaveLength(60)
    expect(
      (await list({ size: 5, filters: [{ column: 'book', op: 'begins', value: 'B5' }] })).rows,
    ).toHaveLength(5)
  })

  test('a column the actor may not read is hidden, and cannot be filtered or counted by', async () => {
    const actor = library.as('department')
    expect((await list({ size: 1 }, actor)).rows[0]!.values.phone).toBe('***')
    const filters = [{ column: 'phone', op: 'is', value: '13803501234' }] as const
    expect(await codeOf(list({ size: 1, filters }, actor))).toBe('commands.forbidden')
    const count = withScope(library.database, actor, (tx) =>
      countQuery({ tx, keys: library.keys, actor, from: 'library.loan' }, loans, { filters }),
    )
    expect(await codeOf(count)).toBe('commands.forbidden')
  })

  test('only offered columns can be asked for, and only the own places are listed', async () => {
    await expect(list({ size: 1, sort: { column: 'fee' } })).rejects.toThrow('not offered')
    await expect(list({ size: 1, filters: [{ column: 'fee', op: 'is', value: 1 }] })).rejects.toThrow(
      'not offered',
    )
    const actor = library.as('township', 990101100000)
    const { rows } = await list({ size: 100 }, actor)
    expect(rows).toHaveLength(20)
    const count = await withScope(library.database, clerk, (tx) =>
      countQuery({ tx, keys: library.keys, actor: clerk, from: 'library.loan' }, loans, {
        within: divisionCode(990101100),
      }),
    )
    expect(count).toBe(20)
  })
})

test('definition and table are compared, and what is missing is printed', async () => {
  const compare = (table: string, ledger = loans as never) =>
    withScope(library.database, clerk, (tx) => compareWithTable(ledger, tx, table))
  expect(await compare('library.loan')).toEqual([])
  expect(await compare('library.room', rooms as never)).toEqual([])
  const missing = await compare('library.room')
  expect(missing).toContain('alter table library.room add column book text not null;')
  expect(missing).toContain('alter table library.room add column phone_index bytea;')
  expect(await compare('library.nothing')).toEqual(['-- the table library.nothing does not exist'])
})

describe('files going out', () => {
  test('an export holds the own places, masked, and leaves an audit entry', async () => {
    const path = join(dir, 'export.csv')
    const actor = library.as('township', 990101100000)
    const rows = await exportLedger(library, actor, loanTarget, { format: 'csv', purpose: '核对' }, path)
    expect(rows).toBe(20)
    const text = readFileSync(path, 'utf8')
    expect(text.split('\r\n')[0]).toContain('书号,借出日期,归还日期,押金(元),类别,有无损坏,联系电话')
    expect(text).toContain(',20,小说,否,138****1234')
    expect(text).not.toContain('13803501234')
    const { rows: entries } = await library.db.admin(
      `select detail from audit.entry where act = 'exchange.export' and actor = $1`,
      [actor.account],
    )
    expect(JSON.parse(entries[0].detail)).toEqual({ ledger: 'library.loan', format: 'csv', purpose: '核对' })
  })

  test('a department exports only its own ledgers, within its county', async () => {
    const other = library.as('department', 990101000000, '甲县教育局')
    const asked = { format: 'xlsx', purpose: '核对' } as const
    expect(await codeOf(exportLedger(library, other, loanTarget, asked, join(dir, 'x.xlsx')))).toBe(
      'exchange.not-your-ledger',
    )
    expect(
      await codeOf(
        exportLedger(
          library,
          clerk,
          loanTarget,
          { ...asked, division: divisionCode(990102) },
          join(dir, 'x.xlsx'),
        ),
      ),
    ).toBe('commands.not-found')
  })

  test('a template is a workbook whose header the reader finds, with its guide', async () => {
    const path = join(dir, 'template.xlsx')
    await writeWorkbook(templateWorkbook(loans), path)
    const sheet = await openSheet(path, { name: 'template.xlsx' })
    expect(sheet.sheetNames).toContain('填写说明')
    for await (const rows of sheet.rows())
      expect(rows[0]!.cells.map((cell) => cell.kind === 'text' && cell.text.replace('*', ''))).toContain(
        '证件号码',
      )
  })
})

describe('the routes', () => {
  test('an import is seen with its rows, what an update would change, and what may be done', async () => {
    const [one] = library.readers
    const batch = await send([
      loanLine(one!, { book: 'B0', lent: '2023-01-01', fee: '30', kind: '农技' }),
      loanLine(one!, { book: 'B9', fee: '13803501234x' }),
    ])
    const seen = (await ask('exchange.getImport', { batch })) as {
      state: string
      counts: object
      abilities: object
    }
    expect(seen).toMatchObject({
      state: 'previewed',
      counts: { update: 1, error: 1 },
      abilities: { commit: true, undo: false, cancel: true },
    })
    const { rows } = (await ask('exchange.listRows', { batch })) as {
      rows: { n: number; changes: object[]; cells: { text: string }[]; reasons: string[] }[]
    }
    expect(rows[0]!.changes).toEqual([
      { title: '押金（元）', before: '20.00', after: '30.00' },
      { title: '类别', before: '小说', after: '农技' },
    ])
    expect(JSON.stringify(rows)).not.toMatch(/13803501234|\d{17}[\dX]/)
    expect(rows[1]!.reasons[0]).toContain('不是金额')

    expect(await act('exchange.commitImport', batch)).toMatchObject({
      state: 'committed',
      abilities: { undo: true },
    })
    expect(await codeOf(act('exchange.commitImport', batch))).toBe('exchange.wrong-state')
    expect(await act('exchange.undoImport', batch)).toMatchObject({ state: 'undone' })
  })

  test('another department, another county and other roles find nothing', async () => {
    const batch = await send([loanLine(library.readers[1]!, { book: 'Z' })])
    const foreign = [library.as('department', 990101000000, '甲县教育局'), library.as('county', 990102000000)]
    for (const actor of foreign) {
      expect(await codeOf(ask('exchange.getImport', { batch }, actor))).toBe('commands.not-found')
      expect(await codeOf(ask('exchange.listRows', { batch }, actor))).toBe('commands.not-found')
      expect(await codeOf(act('exchange.commitImport', batch, actor))).toBe('commands.not-found')
    }
    expect(await codeOf(act('exchange.commitImport', batch, library.as('auditor')))).toBe(
      'commands.forbidden',
    )
    const { imports } = (await ask('exchange.listImports', {}, foreign[1])) as { imports: unknown[] }
    expect(imports).toEqual([])
    expect(await act('exchange.cancelImport', batch)).toMatchObject({ state: 'cancelled' })
  })

  test('a refused file is told with the batch, and the list pages', async () => {
    const batch = await send(['x'])
    expect(await ask('exchange.getImport', { batch })).toMatchObject({
      state: 'previewed',
      counts: { error: 1 },
    })
    const first = (await ask('exchange.listImports', { size: 2 })) as {
      imports: { id: string }[]
      next: string
    }
    const second = (await ask('exchange.listImports', { size: 2, after: first.next })) as {
      imports: { id: string }[]
    }
    expect(first.imports[0]!.id).toBe(batch)
    expect(new Set([...first.imports, ...second.imports].map(({ id }) => id)).size).toBe(4)
    for (const after of ['{}', 'x', markOf(batch), markOf('2026-02-30', batch)]) {
      expect(await codeOf(ask('exchange.listImports', { after }))).toBe('commands.refused-input')
      expect(await codeOf(ask('exchange.listRows', { batch, after }))).toBe('commands.refused-input')
    }
    expect(await codeOf(act('exchange.checkAgain', batch))).toBe('exchange.file-gone')
  })
})
