/** Judges the rows of a batch against people and table, all together. */
import { sql, type RawBuilder } from 'kysely'
import { levelOf } from '../../../basis/index.ts'
import type { Tx } from '../../../access/server/index.ts'
import type { Batch } from '../../batch.ts'
import type { Judged, StagedIn } from './import-target.ts'
import type { PeopleOf, TableShape } from './table-shape.ts'
import { joined, listOf, recordOf, rowMark, sealedNames, typedColumns } from './table-sql.ts'
import { periodDay } from './period-day.ts'
import { presentNames } from './present-names.ts'

/**
 * Gives every row without errors of its own a verdict, in `pg_temp.judged`. People are found by blind index among those
 * the actor can see, so "not there" and "not yours" are the same answer. Rows with equal keys are one record when they
 * are equal, and errors that name each other when they are not.
 */
export async function resolveTable(tx: Tx, batch: Batch, shape: TableShape, rows: StagedIn): Promise<Judged> {
  // The rows are new in this transaction, so the planner knows nothing of them and would join them row by row;
  // tables of our own can be measured. They hold no more than is needed to find people and records.
  await sql`drop table if exists pg_temp.given, pg_temp.known, pg_temp.met, pg_temp.judged`.execute(tx)
  await takeGiven(tx, batch, shape, rows)
  if (shape.people) await findPeople(tx, batch, shape.people)
  await meet(tx, batch, shape)
  await judge(tx, batch, shape, rows)
  await compare(tx, batch, shape, rows)
  return 'pg_temp.judged'
}

async function takeGiven(tx: Tx, batch: Batch, { ledger, key }: TableShape, rows: StagedIn): Promise<void> {
  const needed = typedColumns(ledger).filter(({ name }) => key.includes(name) || name === 'division')
  const [wanted, record] =
    needed.length === 0
      ? [sql``, sql``]
      : [sql`, r.*`, sql`, jsonb_to_record(s.values) as r(${recordOf(needed)})`]
  await sql`
    create temp table given on commit drop as
    select s.n, s.person_index, s.name_key, ${periodDay(batch)} as period ${wanted}
    from ${sql.table(rows)} s ${record}
    where s.values is not null ${rows === 'exchange.staged' ? sql`and s.county = ${batch.county} and s.batch = ${batch.id}` : sql``}`.execute(
    tx,
  )
  await sql`analyze pg_temp.given`.execute(tx)
}

/** Takes the people whom the rows name. Of several under one number the first is `nth` 1 and knows its rivals. */
async function findPeople(tx: Tx, batch: Batch, { view, prefer }: PeopleOf<string>): Promise<void> {
  // The county stands here besides the row policy so that the index, which begins with it, can be used.
  const inCounty =
    levelOf(batch.division) === 'city' || levelOf(batch.division) === 'province'
      ? sql``
      : sql`and v.county = ${batch.county}`
  const preferred = prefer ? sql`v.${sql.ref(prefer.column)} = ${prefer.value}` : sql`true`
  await sql`
    create temp table known on commit drop as
    select v.id_index, v.id, v.household, v.division, v.name_key, ${preferred} as preferred,
      1::bigint as rivals, 1::bigint as nth
    from ${sql.table(view)} v
    where v.id_index in (select person_index from pg_temp.given) ${inCounty}`.execute(tx)
  await sql`analyze pg_temp.known (id_index)`.execute(tx)
  // Few numbers lead to more than one person, so only those are sorted.
  await sql`
    update pg_temp.known k set rivals = r.rivals, nth = r.nth
    from (
      select ctid as at, count(*) over (partition by id_index, preferred) as rivals,
        row_number() over (partition by id_index order by preferred desc, id) as nth
      from pg_temp.known
      where id_index in (select id_index from pg_temp.known group by id_index having count(*) > 1)
    ) r
    where k.ctid = r.at`.execute(tx)
}

// The hash finds rows that may have the same key with one small number for each.
async function meet(tx: Tx, batch: Batch, { ledger, key, people }: TableShape): Promise<void> {
  const ownPlace = typedColumns(ledger).some(({ name }) => name === 'division') ? sql`g.division, ` : sql``
  const parts = key.filter((name) => name !== 'person' && name !== 'household')
  await sql`
    create temp table met on commit drop as
    select n, place, person, household, doubt${parts.length > 0 ? sql`, ${listOf(parts)}` : sql``},
      case when doubt is null then hash_record_extended(row(${listOf(key)}), 0) end as key_hash
    from (
      select g.n${parts.length > 0 ? sql`, ${listOf(parts, 'g')}` : sql``},
        ${people ? sql`p.id as person, p.household,` : sql`null::uuid as person, null::uuid as household,`}
        coalesce(${ownPlace}${people ? sql`p.division, ` : sql``}${batch.division}::bigint) as place,
        ${people ? doubt : sql`null::text`} as doubt
      from pg_temp.given g
      ${people ? sql`left join pg_temp.known p on p.id_index = g.person_index and p.nth = 1` : sql``}
    ) found`.execute(tx)
  await sql`create index on pg_temp.met (n)`.execute(tx)
  await sql`analyze pg_temp.met`.execute(tx)
}

