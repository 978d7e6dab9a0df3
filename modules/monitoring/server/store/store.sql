-- Printed by `npm run db` from the files of modules/monitoring/server/store. Do not edit.

-- findings.ts

-- findingPage
select
  t.*,
  h.code as household_code,
  h.head_name
from
  (
    select
      t.county,
      t.id,
      t.division,
      t.subject as household,
      t.rule,
      t.level,
      t.kind,
      t.state,
      t.inputs,
      t.opened_on,
      t.verdict,
      t.ver
    from
      rules.finding t
    where
      t.subject_kind = 'household'
      and t.state = $1
      and t.county = $2::int
      and t.rule = any ($3::text[])
      and t.level = $4
      and t.kind = $5
      and t.verdict is null
      and t.opened_on <= $6::date
      and (
        t.opened_on < $7::date
        or (
          t.opened_on = $8::date
          and t.id > $9::uuid
        )
      )
    order by
      t.opened_on desc,
      t.id
    limit
      $10
  ) t
  left join households.household_public h on h.county = t.county
  and h.id = t.household
order by
  t.opened_on desc,
  t.id;

-- findingCounts
select
  t.division / $1::bigint * $2::bigint as division,
  t.rule,
  t.level,
  t.kind,
  count(*) as count
from
  rules.finding t
where
  t.subject_kind = 'household'
  and t.state = $3
  and t.county = $4::int
  and t.rule = any ($5::text[])
  and t.level = $6
  and t.kind = $7
  and t.verdict is null
  and t.opened_on <= $8::date
group by
  1,
  t.rule,
  t.level,
  t.kind
order by
  1,
  t.rule;

-- findFinding
select
  division,
  rule,
  subject as household
from
  rules.finding
where
  county = $1
  and id = $2::uuid
  and subject_kind = 'household';

-- follow.ts

-- followHousehold
update "monitoring"."household_feature"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

update "monitoring"."measure"
set
  division = $1::bigint
where
  county = $2
  and household = $3::uuid
  and division <> $4::bigint;

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

-- households.ts

-- findHousehold
select
  "division",
  "code",
  "head_name"
from
  "households"."household_public"
where
  "county" = $1
  and "id" = $2;

-- parameters.ts

-- valuesReaching
select
  key,
  place,
  value::float8 as value,
  from_on as "from",
  to_on as "to",
  document,
  confidence,
  note,
  by_account is not null as by_staff
from
  rules.parameter
where
  key = any ($1::text[])
  and place = any ($2::bigint[])
order by
  key,
  place desc,
  from_on desc;

-- insertValue
insert into
  rules.parameter (
    key,
    place,
    value,
    from_on,
    document,
    confidence,
    note,
    by_account
  )
values
  (
    $1,
    $2,
    $3,
    $4::date,
    $5,
    'verified',
    $6,
    $7::uuid
  )
on conflict (key, place, from_on) do nothing
returning
  id;

-- runs.ts

-- runPage
select
  id,
  division,
  reach,
  as_of,
  started_at,
  ended_at,
  subjects,
  counts,
  digest
from
  rules.run
where
  subject_kind = 'household'
  and (
    "division" >= 149901000000
    and "division" < 149902000000
  )
  and (
    started_at < $1::timestamptz
    or (
      started_at = $2::timestamptz
      and id > $3::uuid
    )
  )
order by
  started_at desc,
  id
limit
  $4;

-- suggested-types.ts

-- typesOf
select
  s.*,
  case
    when s.below_line is null then null
    when s.below_line
    and s.has_risk then case s.kind
      when 'formerPoor' then 'unstable'
      else 'marginal'
    end
    when not s.below_line
    and s.has_sudden then 'sudden'
  end as type
from
  (
    select
      f.county,
      f.household,
      f.kind,
      f.income_per_person < l.line as below_line,
      coalesce(bool_or(t.rule = any ($1::text[])), false) as has_risk,
      coalesce(bool_or(t.rule = any ($2::text[])), false) as has_sudden
    from
      jsonb_to_recordset($3::jsonb) as a (county int, household uuid)
      join monitoring.household_feature f on f.county = a.county
      and f.household = a.household
      left join jsonb_to_recordset($4::jsonb) as l (county int, line bigint) on l.county = f.county
      left join rules.finding t on t.county = f.county
      and t.subject = f.household
      and t.state = 'open'
      and t.subject_kind = 'household'
    group by
      f.county,
      f.household,
      f.kind,
      f.income_per_person,
      l.line
  ) s;
