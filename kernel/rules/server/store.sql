-- Printed by `npm run db` from the files of kernel/rules/server. Do not edit.

-- list-findings.ts

-- listFindings
with
  here as not materialized (
    select
      county,
      id,
      division,
      subject,
      rule,
      rule_version,
      level,
      kind,
      state,
      inputs,
      opened_on,
      closed_on,
      verdict,
      ver
    from
      rules.finding
    where
      subject_kind = $1
      and state = $2
      and division >= $3::bigint
      and division < $4::bigint
      and rule = $5
      and verdict is null
      and (
        opened_on < $6::date
        or (
          opened_on = $7::date
          and id > $8::uuid
        )
      )
  )
select
  *
from
  here
order by
  opened_on desc,
  id
limit
  $9;

-- countOpenFindings
select
  county,
  rule,
  count(*) as open,
  count(*) filter (
    where
      verdict is null
  ) as undecided
from
  rules.finding
where
  subject_kind = $1
  and state = 'open'
  and division >= $2::bigint
  and division < $3::bigint
group by
  county,
  rule
order by
  county,
  rule;

-- precision.ts

-- rulePrecision
select
  rule,
  count(*) as opened,
  count(*) filter (
    where
      verdict is null
  ) as undecided,
  count(*) filter (
    where
      verdict = 'noRisk'
  ) as no_risk,
  count(*) filter (
    where
      verdict = 'toLead'
  ) as to_lead,
  count(*) filter (
    where
      verdict = 'returned'
  ) as returned
from
  rules.finding
where
  subject_kind = $1
  and opened_on between $2::date and $3::date
  and division >= $4::bigint
  and division < $5::bigint
group by
  rule
order by
  rule;

-- latest-run.ts

-- findLatestRun
select
  id,
  division,
  reach,
  as_of,
  cut_at,
  subjects,
  counts,
  digest,
  started_at,
  ended_at
from
  rules.run
where
  subject_kind = $1
  and reach = 'all'
  and division >= $2::bigint
  and division < $3::bigint
order by
  started_at desc
limit
  1;

-- decide.ts

-- decideFinding
select
  division,
  subject,
  state,
  closed_on,
  ver
from
  rules.finding
where
  county = $1
  and id = $2::uuid
for update;

insert into
  rules.decision (
    county,
    id,
    division,
    finding,
    subject_kind,
    subject,
    rule,
    verdict,
    reason,
    until,
    by_account,
    by_name,
    decided_on
  )
select
  county,
  $1::uuid,
  division,
  id,
  subject_kind,
  subject,
  rule,
  $2,
  $3,
  $4::date,
  $5::uuid,
  $6,
  $7::date
from
  rules.finding
where
  county = $8
  and id = $9::uuid;

update rules.finding
set
  verdict = $1,
  decision = $2::uuid,
  ver = ver + 1,
  state = $3,
  closed_on = $4::date
where
  county = $5
  and id = $6::uuid;

-- dirty.ts

-- markDirty
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
      county,
      division,
      id as subject
    from
      library.reader
  ) s
order by
  county,
  subject
on conflict (county, subject_kind, subject) do update
set
  division = excluded.division,
  since = excluded.since;

-- takeDirty
drop table if exists pg_temp.rules_taken;

create temp table rules_taken (
  county int,
  subject uuid,
  primary key (county, subject)
) on
commit
drop;

with
  oldest as (
    select
      county,
      subject
    from
      rules.dirty
    where
      subject_kind = $1
      and division >= $2::bigint
      and division < $3::bigint
    order by
      since
    limit
      $4
  ),
  taken as (
    delete from rules.dirty d using oldest o
    where
      d.county = o.county
      and d.subject = o.subject
      and d.subject_kind = $5
    returning
      d.county,
      d.subject
  )
insert into
  rules_taken
select
  county,
  subject
from
  taken;

analyze pg_temp.rules_taken;

-- dropMarks
delete from rules.dirty
where
  subject_kind = $1
  and division >= $2::bigint
  and division < $3::bigint;

-- follow-subject.ts

-- followSubject
update "rules"."finding"
set
  division = $1::bigint
where
  county = $2
  and subject = $3::uuid
  and division <> $4::bigint;

