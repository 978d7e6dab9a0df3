-- Printed by `npm run db` from the files of modules/departments/server/store. Do not edit.

-- candidates.ts

-- findCandidates
with
  wanted as (
    select
      *
    from
      unnest($1::uuid[], $2::int[], $3::bytea[], $4::text[]) as w (record, county, id_index, name_key)
  ),
  counties as (
    select distinct
      w.county as of,
      (d.code / 1000000)::int as county
    from
      wanted w
      join divisions.division d on d.level = 'county'
      and d.code between w.county::bigint * 1000000 and (
        w.county + case
          when w.county % 100 = 0 then 99
          else 0
        end
      )::bigint * 1000000
  )
select
  w.record,
  p.*,
  h.head_name,
  d.name as place
from
  wanted w
  join counties c on c.of = w.county
  cross join lateral (
    select
      k.county,
      k.id as person,
      k.household,
      p.name,
      p.sex,
      p.born,
      p.relation,
      k.state,
      k.division,
      coalesce(k.id_index = w.id_index, false) as same_number,
      coalesce(k.name_key = w.name_key, false) as same_name
    from
      departments.person k
      join households.person_public p on p.county = k.county
      and p.id = k.id
    where
      k.county = c.county
      and (
        k.id_index = w.id_index
        or k.name_key = w.name_key
      )
    order by
      10 desc,
      k.state = 'living' desc,
      k.id
    limit
      $5
  ) p
  left join households.household_public h on h.county = p.county
  and h.id = p.household
  left join divisions.division d on d.code = p.division;

-- follow.ts

-- followHousehold
update "departments"."medical_expense"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."insurance"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."disability"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."enrolment"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."house"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."water_stop"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."relief"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."employment"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."unemployment"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."disaster"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."accident"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."household_move"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."subsidy_payment"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."holding_vehicle"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."holding_property"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."holding_business"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "departments"."payroll"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

-- link.ts

-- findChosen
select
  k.county,
  k.id as person,
  k.household,
  k.division
from
  unnest($1::int[], $2::uuid[]) as c (county, id)
  join departments.person k on k.county = c.county
  and k.id = c.id;

-- writeLinked
insert into
  "departments"."relief" as t (
    county,
    id,
    division,
    household,
    person,
    batch,
    "kind",
    "month",
    "amount",
    "people",
    "from_on",
    "to_on"
  )
select
  $1,
  $2::uuid,
  $3::bigint,
  $4::uuid,
  $5::uuid,
  $6::uuid,
  "r"."kind",
  "r"."month",
  "r"."amount",
  "r"."people",
  "r"."from_on",
  "r"."to_on"
from
  jsonb_to_record($7::jsonb) as r (
    "kind" text,
    "month" text,
    "amount" bigint,
    "people" integer,
    "from_on" date,
    "to_on" date
  )
on conflict (county, "person", "kind", "month") do update
set
  "household" = "excluded"."household",
  "batch" = "excluded"."batch",
  "amount" = "excluded"."amount",
  "people" = "excluded"."people",
  "from_on" = "excluded"."from_on",
  "to_on" = "excluded"."to_on",
  ver = t.ver + 1
where
  t.person = excluded.person
returning
  t.id;

-- removeLinked
delete from "departments"."relief"
where
  id = $1::uuid
  and ver = 1
returning
  county,
  person,
  household,
  division;

-- mark.ts

-- markBatch
insert into
  rules.dirty (county, division, subject_kind, subject, since)
select distinct
  on (county, subject) county,
  division,
  $1,
  subject,
  now()
from
  (
    select
      h.county,
      h.division,
      h.id as subject
    from
      (
        select
          t.county,
          t.household,
          t.division
        from
          "departments"."water_stop" t
        where
          t.batch = $2::uuid
        union
        select
          (c.before ->> 'county')::int,
          (c.before ->> 'household')::uuid,
          (c.before ->> 'division')::bigint
        from
          exchange.change c
        where
          c.county = $3
          and c.batch = $4
          and c.target_table = $5
          and c.before is not null
      ) f
      join households.household_public h on h.county = f.county
      and h.id = f.household
    where
      f.household is not null
  ) s
order by
  county,
  subject
on conflict (county, subject_kind, subject) do update
set
  division = excluded.division,
  since = excluded.since;

insert into
  rules.dirty (county, division, subject_kind, subject, since)
select distinct
  on (county, subject) county,
  division,
  $1,
  subject,
  now()
from
  (
    select
      h.county,
      h.division,
      h.id as subject
    from
      (
        select
          t.county,
          t.household,
          t.division
        from
          "departments"."water_stop" t
        where
          t.batch = $2::uuid
        union
        select
          (c.before ->> 'county')::int,
          (c.before ->> 'household')::uuid,
          (c.before ->> 'division')::bigint
        from
          exchange.change c
        where
          c.county = $3
          and c.batch = $4
          and c.target_table = $5
          and c.before is not null
      ) f
      join households.household_public h on h.county = f.county
      and h.division = f.division
    where
      f.household is null
  ) s
order by
  county,
  subject
on conflict (county, subject_kind, subject) do update
set
  division = excluded.division,
  since = excluded.since;

-- markHouseholds
insert into
  rules.dirty (county, division, subject_kind, subject, since)
select distinct
  on (county, subject) county,
  division,
  $1,
  subject,
  now()
from
  (
    select
      h.county,
      h.division,
      h.id as subject
    from
      unnest($2::int[], $3::uuid[]) as f (county, household)
      join households.household_public h on h.county = f.county
      and h.id = f.household
  ) s
