/** Judges the rows of a list of people: where they lie, who they are, what differs. Set-based, in a few statements. */
import type { Tx } from '@xinlu/kernel/access/server'
import type { Batch } from '@xinlu/kernel/exchange'
import type { StagedIn } from './given-rows.ts'
import { sql } from 'kysely'
import { personLedger } from '../../ledger.ts'
import { findPlaces, givenTable, inScope, speakersOf, unpackRows } from './given-rows.ts'
import { differences, differs, householdFields, personFields } from './person-fields.ts'
import { noteDoubts } from './note-doubts.ts'

/** Gives every row without errors of its own a verdict; the differences of known people stand in its notes. */
export async function judgePeople(tx: Tx, batch: Batch, rows: StagedIn): Promise<void> {
  await unpackRows(tx, batch, personLedger, rows)
  await findPlaces(tx)
  await meetPeople(tx)
  await meetHouseholds(tx)
  await writeVerdicts(tx, batch, rows)
  await compareHouseholds(tx, batch, rows)
  await noteDoubts(tx, batch, rows)
}

// People and households of one number or code, as far as this scope sees.
async function meetPeople(tx: Tx): Promise<void> {
  await sql`drop table if exists pg_temp.met`.execute(tx)
  await sql`
    create temp table met on commit drop as
    select g.*, pl.place as village, coalesce(pl.found, 0) as found, pl.place / 1000000 as in_county,
      p.id as person, p.ver as person_ver, p.household as lives_in, p.name_key as known_key,
      c.id as code_person, h.id as code_household, h.division as household_division,
      (pl.place / 1000000)::text || '/' || g.household_code as group_key,
      min(g.n) over (partition by g.id_number_index) as first_n
    from ${givenTable} g
    left join pg_temp.given_place pl using (county_name, township_name, village_name)
    left join households.person p
      on p.county = pl.place / 1000000 and p.id_index = g.id_number_index and p.state = 'living'
    left join households.person c on c.county = pl.place / 1000000 and c.code = g.person_code and c.state = 'living'
    left join households.household h
      on h.county = pl.place / 1000000 and h.code = g.household_code and h.state = 'living'`.execute(tx)
  await sql`create index on pg_temp.met (group_key, n)`.execute(tx)
  await sql`create index on pg_temp.met (n)`.execute(tx)
  await sql`analyze pg_temp.met`.execute(tx)
}

// A household known by its code; else one without a code in which somebody of the group lives already; else a new one.
async function meetHouseholds(tx: Tx): Promise<void> {
  await sql`drop table if exists pg_temp.met_household`.execute(tx)
  await sql`
    create temp table met_household on commit drop as
    with grouped as (
      select group_key, in_county, min(village) as village, max(village) as other_village,
        (array_agg(code_household) filter (where code_household is not null))[1] as by_code,
        (array_agg(lives_in order by n) filter (where lives_in is not null))[1] as by_people
      from pg_temp.met where village is not null group by group_key, in_county
    )
    select g.*, coalesce(g.by_code, h.id) as known, coalesce(g.by_code, h.id, gen_random_uuid()) as household
    from grouped g
    left join households.household h
      on g.by_code is null and h.county = g.in_county and h.id = g.by_people and h.code is null and h.state = 'living'`.execute(
    tx,
  )
  await sql`analyze pg_temp.met_household`.execute(tx)
}