const doubt = sql`case when g.person_index is null then null
  when p.id is null then 'unmatched'
  when p.rivals > 1 or p.name_key is distinct from coalesce(g.name_key, p.name_key) then 'contradicting' end`

// Few rows of a file repeat a key, so only those are sorted and their contents compared.
async function judge(tx: Tx, batch: Batch, shape: TableShape, rows: StagedIn): Promise<void> {
  const { ledger, table, key } = shape
  await sql`
    create temp table judged on commit drop as
    with repeated as (
      select n, min(n) over one as first_n, lead(n) over (partition by ${listOf(key)} order by n) as next_n,
        min(content) over one <> max(content) over one as clash
      from (
        select m.*, jsonb_hash_extended(s.values - ${sealedNames(ledger)}::text[], 0) as content
        from pg_temp.met m join ${sql.table(rows)} s on ${sameRow(batch, rows, sql`m.n`)}
        where m.key_hash in (select key_hash from pg_temp.met group by key_hash having count(*) > 1)
      ) m
      window one as (partition by ${listOf(key)})
    )
    select m.n, m.place, m.person, m.household, t.id as target, ${rowMark(shape)} as mark,
      coalesce(r.first_n, m.n) as first_n,
      case when r.clash and r.first_n = m.n then r.next_n when r.clash then r.first_n end as other_n,
      case when m.doubt is not null then m.doubt
        when r.clash then 'error'
        when r.first_n < m.n then 'same'
        when t.id is null then 'new'
        else 'same' end as verdict
    from pg_temp.met m
    left join repeated r on r.n = m.n
    left join ${sql.table(table)} t on m.doubt is null and t.county = m.place / 1000000 and ${sameKey(shape)}`.execute(
    tx,
  )
  await sql`create index on pg_temp.judged (n)`.execute(tx)
  await sql`analyze pg_temp.judged`.execute(tx)
}

// What the file says is read again only where there is a record to compare it with.
async function compare(tx: Tx, batch: Batch, shape: TableShape, rows: StagedIn): Promise<void> {
  const { ledger, table, key, people } = shape
  const compared = [
    ...presentNames(shape, batch).map((name) => ({ name, given: sql.ref(`r.${name}`) })),
    ...(people && !key.includes('person') ? [{ name: 'person', given: sql.ref('j.person') }] : []),
  ]
  if (compared.length === 0) return
  await sql`
    update pg_temp.judged j set verdict = 'update'
    from ${sql.table(rows)} s, jsonb_to_record(s.values) as r(${recordOf(typedColumns(ledger))}), ${sql.table(table)} t
    where j.verdict = 'same' and j.first_n = j.n and ${sameRow(batch, rows, sql`j.n`)}
      and t.county = j.place / 1000000 and t.id = j.target
      and row(${joined(compared.map(({ name }) => sql`t.${sql.ref(name)}`))})
        is distinct from row(${joined(compared.map(({ given }) => given))})`.execute(tx)
}

// The rows of a table of our own are all of one batch; to say so would only make the planner expect few.
function sameRow(batch: Batch, rows: StagedIn, n: RawBuilder<unknown>): RawBuilder<unknown> {
  return rows === 'pg_temp.incoming'
    ? sql`s.n = ${n}`
    : sql`s.county = ${batch.county} and s.batch = ${batch.id} and s.n = ${n}`
}

// Required parts of the key are compared by =, so that the join can be hashed; the others also when both are empty.
function sameKey({ ledger, key, own }: TableShape): RawBuilder<unknown> {
  const required = new Set<string>(
    typedColumns(ledger).flatMap(({ key: of, name }) => (ledger.columns[of]?.required ? [name] : [])),
  )
  const personGiven = Object.values(ledger.columns).some(
    (column) => column.kind === 'person' && column.required,
  )
  return sql.join(
    key.map((name) => {
      const always =
        required.has(name) || name === 'period' || (personGiven && (own as readonly string[]).includes(name))
      return sql`t.${sql.ref(name)} ${always ? sql`=` : sql`is not distinct from`} m.${sql.ref(name)}`
    }),
    sql` and `,
  )
}