update "rules"."decision"
set
  division = $1::bigint
where
  county = $2
  and subject = $3::uuid
  and division <> $4::bigint;

update "rules"."dirty"
set
  division = $1::bigint
where
  county = $2
  and subject = $3::uuid
  and division <> $4::bigint;

-- explain-subject.ts

-- explainSubject
select
  f.division,
  to_jsonb(f) as row
from
  library.reader_feature f
where
  f.county = $1
  and f."reader" = $2::uuid;

select
  key,
  place,
  value::float8 as value,
  from_on as "from",
  to_on as "to",
  document,
  confidence,
  note
from
  rules.parameter
where
  key = any ($1::text[])
  and from_on <= $2::date
  and (
    to_on is null
    or to_on >= $3::date
  )
order by
  key,
  place,
  from_on;

select
  t.id,
  t.rule,
  t.rule_version,
  t.level,
  t.kind,
  t.state,
  t.inputs,
  t.opened_on,
  t.closed_on,
  t.ver,
  t.verdict,
  d.reason,
  d.until,
  d.decided_on,
  d.by_name
from
  rules.finding t
  left join rules.decision d on d.county = t.county
  and d.id = t.decision
where
  t.county = $1
  and t.subject = $2::uuid
  and t.subject_kind = $3
order by
  t.state desc,
  t.opened_on desc,
  t.id;

-- sync-parameters.ts

-- syncParameters
delete from rules.parameter t
where
  t.by_account is null
  and t.key = any ($1::text[])
  and not exists (
    select
    from
      jsonb_to_recordset($2::jsonb) as s (
        key text,
        place bigint,
        value numeric,
        from_on date,
        to_on date,
        document text,
        confidence text,
        note text
      )
    where
      s.key = t.key
      and s.place = t.place
      and s.from_on = t.from_on
  );

insert into
  rules.parameter as t (
    key,
    place,
    value,
    from_on,
    to_on,
    document,
    confidence,
    note
  )
select
  key,
  place,
  value,
  from_on,
  to_on,
  document,
  confidence,
  note
from
  jsonb_to_recordset($1::jsonb) as s (
    key text,
    place bigint,
    value numeric,
    from_on date,
    to_on date,
    document text,
    confidence text,
    note text
  )
on conflict (key, place, from_on) do update
set
  value = excluded.value,
  to_on = excluded.to_on,
  document = excluded.document,
  confidence = excluded.confidence,
  note = excluded.note,
  at = now()
where
  t.by_account is null
  and (
    t.value,
    t.to_on,
    t.document,
    t.confidence,
    t.note
  ) is distinct from (
    excluded.value,
    excluded.to_on,
    excluded.document,
    excluded.confidence,
    excluded.note
  );

-- refresh-features.ts

-- refreshFeatures
delete from rules.dirty
where
  subject_kind = $1
  and division >= $2::bigint
  and division < $3::bigint;

set
  local jit = off;

set
  local enable_mergejoin = off;

set
  local work_mem = '256MB';

drop table if exists pg_temp.rules_subject;

create temp table rules_subject on
commit
drop as
select
  county,
  division,
  subject
from
  (
    select
      t.county,
      t.division,
      t.reader as subject
    from
      (
        select
          county,
          division,
          id as reader
        from
          library.reader
      ) t
    where
      true
  ) s
where
  division >= $1::bigint
  and division < $2::bigint;

analyze pg_temp.rules_subject (county, subject);

drop table if exists pg_temp.library_loan;

create temp table library_loan on
commit
drop as
select
  t.county,
  t.reader as subject,
  t.due_on,
  t.returned_on,
  t.fine
from
  library.loan t
where
  true;

analyze pg_temp.library_loan ("county", "subject");

drop table if exists pg_temp.rules_group_0;

create temp table rules_group_0 on
commit
drop as
select
  t.county,
  t.reader as subject,
  t.is_staff,
  t.card,
  t.joined_on,
  t.last_visit_on
from
  (
    select
      *,
      id as reader
    from
      library.reader
  ) t
where
  true;

analyze pg_temp.rules_group_0 (county, subject);

drop table if exists pg_temp.rules_group_1;

