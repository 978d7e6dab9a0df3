/** Judges the rows of a batch against people and table, all together. */
import { sql, type RawBuilder } from 'kysely'
import { levelOf } from '../../../basis/index.ts'
import type { Tx } from '../../../access/server/index.ts'
import type { Batch } from '../../batch.ts'
import type { StagedIn } from './import-target.ts'
import type { PeopleOf, TableShape } from './table-shape.ts'
import { joined, listOf, recordOf, rowMark, sealedNames, typedColumns } from './table-sql.ts'
import { periodDay } from './period-day.ts'
import { presentNames } from './present-names.ts'

/** The code of the error on rows of one file that speak of one record and differ. */
const twice = 'exchange.twice'

/**
 * Gives every row without errors of its own a verdict. People are found by blind index among those the actor can
 * see, so "not there" and "not yours" are the same answer. Rows with equal keys are one record when they are equal,
 * and errors that name each other when they are not.
 */
export async function resolveTable(tx: Tx, batch: Batch, shape: TableShape, rows: StagedIn): Promise<void> {
  // The rows are new in this transaction, so the planner knows nothing of them and would join them row by row;
  // tables of our own can be measured.
  await sql`drop table if exists pg_temp.given, pg_temp.judged`.execute(tx)
  await takeGiven(tx, batch, shape, rows)
  await sql`analyze pg_temp.given`.execute(tx)
  await judge(tx, batch, shape)
  await sql`create index on pg_temp.judged (n)`.execute(tx)
  await sql`
    update ${sql.table(rows)} s set
      verdict = j.verdict, person = j.person, household = j.household, place = j.place,
      target = coalesce(j.target, s.target), target_mark = j.mark,
      errors = case when j.verdict = 'error' then jsonb_build_array(jsonb_build_object('code', ${twice}::text,
        'message', '与第' || j.other_n || '行是同一条记录，但内容不同，请核对后只保留一行。')) end,
      notes = case when j.n <> j.first_n and j.verdict = 'same' then jsonb_build_array(jsonb_build_object(
        'code', 'exchange.repeated', 'message', '与第' || j.first_n || '行完全相同，只算一次。')) else s.notes end
    from pg_temp.judged j
    where s.county = ${batch.county} and s.batch = ${batch.id} and s.n = j.n`.execute(tx)
}

async function takeGiven(tx: Tx, batch: Batch, { ledger }: TableShape, rows: StagedIn): Promise<void> {
  await sql`
    create temp table given on commit drop as
    select s.n, s.person_index, s.name_key, ${periodDay(batch)} as period, r.*,
      jsonb_hash_extended(s.values - ${sealedNames(ledger)}::text[], 0) as content
    from ${sql.table(rows)} s, jsonb_to_record(s.values) as r(${recordOf(typedColumns(ledger))})
    where s.county = ${batch.county} and s.batch = ${batch.id} and s.values is not null`.execute(tx)
}

async function judge(tx: Tx, batch: Batch, shape: TableShape): Promise<void> {
  const { ledger, table, key, people } = shape
  const present = presentNames(shape, batch)
  const changed = [...present, ...(people && !key.includes('person') ? ['person'] : [])]
  const mark = rowMark(shape)
  const ownPlace = typedColumns(ledger).some(({ name }) => name === 'division') ? sql`g.division, ` : sql``
  await sql`
    create temp table judged on commit drop as
    with met as (
      select g.*, ${people ? sql`p.id as person, p.household,` : sql`null::uuid as person, null::uuid as household,`}
        coalesce(${ownPlace}${people ? sql`p.division, ` : sql``}${batch.division}::bigint) as place,
        ${people ? doubt : sql`null::text`} as doubt
      from pg_temp.given g ${people ? peopleJoin(people, batch) : sql``}
    ),
    turned as (
      select m.*, min(n) over one as first_n, lead(n) over (partition by doubt, ${listOf(key)} order by n) as next_n,
        min(content) over one <> max(content) over one as clash
      from met m
      window one as (partition by doubt, ${listOf(key)})
    )
    select m.n, m.place, m.person, m.household, t.id as target, ${mark} as mark, m.first_n,
      case when m.clash and m.first_n = m.n then m.next_n when m.clash then m.first_n end as other_n,
      case when m.doubt is not null then m.doubt
        when m.clash then 'error'
        when m.n <> m.first_n then 'same'
        when t.id is null then 'new'
        when ${differs(changed)} then 'update'
        else 'same' end as verdict
    from turned m
    left join ${sql.table(table)} t on m.doubt is null and t.county = m.place / 1000000 and ${sameKey(shape)}`.execute(
    tx,
  )
}

const doubt = sql`case when g.person_index is null then null
  when p.id is null then 'unmatched'
  when p.rivals > 1 or p.name_key is distinct from coalesce(g.name_key, p.name_key) then 'contradicting' end`

function peopleJoin({ view, prefer }: PeopleOf<string>, batch: Batch): RawBuilder<unknown> {
  const first = prefer ? sql`(v.${sql.ref(prefer.column)} = ${prefer.value}) desc,` : sql``
  const rank = prefer ? sql`, v.${sql.ref(prefer.column)} = ${prefer.value}` : sql``
  // The county stands here besides the row policy so that the index, which begins with it, can be used.
  const inCounty =
    levelOf(batch.division) === 'city' || levelOf(batch.division) === 'province'
      ? sql``
      : sql`and v.county = ${batch.county}`
  return sql`left join (
      select distinct on (v.id_index) v.id_index, v.id, v.household, v.division, v.name_key,
        count(*) over (partition by v.id_index${rank}) as rivals
      from ${sql.table(view)} v
      where v.id_index in (select person_index from pg_temp.given) ${inCounty}
      order by v.id_index, ${first} v.id
    ) p on p.id_index = g.person_index`
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

function differs(names: readonly string[]): RawBuilder<unknown> {
  if (names.length === 0) return sql`false`
  return sql`row(${joined(names.map((name) => sql`t.${sql.ref(name)}`))})
    is distinct from row(${joined(names.map((name) => sql`m.${sql.ref(name)}`))})`
}
