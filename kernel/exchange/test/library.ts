/** A library that lends books: the ledger on which imports are tested, so that the kernel never knows a household. */
import { writeFile } from 'node:fs/promises'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkCharacterOf, divisionCode, nameKey, newId, parsePersonName, reason } from '../../basis/index.ts'
import { actorOf, definePermissions, type Actor, type Role } from '../../access/index.ts'
import { memoryKeys, openDatabase, type Database, type Keys } from '../../access/server/index.ts'
import { choice, day, defineLedger, money, person, place, text, yesNo } from '../../ledgers/index.ts'
import { testDatabase, type TestDatabase } from '../../../db/test/index.ts'
import { tableTarget } from '../server/import/table-target.ts'

/** What the library lets people do. */
export const permissions = definePermissions('library', {
  lend: { label: '登记借阅', roles: ['township', 'county', 'city', 'department'] },
})

/** One loan of one book by one reader. */
export const loans = defineLedger({
  name: 'library.loan',
  title: '借阅登记',
  owner: '图书馆',
  about: '每借一本书填一行。',
  columns: {
    readerId: person('证件号码', { required: true, stored: false, aliases: ['身份证号'] }),
    name: text('姓名', { required: true, stored: false, sensitivity: 'personal', parse: parsePersonName }),
    book: text('书号', { required: true, max: 20 }),
    lentOn: day('借出日期', { required: true }),
    backOn: day('归还日期'),
    fee: money('押金(元)', { required: true }),
    kind: choice('类别', { novel: '小说', farming: '农技' }, { required: true }),
    damaged: yesNo('有无损坏'),
    phone: text('联系电话', { sensitivity: 'sensitive', index: 'phone', max: 20 }),
  },
  list: ['book', 'lentOn', 'fee', 'phone'],
  filter: ['book', 'phone'],
  sort: ['lentOn'],
  form: [{ title: '借阅', columns: ['readerId', 'name', 'book'] }],
  checks: [
    (row) =>
      row.backOn !== null && row.backOn < row.lentOn
        ? reason('library.back-before-lent', '归还日期早于借出日期，请核对。', { path: 'backOn' })
        : null,
  ],
})

/** Where each reading room lies; a ledger without people. */
export const rooms = defineLedger({
  name: 'library.room',
  title: '阅览室',
  owner: '图书馆',
  about: '每个阅览室填一行。',
  columns: {
    division: place('所在村', { required: true }),
    name: text('名称', { required: true, max: 30 }),
    seats: text('座位', { max: 5 }),
  },
  list: ['name'],
  form: [{ title: '阅览室', columns: ['division', 'name'] }],
})

/** The loans as an import target: a reader may borrow one book once a day. */
export const loanTarget = tableTarget({
  ledger: loans,
  table: 'library.loan',
  permission: permissions.lend,
  key: ['person', 'book', 'lentOn'],
  people: { view: 'library.reader_public', nameColumn: 'name', prefer: { column: 'state', value: 'active' } },
  queue: 'library.waiting',
  period: true,
})

/** The rooms as an import target. */
export const roomTarget = tableTarget({
  ledger: rooms,
  table: 'library.room',
  permission: permissions.lend,
  key: ['name'],
})

const schema = `
  create schema library;
  grant usage on schema library to xinlu_app;
  create table library.reader (county int not null, id uuid not null, division bigint not null, household uuid not null,
    id_index bytea not null, name_key text not null, state text not null default 'active', primary key (county, id));
  create index on library.reader (county, id_index);
  call access.guard('library.reader');
  create view library.reader_public with (security_invoker = true) as select * from library.reader;
  grant select on library.reader_public to xinlu_app;
  create table library.loan (county int not null, id uuid not null, division bigint not null, batch uuid,
    ver int not null default 1, person uuid not null, household uuid not null, period date,
    book text not null, lent_on date not null, back_on date, fee bigint not null, kind text not null, damaged boolean,
    phone bytea, phone_index bytea, primary key (county, id),
    constraint loan_once unique (county, person, book, lent_on), check (county = division / 1000000));
  create index on library.loan (division, lent_on, id);
  call access.guard('library.loan');
  create table library.room (county int not null, id uuid not null, division bigint not null, batch uuid,
    ver int not null default 1, name text not null, seats text, primary key (county, id), unique (county, name));
  call access.guard('library.room');
  create table library.waiting (county int not null, id uuid not null, division bigint not null, ledger text not null,
    batch uuid, n int, period date, why text not null, id_index bytea, id_sealed bytea, name text, given jsonb not null,
    found jsonb not null, state text not null default 'waiting', primary key (county, id));
  call access.guard('library.waiting');`

