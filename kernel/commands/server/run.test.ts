/** An act from what arrives to what is answered, with a library that lends books. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { type Actor, actorOf, definePermissions } from '../../access/index.ts'
import { type Database, type Tx, memoryKeys, openDatabase } from '../../access/server/index.ts'
import { type DivisionCode, type Problem, defineProblem, divisionCode, newId } from '../../basis/index.ts'
import { act, ask } from '../contract.ts'
import * as field from '../field.ts'
import { notFound, staleVersion } from '../problems.ts'
import { command, query } from './definition.ts'
import { type Desk, runCommand, runQuery } from './run.ts'

const upper = divisionCode(149901101201)
const lower = divisionCode(149901101202)
const may = definePermissions('library', {
  read: { label: '查看藏书', roles: ['village', 'township'] },
  lend: { label: '借出藏书', roles: ['township'] },
})
const alreadyLent = defineProblem(409, 'library.already-lent', () => '这本书已经借出。')

const lend = command(
  act('library.lendBook', {
    summary: '借出一本书',
    input: { book: field.id(), ver: field.version(), reader: field.sentence(40) },
    output: z.object({ ver: z.int() }),
  }),
  {
    may: may.lend,
    subject: async (tx, { input }) => find(tx, input.book),
    run: async (tx, { subject, input }) => {
      if (subject.ver !== input.ver) throw staleVersion({ what: '这本书' }, { extra: { current: subject } })
      await sql`insert into library.loan (county, division, id, book, reader) values (149901, ${subject.division}, ${newId()}, ${subject.id}, ${input.reader})`.execute(
        tx,
      )
      await sql`update library.book set ver = ver + 1 where id = ${subject.id}`.execute(tx)
      return { ver: subject.ver + 1, shelf: 'never declared, never answered' }
    },
    audit: ({ subject }) => ({ subjectKind: 'book', subject: subject.id, division: subject.division }),
  },
)
const listBooks = query(
  ask('library.listBooks', {
    summary: '列出藏书',
    input: {},
    output: z.array(z.object({ title: z.string() })),
  }),
  {
    may: may.read,
    run: async (tx) =>
      (await sql<{ title: string }>`select * from library.book order by title`.execute(tx)).rows,
  },
)

async function find(
  tx: Tx,
  id: string,
): Promise<{ id: string; division: DivisionCode; ver: number; title: string }> {
  const found = await sql<{
    id: string
    division: DivisionCode
    ver: number
    title: string
  }>`select * from library.book where id = ${id}`.execute(tx)
  const book = found.rows[0]
  if (!book) throw notFound({ what: '这本书' })
  return book
}

let copy: TestDatabase
let database: Database
let desk: Desk
let book: string
const keys = memoryKeys()
const someone = (role: Actor['role'], division: DivisionCode): Actor =>
  actorOf({ account: newId(), name: '李梅', post: newId(), role, unit: '图书室', division })
const librarian = someone('township', divisionCode(149901101000))
const reader = someone('village', upper)

beforeAll(async () => {
  copy = await testDatabase()
  await copy.admin(`
    set role xinlu_owner;
    create schema library;
    create table library.book (county int, division bigint, id uuid, title text, ver int default 1, primary key (county, id));
    create table library.loan (county int, division bigint, id uuid, book uuid, reader text,
      constraint loan_once unique (county, book), primary key (county, id));
    call access.guard('library.book');
    call access.guard('library.loan');
    reset role`)
  database = openDatabase(copy.appUrl)
  desk = { database, keys, now: () => new Date(), constraints: { loan_once: alreadyLent } }
})
afterAll(async () => {
  await database.close()
  await keys.close()
  await copy.drop()
})
beforeEach(async () => {
  book = newId()
  await copy.admin(
    'truncate library.book, library.loan, audit.entry, audit.head, commands.inbox, commands.inbox_conflict',
  )
  await copy.admin(
    'insert into library.book (county, division, id, title) values (149901, $1, $2, $3), (149901, $4, $5, $6)',
    [upper, book, '《红楼梦》', lower, newId(), '《农桑辑要》'],
  )
})

const send = (actor: Actor, body: object, id = newId()) =>
  runCommand(desk, lend, { actor, body: { ...body, command: id } })
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (problem: Problem) => problem,
  )
const loans = async () => (await copy.admin('select reader from library.loan')).rows.map((row) => row.reader)
const entries = async () =>
  (await copy.admin('select act, outcome, subject_kind from audit.entry order by seq')).rows

describe('an act', () => {
  test('is done, told to the audit trail, and answered with what was declared only', async () => {
    expect(await send(librarian, { book, ver: 1, reader: '吴老四' })).toEqual({ ver: 2 })
    expect(await loans()).toEqual(['吴老四'])
    expect(await entries()).toEqual([{ act: 'library.lendBook', outcome: 'done', subject_kind: 'book' }])
  })

  test('sent twice is done once and answered twice', async () => {
    const id = newId()
    const first = await send(librarian, { book, ver: 1, reader: '吴老四' }, id)
    expect(await send(librarian, { ver: 1, reader: '吴老四', book }, id)).toEqual(first)
    expect(await loans()).toEqual(['吴老四'])
    expect(await entries()).toHaveLength(1)
  })

  test('sent by twenty hands at once under one id is done once', async () => {
    const id = newId()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send(librarian, { book, ver: 1, reader: '吴老四' }, id)),
    )
    expect(answers).toEqual(Array.from({ length: 20 }, () => ({ ver: 2 })))
    expect(await loans()).toEqual(['吴老四'])
  })

  test('with another content under the same id is refused, and both contents are kept', async () => {
    const id = newId()
    await send(librarian, { book, ver: 1, reader: '吴老四' }, id)
    const problem = await refusal(send(librarian, { book, ver: 1, reader: '孙二宝' }, id))
    expect(problem?.code).toBe('commands.already-sent')
    const kept = (await copy.admin('select body from commands.inbox_conflict')).rows
    expect(kept).toHaveLength(1)
    expect(kept[0].body.toString('utf8')).not.toContain('孙二宝')
    expect(keys.open(kept[0].body)).toContain('孙二宝')
    expect(await loans()).toEqual(['吴老四'])
  })

  test('on an old version is refused with the version of now', async () => {
    await send(librarian, { book, ver: 1, reader: '吴老四' })
    const problem = await refusal(send(librarian, { book, ver: 1, reader: '孙二宝' }))
    expect(problem).toMatchObject({
      status: 409,
      code: 'commands.stale-version',
      extra: { current: { ver: 2 } },
    })
  })

  test('that breaks a named constraint is refused in the words of that constraint, and nothing stays behind', async () => {
    await send(librarian, { book, ver: 1, reader: '吴老四' })
    const problem = await refusal(send(librarian, { book, ver: 2, reader: '孙二宝' }))
    expect(problem).toMatchObject({ code: 'library.already-lent', detail: '这本书已经借出。' })
    expect(await loans()).toEqual(['吴老四'])
    expect((await copy.admin('select ver from library.book where id = $1', [book])).rows[0].ver).toBe(2)
  })

  test('by somebody who may only look is refused, and the attempt is a fact', async () => {
    const problem = await refusal(send(reader, { book, ver: 1, reader: '吴老四' }))
    expect(problem).toMatchObject({ status: 403, code: 'commands.forbidden' })
    expect(problem?.detail).toContain('借出藏书')
    expect(await entries()).toEqual([
      { act: 'library.lendBook', outcome: 'refused', subject_kind: 'command' },
    ])
  })

  test('on a record of another place is not found, as if it did not exist', async () => {
    const foreign = newId()
    await copy.admin(
      'insert into library.book (county, division, id, title) values (149902, 149902101201, $1, $2)',
      [foreign, '邻县的书'],
    )
    const [there, nowhere] = await Promise.all([
      refusal(send(librarian, { book: foreign, ver: 1, reader: '吴老四' })),
      refusal(send(librarian, { book: newId(), ver: 1, reader: '吴老四' })),
    ])
    expect(there).toMatchObject({ status: 404, code: 'commands.not-found' })
    expect(there?.detail).toBe(nowhere?.detail)
  })

  test('with a wrong body is refused with every reason, and unknown members are named', async () => {
    const problem = await refusal(send(librarian, { book: 'x', ver: 0, reader: ' ', status: 'approved' }))
    expect(problem?.code).toBe('commands.refused-input')
    expect(problem?.reasons?.map(({ path }) => path).sort()).toEqual(['', 'book', 'reader', 'ver'])
    expect(problem?.reasons?.find(({ path }) => path === '')?.message).toContain('status')
  })

  test('whose audit entry cannot be written is rolled back', async () => {
    await copy.admin('revoke insert on audit.entry from xinlu_app')
    const problem = await refusal(send(librarian, { book, ver: 1, reader: '吴老四' }))
    await copy.admin('grant insert on audit.entry to xinlu_app')
    expect(problem).toBeDefined()
    expect(await loans()).toEqual([])
  })
})

describe('an ask', () => {
  test('answers what lies in the place of the one who asks, and no more than was declared', async () => {
    expect(await runQuery(desk, listBooks, { actor: reader, body: {} })).toEqual([{ title: '《红楼梦》' }])
    expect(await runQuery(desk, listBooks, { actor: librarian, body: {} })).toHaveLength(2)
  })

  test('that meets a migration is asked to come again, once', async () => {
    const list = () => runQuery(desk, listBooks, { actor: reader, body: {} })
    for (let turn = 0; turn < 3; turn += 1) await list()
    await copy.admin('alter table library.book add column shelf text')
    expect((await refusal(list()))?.code).toBe('commands.busy')
    expect(await list()).toEqual([{ title: '《红楼梦》' }])
  })

  test('by a role without the right is refused', async () => {
    const problem = await refusal(runQuery(desk, listBooks, { actor: someone('auditor', upper), body: {} }))
    expect(problem).toMatchObject({ status: 403 })
  })
})