order by
  county,
  subject
on conflict (county, subject_kind, subject) do update
set
  division = excluded.division,
  since = excluded.since;

-- pushes.ts

-- listCounties
select
  (code / 1000000)::int as county,
  code,
  name
from
  divisions.division
where
  level = 'county'
  and valid_to is null
  and code < $1::bigint
  and code + 1000000 > $2::bigint
order by
  code;

-- listPushDays
select
  "place",
  "ledger",
  "cadence",
  "due_day",
  "due_month",
  "from_on",
  "to_on",
  "document",
  "confidence"
from
  "departments"."calendar"
where
  "place" in ($1);

-- addPushDays
insert into
  "departments"."calendar" (
    "ledger",
    "department",
    "cadence",
    "due_day",
    "due_month",
    "document",
    "confidence",
    "place",
    "from_on"
  )
values
  ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict ("place", "ledger", "from_on") do nothing;

-- listArrivals
with
  came as (
    select
      county,
      substr(ledger, 13) as ledger,
      rows,
      counts,
      (committed_at at time zone 'Asia/Shanghai')::date as day,
      coalesce(
        period,
        to_char(
          committed_at at time zone 'Asia/Shanghai',
          'YYYY-MM'
        )
      ) as period
    from
      exchange.batch
    where
      state = 'committed'
      and ledger = any ($1::text[])
      and division >= $2::bigint
      and division < $3::bigint
  )
select
  county,
  ledger,
  period,
  min(day) as arrived_on,
  count(*) as batches,
  sum(rows)::bigint as rows,
  sum((counts ->> 'new')::int) as added,
  sum((counts ->> 'update')::int) as updated,
  sum((counts ->> 'same')::int) as same,
  sum((counts ->> 'error')::int) as errors,
  sum((counts ->> 'unmatched')::int) as unmatched,
  sum((counts ->> 'contradicting')::int) as contradicting
from
  came
where
  period = any ($4::text[])
group by
  county,
  ledger,
  period;

-- records.ts

-- findHousehold
select
  county,
  id,
  division
from
  households.household_public
where
  county = $1
  and id = $2;

-- listRecords
select
  f.*,
  p.name as person_name
from
  (
    (
      select
        $1::text as feed,
        t.id,
        t.person,
        t.period,
        t.received_at,
        t.batch,
        to_jsonb(t) as
      values
,
        count(*) over () as total
      from
        "departments"."relief" t
      where
        t.county = $2
        and (t.household = $3::uuid)
      order by
        t.period desc,
        t.id desc
      limit
        $4
    )
    union all
    (
      select
        $5::text as feed,
        t.id,
        t.person,
        t.period,
        t.received_at,
        t.batch,
        to_jsonb(t) as
      values
,
        count(*) over () as total
      from
        "departments"."water_stop" t
      where
        t.county = $6
        and (
          t.household = $7::uuid
          or (
            t.household is null
            and t.division = $8::bigint
          )
        )
      order by
        t.period desc,
        t.id desc
      limit
        $9
    )
  ) f
  left join households.person_public p on p.county = $10
  and p.id = f.person;

-- settle.ts

-- settleWaiting
update departments.waiting w
set
  state = 'settled',
  settled_batch = $1::uuid,
  ver = w.ver + 1
from
  exchange.staged s
where
  s.county = $2
  and s.batch = $3::uuid
  and s.verdict in ('new', 'update', 'same')
  and w.ledger = $4
  and w.state = 'waiting'
  and w.id_index = s.person_index
  and w.given - $5::text[] = s.values - $6::text[];

-- unsettleWaiting
update departments.waiting
set
  state = 'waiting',
  settled_batch = null,
  ver = ver + 1
where
  settled_batch = $1::uuid
  and state = 'settled';

-- waiting.ts

-- listWaitingRows
select
  "county",
  "id",
  "ledger",
  "batch",
  "n",
  "why",
  "id_index",
  "id_sealed",
  "name",
  "given",
  "state",
  "reason",
  "record",
  "decided_name",
  "received_at",
  "ver"
from
  "departments"."waiting"
where
  "state" = $1
  and "ledger" in ($2, $3)
  and (
    "division" >= 149901000000
    and "division" < 149902000000
  )
  and "county" = $4
  and "why" = $5
  and (received_at, id) < ($6::timestamptz, $7::uuid)
order by
  "received_at" desc,
  "id" desc
limit
  $8;

-- lockWaiting
select
  "county",
  "id",
  "ledger",
  "batch",
  "n",
  "why",
  "id_index",
  "id_sealed",
  "name",
  "given",
  "state",
  "reason",
  "record",
  "decided_name",
  "received_at",
  "ver"
from
  "departments"."waiting"
where
  "county" = $1
  and "id" in ($2)
order by
  "id"
for update;

-- decideWaiting
update "departments"."waiting"
set
  "state" = $1,
  "reason" = $2,
  "record" = $3,
  "decided_by" = $4,
  "decided_name" = $5,
  "decided_at" = $6,
  "ver" = ver + 1
where
  "county" = $7
  and "id" in ($8);

-- reopenWaiting
update "departments"."waiting"
set
  "state" = $1,
  "reason" = $2,
  "record" = $3,
  "decided_by" = $4,
  "decided_name" = $5,
  "decided_at" = $6,
  "ver" = ver + 1
where
  "county" = $7
  and "id" in ($8);