/** A reader of the library, as the test invents one. */
export interface Reader {
  id: string
  name: string
  citizen: string
  division: number
}

/** The library's database with its people at work. */
export interface Library {
  db: TestDatabase
  database: Database
  keys: Keys
  readers: Reader[]
  as(role: Role, division?: number, unit?: string): Actor
  file(name: string, content: string): Promise<string>
  close(): Promise<void>
}

/** Makes the library with `count` readers, spread over three villages of the county 990101. */
export async function openLibrary(count = 60): Promise<Library> {
  const db = await testDatabase()
  await db.admin(schema)
  const keys = memoryKeys()
  const readers: Reader[] = []
  for (let i = 0; i < count; i += 1) {
    readers.push({
      id: newId<'reader'>(),
      name: nameOf(i),
      citizen: citizenOf(i),
      division: 990101100001 + (i % 3) * 1000,
    })
  }
  await addReaders(db, keys, readers)
  const database = openDatabase(db.appUrl, { connections: 6 })
  const dir = mkdtempSync(join(tmpdir(), 'xinlu-library-'))
  return {
    db,
    database,
    keys,
    readers,
    as: (role, division = 990101000000, unit = role === 'department' ? '甲县图书馆' : '甲县专班') =>
      actorOf({
        account: newId(),
        name: '测试员',
        post: newId(),
        role,
        unit,
        division: divisionCode(division),
      }),
    file: async (name, content) => {
      const path = join(dir, name)
      await writeFile(path, content)
      return path
    },
    close: async () => {
      await database.close()
      await keys.close()
      await db.drop()
    },
  }
}

/** Puts readers into the library. */
export async function addReaders(
  db: TestDatabase,
  keys: Keys,
  readers: readonly Reader[],
  state = 'active',
): Promise<void> {
  const sealed = await keys.sealMany(
    'citizen',
    readers.map(({ citizen }) => citizen),
  )
  await db.admin(
    `insert into library.reader select r.division / 1000000, r.id, r.division, r.id, r.id_index, r.name_key, $2
     from jsonb_to_recordset($1) as r(id uuid, division bigint, id_index bytea, name_key text)`,
    [
      JSON.stringify(
        readers.map(({ id, division, name }, i) => ({
          id,
          division,
          id_index: `\\x${sealed[i]!.index.toString('hex')}`,
          name_key: nameKey(name),
        })),
      ),
      state,
    ],
  )
}

/** An invented identity number; region 990101 belongs to nobody. */
export function citizenOf(i: number): string {
  const born = new Date(Date.UTC(1950, 0, 1 + (i % 18_000)))
  const body = `990101${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(Math.floor(i / 18_000) * 7 + 9).padStart(3, '0')}`
  return body + checkCharacterOf(body)
}

/** An invented name. */
export function nameOf(i: number): string {
  const signs = '金木水火土山石田川云林竹梅兰菊松'
  return `测${signs[i % 16]}${signs[Math.floor(i / 16) % 16]}`
}

/** The header of a file of loans. */
export const loanHeader = '证件号码,姓名,书号,借出日期,归还日期,押金（元）,类别,有无损坏,联系电话'

/** A line of a file of loans. */
export function loanLine(
  reader: Pick<Reader, 'citizen' | 'name'>,
  told: Partial<Record<'book' | 'lent' | 'back' | 'fee' | 'kind' | 'damaged' | 'phone', string>> = {},
): string {
  const {
    book = 'B1',
    lent = '2023-02-01',
    back = '',
    fee = '20',
    kind = '小说',
    damaged = '否',
    phone = '13803501234',
  } = told
  return [reader.citizen, reader.name, book, lent, back, fee, kind, damaged, phone].join(',')
}