create temp table rules_group_1 on
commit
drop as
select
  null::int as county,
  null::uuid as subject,
  null::int as books_lost,
  null::bigint as price_per_book,
  null::float8 as wear_points,
  null::float8 as returned_on_time
where
  false;

analyze pg_temp.rules_group_1 (county, subject);

drop table if exists pg_temp.rules_group_2;

create temp table rules_group_2 on
commit
drop as
select
  m.county,
  m.subject,
  max(
    greatest(coalesce(m.returned_on, $1::date) - m.due_on, 0)
  ) as "days_late",
  count(*) filter (
    where
      m.returned_on is null
  )::int as "books_held",
  sum(m.fine)::bigint as "fines_owed"
from
  pg_temp.library_loan m
group by
  m.county,
  m.subject;

analyze pg_temp.rules_group_2 (county, subject);

select
from
  library.reader_feature
where
  division >= $1::bigint
  and division < $2::bigint
limit
  1;

insert into
  library.reader_feature (
    "county",
    "division",
    "reader",
    "is_staff",
    "card",
    "joined_on",
    "last_visit_on",
    "books_lost",
    "price_per_book",
    "wear_points",
    "returned_on_time",
    "days_late",
    "books_held",
    "fines_owed"
  )
select
  s.county,
  s.division,
  s.subject,
  g0."is_staff"::boolean as "is_staff",
  g0."card"::text as "card",
  g0."joined_on"::date as "joined_on",
  g0."last_visit_on"::date as "last_visit_on",
  g1."books_lost"::integer as "books_lost",
  g1."price_per_book"::bigint as "price_per_book",
  g1."wear_points"::double precision as "wear_points",
  g1."returned_on_time"::double precision as "returned_on_time",
  coalesce(g2."days_late", $1::integer)::integer as "days_late",
  coalesce(g2."books_held", $2::integer)::integer as "books_held",
  g2."fines_owed"::bigint as "fines_owed"
from
  pg_temp.rules_subject s
  left join pg_temp.rules_group_0 g0 on g0.county = s.county
  and g0.subject = s.subject
  left join pg_temp.rules_group_1 g1 on g1.county = s.county
  and g1.subject = s.subject
  left join pg_temp.rules_group_2 g2 on g2.county = s.county
  and g2.subject = s.subject;

set
  local enable_mergejoin = on;

set
  local enable_bitmapscan = on;

-- run-screening.ts

-- runScreening
select
  pg_try_advisory_xact_lock(hashtextextended ($1, 0)) as free;

set
  local jit = off;

set
  local work_mem = '128MB';

insert into
  rules.rule_version (
    rule,
    version,
    definition,
    definition_digest,
    adopted_on,
    ended_on
  )
select
  rule,
  version,
  definition,
  definition_digest,
  adopted_on,
  ended_on
from
  jsonb_to_recordset($1::jsonb) as s (
    rule text,
    version int,
    definition jsonb,
    definition_digest text,
    adopted_on date,
    ended_on date
  )
on conflict (rule, version) do nothing;

update rules.rule_version t
set
  ended_on = s.ended_on
from
  jsonb_to_recordset($1::jsonb) as s (
    rule text,
    version int,
    definition jsonb,
    definition_digest text,
    adopted_on date,
    ended_on date
  )
where
  t.rule = s.rule
  and t.version = s.version
  and t.ended_on is distinct from s.ended_on;

select
  t.rule
from
  rules.rule_version t
  join jsonb_to_recordset($1::jsonb) as s (
    rule text,
    version int,
    definition jsonb,
    definition_digest text,
    adopted_on date,
    ended_on date
  ) on t.rule = s.rule
  and t.version = s.version
where
  t.definition_digest <> s.definition_digest
order by
  1;

select
  key,
  place,
  value::float8 as value,
  from_on as "from",
  to_on as "to",
  document,
  confidence,
  note
from
  rules.parameter
where
  key = any ($1::text[])
  and from_on <= $2::date
  and (
    to_on is null
    or to_on >= $3::date
  )
order by
  key,
  place,
  from_on;

with recursive
  step (county) as (
    select
      min(county)
    from
      library.reader_feature s
    where
      county between $1 and $2
    union all
    select
      (
        select
          min(county)
        from
          library.reader_feature s
        where
          county > step.county
          and county <= $3
      )
    from
      step
    where
      step.county is not null
  )