async function writeVerdicts(tx: Tx, batch: Batch, rows: StagedIn): Promise<void> {
  const ofPerson = personFields(batch)
  await sql`drop table if exists pg_temp.judged`.execute(tx)
  await sql`
    create temp table judged on commit drop as
      select g.n, g.village, g.fresh, g.person, hh.household, g.first_n,
        coalesce(g.person_ver, 0)::text || '/' || coalesce(h.ver, 0)::text as mark,
        case
          when g.found = 0 then jsonb_build_object('code', 'households.place-unknown', 'path', 'villageName', 'message',
            '没有找到“' || g.county_name || g.township_name || g.village_name || '”，请核对县、乡、村的名称，或在行政村一栏填写12位区划代码。')
          when g.found > 1 then jsonb_build_object('code', 'households.place-ambiguous', 'path', 'villageName', 'message',
            '“' || g.village_name || '”在这个乡镇不止一个，请在行政村一栏填写12位区划代码。')
          when not ${inScope(sql`g.village`)} then jsonb_build_object('code', 'exchange.outside-scope', 'path', 'villageName',
            'message', '“行政村”不在您的管辖范围内。')
          when g.n <> g.first_n then jsonb_build_object('code', 'households.row-twice', 'path', 'idNumber', 'message',
            '与第' || g.first_n || '行的证件号码相同，请核对后只保留一行。')
          when g.person is not null and g.known_key <> g.name_key then jsonb_build_object('code', 'households.other-name',
            'path', 'name', 'message', '姓名与这个证件号码在册的姓名不同，请核对；在册有误的，请先办理“更正证件”。')
          when g.code_person is distinct from g.person and g.code_person is not null then jsonb_build_object('code',
            'households.other-number', 'path', 'personCode', 'message',
            '人编号在册的是另一个证件号码，请核对；在册号码有误的，请先办理“更正证件”。')
          when g.lives_in is not null and g.lives_in is distinct from hh.known then jsonb_build_object('code',
            'households.lives-elsewhere', 'path', 'householdCode', 'message',
            '此人在册属于另一户，请先办理增减人口、分户或合户，再导入。')
          when h.division is not null and h.division <> g.village then jsonb_build_object('code', 'households.other-place',
            'path', 'villageName', 'message', '这一户在册的村与表中不同，请先办理“迁移”，或改正表中的村名。')
          when hh.village <> hh.other_village then jsonb_build_object('code', 'households.two-places', 'path',
            'householdCode', 'message', '同一户编号的成员填在不同的村，请核对。')
        end as error,
        case when g.person is not null and ${differs(ofPerson, 'p')} then ${differences(ofPerson, 'p')} else '[]'::jsonb end as changes
      from pg_temp.met g
      left join pg_temp.met_household hh on hh.group_key = g.group_key
      left join households.person p on p.county = g.in_county and p.id = g.person
      left join households.household h on h.county = g.in_county and h.id = hh.known`.execute(tx)
  await sql`create index on pg_temp.judged (n)`.execute(tx)
  // Fresh temporary tables have no statistics, and a guess here once joined every row with every row.
  await sql`analyze pg_temp.judged`.execute(tx)
  if (rows === 'pg_temp.incoming') await sql`analyze pg_temp.incoming`.execute(tx)
  await sql`
    update ${sql.table(rows)} s set
      verdict = case when j.error is not null then 'error' when j.person is null then 'new'
        when j.changes <> '[]'::jsonb then 'update' else 'same' end,
      errors = case when j.error is not null then jsonb_build_array(j.error) end,
      notes = nullif(coalesce((select jsonb_agg(old.one) from jsonb_array_elements(s.notes) as old(one)
        where old.one ->> 'code' <> 'households.differs' and old.one ->> 'code' !~ '^DQ'), '[]'::jsonb) || j.changes, '[]'::jsonb),
      place = j.village, person = j.person, household = j.household,
      target = coalesce(j.person, j.fresh), target_mark = j.mark
    from pg_temp.judged j
    where s.county = ${batch.county} and s.batch = ${batch.id} and s.n = j.n`.execute(tx)
}

// What the file says of a household itself stands on one row; a household that differs makes that row an update.
async function compareHouseholds(tx: Tx, batch: Batch, rows: StagedIn): Promise<void> {
  const fields = householdFields(batch)
  await sql`drop table if exists pg_temp.differing`.execute(tx)
  await sql`
    create temp table differing on commit drop as
    select g.n, ${differences(fields, 'h')} as changes
    from (${speakersOf(batch, rows)}) o
    join pg_temp.met g on g.n = o.speaker
    join households.household h on h.county = o.county and h.id = o.household
    where ${differs(fields, 'h')}`.execute(tx)
  await sql`create index on pg_temp.differing (n)`.execute(tx)
  await sql`analyze pg_temp.differing`.execute(tx)
  await sql`
    update ${sql.table(rows)} s
    set verdict = case s.verdict when 'same' then 'update' else s.verdict end,
      notes = coalesce(s.notes, '[]'::jsonb) || d.changes
    from pg_temp.differing d where s.county = ${batch.county} and s.batch = ${batch.id} and s.n = d.n`.execute(
    tx,
  )
}
