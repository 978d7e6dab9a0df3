/** The tables of the library in a test database, and its readers as the engine's feature source sees them. */
import { sql } from 'kysely'
import type { TestDatabase } from '../../../db/test/index.ts'
import { featureColumn, featureColumnType } from '../index.ts'
import { defineFeatureSource, type SubjectSet } from '../server/index.ts'
import { library } from './library.ts'

/** Makes the wide table and the two registers behind it, guarded like every table with a place. */
export async function createLibrary(database: TestDatabase): Promise<void> {
  const columns = Object.values(library.features).map(
    ({ key, type }) => `${featureColumn(key)} ${featureColumnType(type)}`,
  )
  await database.admin(`
    set role xinlu_owner;
    create schema library;
    create table library.reader_feature (county int not null, division bigint not null, reader uuid not null,
      ${columns.join(', ')}, primary key (county, reader));
    create table library.reader (county int not null, division bigint not null, id uuid not null, is_staff boolean,
      card text, joined_on date, last_visit_on date, primary key (county, id));
    create table library.loan (county int not null, division bigint not null, id uuid not null, reader uuid not null,
      title text not null, lent_on date not null, due_on date not null, returned_on date, fine bigint not null default 0,
      primary key (county, id));
    call access.guard('library.reader_feature');
    call access.guard('library.reader');
    call access.guard('library.loan');
    reset role`)
}

const within = (set: SubjectSet) =>
  set === 'all'
    ? sql`true`
    : sql`exists (select from ${set} o where o.county = t.county and o.subject = t.reader)`

/** How the features of readers are computed. */
export const readers = defineFeatureSource({
  catalogue: library,
  subjects: (set) => sql`select t.county, t.division, t.reader as subject
    from (select county, division, id as reader from library.reader) t where ${within(set)}`,
  parts: {
    library_loan: {
      keys: ['county', 'subject'],
      sql: (set) => sql`select t.county, t.reader as subject, t.due_on, t.returned_on, t.fine
        from library.loan t where ${within(set)}`,
    },
  },
  passes: { loan: sql`pg_temp.library_loan m` },
  groups: [
    {
      name: '读者台账',
      features: ['isStaff', 'card', 'joinedOn', 'lastVisitOn'],
      sql: (set) => sql`select t.county, t.reader as subject, t.is_staff, t.card, t.joined_on, t.last_visit_on
        from (select *, id as reader from library.reader) t where ${within(set)}`,
    },
    {
      name: '流通台账',
      features: ['daysLate', 'booksHeld'],
      absent: { daysLate: 0, booksHeld: 0 },
      pass: 'loan',
      columns: (asOf) => ({
        daysLate: sql`max(greatest(coalesce(m.returned_on, ${asOf}::date) - m.due_on, 0))`,
        booksHeld: sql`count(*) filter (where m.returned_on is null)::int`,
      }),
      recordsBehind: ({
        county,
        subject,
      }) => sql`select lent_on as "on", title, fine as amount, '流通台账' as source, id as record
        from library.loan where county = ${county} and reader = ${subject}::uuid order by lent_on`,
    },
    {
      name: '欠款',
      features: ['finesOwed'],
      pass: 'loan',
      columns: () => ({ finesOwed: sql`sum(m.fine)::bigint` }),
    },
    {
      name: '尚无来源',
      features: ['booksLost', 'pricePerBook', 'wearPoints', 'returnedOnTime'],
      sql: () => sql`select null::int as county, null::uuid as subject, null::int as books_lost, null::bigint as price_per_book,
        null::float8 as wear_points, null::float8 as returned_on_time where false`,
    },
  ],
})