select
  county
from
  step
where
  county is not null
order by
  county;

select
  count(*)
from
  library.reader_feature f
where
  f.division >= $1::bigint
  and f.division < $2::bigint;

drop table if exists pg_temp.rules_hit;

create temp table rules_hit on
commit
drop as
select
  f.county,
  f.division,
  f."reader" as subject,
  ($1::text[]) [f."#rule" + 1] as rule,
  ($2::int[]) [f."#rule" + 1] as version,
  case f."#rule"
    when 0 then jsonb_build_object(
      $3::text,
      f."card",
      $4::text,
      f."last_visit_on",
      $5::text,
      f."joined_on"
    )
    when 1 then jsonb_build_object(
      $6::text,
      f."fines_owed",
      $7::text,
      f."price_per_book",
      $8::text,
      (5000)::bigint,
      $9::text,
      (1.5)::float8
    )
    when 2 then jsonb_build_object(
      $10::text,
      f."days_late",
      $11::text,
      f."is_staff",
      $12::text,
      p."loan_days",
      $13::text,
      f."books_held"
    )
  end as inputs
from
  (
    select
      f.*,
      unnest(
        array_remove(
          array[
            case
              when (
                (f."card" in ($14::text))
                and (f."joined_on" < $15::date)
                and (not (f."last_visit_on" is not null))
              ) then 0
            end,
            case
              when (
                (f."fines_owed" >= (5000)::bigint)
                or (
                  f."fines_owed" > (
                    f."price_per_book"::float8 * (1.5)::float8::float8
                  )
                )
              ) then 1
            end,
            case
              when (
                (f."days_late" > p."loan_days")
                and (not (f."is_staff"))
              ) then 2
            end
          ]::int[],
          null
        )
      ) as "#rule"
    from
      library.reader_feature f
      left join jsonb_to_recordset($16::jsonb) as p (county int, "loan_days" bigint) on p.county = f.county
    where
      f.division >= $17::bigint
      and f.division < $18::bigint
  ) f
  left join jsonb_to_recordset($19::jsonb) as p (county int, "loan_days" bigint) on p.county = f.county;

analyze pg_temp.rules_hit (county, subject, rule);

select
  county,
  rule,
  count(*) as count
from
  pg_temp.rules_hit
group by
  county,
  rule;

select
  county,
  encode(
    sha256(
      convert_to(
        string_agg(
          concat_ws(' ', subject, rule, inputs),
          e'
'
          order by
            subject,
            rule collate "C"
        ),
        'UTF8'
      )
    ),
    'hex'
  ) as digest
from
  pg_temp.rules_hit
group by
  county
order by
  county;

drop table if exists pg_temp.rules_change;

create temp table rules_change on
commit
drop as
select
  coalesce(t.county, h.county) as county,
  t.id,
  h.division,
  h.subject,
  coalesce(t.rule, h.rule) as rule,
  h.inputs,
  case
    when h.subject is null then 'close'
    when t.id is not null then 'change'
    when exists (
      select
      from
        rules.decision d
      where
        d.county = h.county
        and d.subject = h.subject
        and d.rule = h.rule
        and d.verdict = 'noRisk'
        and d.until >= $1::date
    ) then 'keep'
    else 'open'
  end as act
from
  (
    select
      county,
      id,
      division,
      subject,
      rule,
      rule_version,
      inputs
    from
      rules.finding t
    where
      state = 'open'
      and subject_kind = $2
      and division >= $3::bigint
      and division < $4::bigint
  ) t
  full join pg_temp.rules_hit h on h.county = t.county
  and h.subject = t.subject
  and h.rule = t.rule
where
  t.id is null
  or h.subject is null
  or t.rule_version <> h.version
  or t.division <> h.division
  or t.inputs <> h.inputs;

analyze pg_temp.rules_change (county, id, rule, act);

select
  act,
  county,
  rule,
  count(*) as count
from
  pg_temp.rules_change
group by
  act,
  county,
  rule;

update rules.finding t
set
  state = 'closed',
  closed_on = $1::date,
  closed_run = $2::uuid,
  ver = t.ver + 1
from
  pg_temp.rules_change c
where
  c.act = 'close'
  and t.county = c.county
  and t.id = c.id
  and t.state = 'open';

update rules.finding t
set
  inputs = c.inputs,
  division = c.division,
  rule_version = r.version,
  level = r.level,
  kind = r.kind,
  changed_run = $1::uuid,
  ver = t.ver + 1
from
  pg_temp.rules_change c
  join jsonb_to_recordset($2::jsonb) as r (rule text, version int, level text, kind text) on r.rule = c.rule
where
  c.act = 'change'
  and t.county = c.county
  and t.id = c.id
  and t.state = 'open';

insert into
  rules.finding (
    county,
    id,
    division,
    at_division,
    subject_kind,
    subject,
    rule,
    rule_version,
    level,
    kind,
    inputs,
    opened_on,
    opened_run,
    changed_run
  )
select
  c.county,
  ($1 || '-7' || substr(gen_random_uuid()::text, 16))::uuid,
  c.division,
  c.division,
  $2,
  c.subject,
  c.rule,
  r.version,
  r.level,
  r.kind,
  c.inputs,
  $3::date,
  $4::uuid,
  $5::uuid
from
  pg_temp.rules_change c
  join jsonb_to_recordset($6::jsonb) as r (rule text, version int, level text, kind text) on r.rule = c.rule
where
  c.act = 'open';

insert into
  rules.run (
    county,
    id,
    division,
    subject_kind,
    reach,
    as_of,
    cut_at,
    rules,
    parameters,
    subjects,
    counts,
    digest,
    started_at,
    ended_at,
    by_account
  )
values
  (
    $1,
    $2,
    $3,
    $4,
    $5,
    $6,
    $7,
    $8::jsonb,
    $9::jsonb,
    $10,
    $11::jsonb,
    $12,
    $13,
    $14,
    current_setting('app.uid')::uuid
  );

-- what-if.ts

-- whatIf
select
  key,
  place,
  value::float8 as value,
  from_on as "from",
  to_on as "to",
  document,
  confidence,
  note
from
  rules.parameter
where
  key = any ($1::text[])
  and from_on <= $2::date
  and (
    to_on is null
    or to_on >= $3::date
  )
order by
  key,
  place,
  from_on;

with recursive
  step (county) as (
    select
      min(county)
    from
      library.reader_feature s
    where
      county between $1 and $2
    union all
    select
      (
        select
          min(county)
        from
          library.reader_feature s
        where
          county > step.county
          and county <= $3
      )
    from
      step
    where
      step.county is not null
  )
select
  county
from
  step
where
  county is not null
order by
  county;

set
  local jit = off;

select
  f.county,
  count(*) filter (
    where
      (
        (f."days_late" > p."loan_days")
        and (not (f."is_staff"))
      )
  ) as now0,
  count(*) filter (
    where
      (
        (f."days_late" > (7)::bigint)
        and (not (f."is_staff"))
      )
  ) as would0,
  count(*) filter (
    where
      (
        (f."fines_owed" >= (5000)::bigint)
        or (
          f."fines_owed" > (
            f."price_per_book"::float8 * (1.5)::float8::float8
          )
        )
      )
  ) as now1,
  count(*) filter (
    where
      (
        (f."card" in ($1::text))
        and (f."joined_on" < $2::date)
        and (not (f."last_visit_on" is not null))
      )
  ) as now2
from
  library.reader_feature f
  left join jsonb_to_recordset($3::jsonb) as p (county int, "loan_days" bigint) on p.county = f.county
where
  f.division >= $4::bigint
  and f.division < $5::bigint
  and (
    (
      (f."days_late" > p."loan_days")
      and (not (f."is_staff"))
    )
    or (
      (f."days_late" > (7)::bigint)
      and (not (f."is_staff"))
    )
    or (
      (f."fines_owed" >= (5000)::bigint)
      or (
        f."fines_owed" > (
          f."price_per_book"::float8 * (1.5)::float8::float8
        )
      )
    )
    or (
      (f."card" in ($6::text))
      and (f."joined_on" < $7::date)
      and (not (f."last_visit_on" is not null))
    )
  )
group by
  f.county;
