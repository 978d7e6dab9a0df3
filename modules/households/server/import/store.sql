-- Printed by `npm run db` from the files of modules/households/server/import. Do not edit.

-- judge-people.ts

-- judgePeople
drop table if exists pg_temp.given;

create temp table given on
commit
drop as
select
  s.n,
  s.target as fresh,
  s.name_key,
  s.verdict,
  s.target_mark,
  s.place,
  s.household,
  r.*
from
  "pg_temp"."incoming" s,
  jsonb_to_record(s.values) as r (
    "data_day" date,
    "county_name" text,
    "township_name" text,
    "village_name" text,
    "group_name" text,
    "household_code" text,
    "person_code" text,
    "name" text,
    "id_number" bytea,
    "id_number_index" bytea,
    "size" integer,
    "relation" text,
    "nation" text,
    "education" text,
    "schooling" text,
    "health" text,
    "labour" text,
    "work_months" integer,
    "critical_insurance" boolean,
    "original_cause" text,
    "house_unsafe" boolean,
    "has_safe_water" boolean,
    "per_person" bigint,
    "household_phone" bytea,
    "household_phone_index" bytea,
    "phone" bytea,
    "phone_index" bytea,
    "first_identified_month" text,
    "joined_month" text,
    "kind" text,
    "monitored" text,
    "risk_cleared" boolean,
    "identified_month" text,
    "cleared_month" text,
    "sex" text,
    "born" date,
    "political" text,
    "dropout_reason" text,
    "work_area" text,
    "work_place" text,
    "work_company" text,
    "post_months" integer,
    "insured_resident" boolean,
    "insured_worker" boolean,
    "pension_resident" boolean,
    "pension_worker" boolean,
    "low_income" boolean,
    "destitute" boolean,
    "relocated" boolean,
    "speaks_mandarin" boolean
  )
where
  s.county = $1
  and s.batch = $2
  and s.values is not null;

analyze pg_temp.given;

drop table if exists pg_temp.given_place;

create temp table given_place on
commit
drop as
with
  named as (
    select distinct
      county_name,
      township_name,
      village_name
    from
      pg_temp.given
  ),
  village as (
    select
      v.code,
      v.name,
      regexp_replace(
        regexp_replace(v.name, '(社区)?(村民委员会|居民委员会|村委会|居委会|委员会)$', ''),
        '(.)(街道办事处|街道|社区|村|镇|乡|县|市|区)$',
        '\1'
      ) as v,
      regexp_replace(
        regexp_replace(t.name, '(社区)?(村民委员会|居民委员会|村委会|居委会|委员会)$', ''),
        '(.)(街道办事处|街道|社区|村|镇|乡|县|市|区)$',
        '\1'
      ) as t,
      regexp_replace(
        regexp_replace(c.name, '(社区)?(村民委员会|居民委员会|村委会|居委会|委员会)$', ''),
        '(.)(街道办事处|街道|社区|村|镇|乡|县|市|区)$',
        '\1'
      ) as c
    from
      divisions.division v
      join divisions.division t on t.code = v.parent
      join divisions.division c on c.code = t.parent
    where
      v.level = 'village'
      and v.valid_to is null
  ),
  fit as (
    select
      n.*,
      v.code,
      v.name = n.village_name as exact
    from
      named n
      join village v on v.code::text = n.village_name
      or (
        v.v = regexp_replace(
          regexp_replace(
            n.village_name,
            '(社区)?(村民委员会|居民委员会|村委会|居委会|委员会)$',
            ''
          ),
          '(.)(街道办事处|街道|社区|村|镇|乡|县|市|区)$',
          '\1'
        )
        and v.t = regexp_replace(
          regexp_replace(
            n.township_name,
            '(社区)?(村民委员会|居民委员会|村委会|居委会|委员会)$',
            ''
          ),
          '(.)(街道办事处|街道|社区|村|镇|乡|县|市|区)$',
          '\1'
        )
        and v.c = regexp_replace(
          regexp_replace(
            n.county_name,
            '(社区)?(村民委员会|居民委员会|村委会|居委会|委员会)$',
            ''
          ),
          '(.)(街道办事处|街道|社区|村|镇|乡|县|市|区)$',
          '\1'
        )
      )
  )
select
  county_name,
  township_name,
  village_name,
  case
    when count(*) filter (
      where
        exact
    ) = 1 then min(code) filter (
      where
        exact
    )
    else min(code)
  end as place,
  case
    when count(*) filter (
      where
        exact
    ) = 1 then 1
    else count(*)
  end as found
from
  fit
group by
  county_name,
  township_name,
  village_name;

analyze pg_temp.given_place;

drop table if exists pg_temp.met;

create temp table met on
commit
drop as
select
  g.*,
  pl.place as village,
  coalesce(pl.found, 0) as found,
  pl.place / 1000000 as in_county,
  p.id as person,
  p.ver as person_ver,
  p.household as lives_in,
  p.name_key as known_key,
  c.id as code_person,
  h.id as code_household,
  h.division as household_division,
  (pl.place / 1000000)::text || '/' || g.household_code as group_key,
  min(g.n) over (
    partition by
      g.id_number_index
  ) as first_n
from
  pg_temp.given g
  left join pg_temp.given_place pl using (county_name, township_name, village_name)
  left join households.person p on p.county = pl.place / 1000000
  and p.id_index = g.id_number_index
  and p.state = 'living'
  left join households.person c on c.county = pl.place / 1000000
  and c.code = g.person_code
  and c.state = 'living'
  left join households.household h on h.county = pl.place / 1000000
  and h.code = g.household_code
  and h.state = 'living';

create index on pg_temp.met (group_key, n);

create index on pg_temp.met (n);

analyze pg_temp.met;

drop table if exists pg_temp.met_household;

create temp table met_household on
commit
drop as
with
  grouped as (
    select
      group_key,
      in_county,
      min(village) as village,
      max(village) as other_village,
      (
        array_agg(code_household) filter (
          where
            code_household is not null
        )
      ) [1] as by_code,
      (
        array_agg(
          lives_in
          order by
            n
        ) filter (
          where
            lives_in is not null
        )
      ) [1] as by_people
    from
      pg_temp.met
    where
      village is not null
    group by
      group_key,
      in_county
  )
select
  g.*,
  coalesce(g.by_code, h.id) as known,
  coalesce(g.by_code, h.id, gen_random_uuid()) as household
from
  grouped g
  left join households.household h on g.by_code is null
  and h.county = g.in_county
  and h.id = g.by_people
  and h.code is null
  and h.state = 'living';

analyze pg_temp.met_household;

drop table if exists pg_temp.judged;

create temp table judged on
commit
drop as
select
  g.n,
  g.village,
  g.fresh,
  g.person,
  hh.household,
  g.first_n,
  coalesce(g.person_ver, 0)::text || '/' || coalesce(h.ver, 0)::text as mark,
  case
    when g.found = 0 then jsonb_build_object(
      'code',
      'households.place-unknown',
      'path',
      'villageName',
      'message',
      '没有找到“' || g.county_name || g.township_name || g.village_name || '”，请核对县、乡、村的名称，或在行政村一栏填写12位区划代码。'
    )
    when g.found > 1 then jsonb_build_object(
      'code',
      'households.place-ambiguous',
      'path',
      'villageName',
      'message',
      '“' || g.village_name || '”在这个乡镇不止一个，请在行政村一栏填写12位区划代码。'
    )
    when not (
      (
        g.village >= access.scope_lo ()
        and g.village < access.scope_hi ()
      )
      or g.village = any (coalesce(access.scope_extra (), '{}'))
    ) then jsonb_build_object(
      'code',
      'exchange.outside-scope',
      'path',
      'villageName',
      'message',
      '“行政村”不在您的管辖范围内。'
    )
    when g.n <> g.first_n then jsonb_build_object(
      'code',
      'households.row-twice',
      'path',
      'idNumber',
      'message',
      '与第' || g.first_n || '行的证件号码相同，请核对后只保留一行。'
    )
    when g.person is not null
    and g.known_key <> g.name_key then jsonb_build_object(
      'code',
      'households.other-name',
      'path',
      'name',
      'message',
      '姓名与这个证件号码在册的姓名不同，请核对；在册有误的，请先办理“更正证件”。'
    )
    when g.code_person is distinct from g.person
    and g.code_person is not null then jsonb_build_object(
      'code',
      'households.other-number',
      'path',
      'personCode',
      'message',
      '人编号在册的是另一个证件号码，请核对；在册号码有误的，请先办理“更正证件”。'
    )
    when g.lives_in is not null
    and g.lives_in is distinct from hh.known then jsonb_build_object(
      'code',
      'households.lives-elsewhere',
      'path',
      'householdCode',
      'message',
      '此人在册属于另一户，请先办理增减人口、分户或合户，再导入。'
    )
    when h.division is not null
    and h.division <> g.village then jsonb_build_object(
      'code',
      'households.other-place',
      'path',
      'villageName',
      'message',
      '这一户在册的村与表中不同，请先办理“迁移”，或改正表中的村名。'
    )
    when hh.village <> hh.other_village then jsonb_build_object(
      'code',
      'households.two-places',
      'path',
      'householdCode',
      'message',
      '同一户编号的成员填在不同的村，请核对。'
    )
  end as error,
  case
    when g.person is not null
    and row ("p"."code", "p"."relation", "p"."nation") is distinct from row (
      coalesce("g"."person_code", "p"."code"),
      "g"."relation",
      "g"."nation"
    ) then case
      when "p"."code" is distinct from coalesce("g"."person_code", "p"."code") then jsonb_build_array(
        jsonb_build_object(
          'code',
          'households.differs',
          'path',
          $1::text,
          'message',
          $2::text || coalesce("p"."code"::text, '空') || ' → ' || coalesce(
            coalesce("g"."person_code", "p"."code")::text,
            '空'
          )
        )
      )
      else '[]'::jsonb
    end || case
      when "p"."relation" is distinct from "g"."relation" then jsonb_build_array(
        jsonb_build_object(
          'code',
          'households.differs',
          'path',
          $3::text,
          'message',
          $4::text || coalesce(
            $5::jsonb ->> "p"."relation"::text,
            "p"."relation"::text,
            '空'
          ) || ' → ' || coalesce(
            $6::jsonb ->> "g"."relation"::text,
            "g"."relation"::text,
            '空'
          )
        )
      )
      else '[]'::jsonb
    end || case
      when "p"."nation" is distinct from "g"."nation" then jsonb_build_array(
        jsonb_build_object(
          'code',
          'households.differs',
          'path',
          $7::text,
          'message',
          $8::text || coalesce(
            $9::jsonb ->> "p"."nation"::text,
            "p"."nation"::text,
            '空'
          ) || ' → ' || coalesce(
            $10::jsonb ->> "g"."nation"::text,
            "g"."nation"::text,
            '空'
          )
        )
      )
      else '[]'::jsonb
    end
    else '[]'::jsonb
  end as changes
from
  pg_temp.met g
  left join pg_temp.met_household hh on hh.group_key = g.group_key
  left join households.person p on p.county = g.in_county
  and p.id = g.person
  left join households.household h on h.county = g.in_county
  and h.id = hh.known;

create index on pg_temp.judged (n);

analyze pg_temp.judged;

analyze pg_temp.incoming;

update "pg_temp"."incoming" s
set
  verdict = case
    when j.error is not null then 'error'
    when j.person is null then 'new'
    when j.changes <> '[]'::jsonb then 'update'
    else 'same'
  end,
  errors = case
    when j.error is not null then jsonb_build_array(j.error)
  end,
  notes = nullif(
    coalesce(
      (
        select
          jsonb_agg(old.one)
        from
          jsonb_array_elements(s.notes) as old (one)
        where
          old.one ->> 'code' <> 'households.differs'
          and old.one ->> 'code' !~ '^DQ'
      ),
      '[]'::jsonb
    ) || j.changes,
    '[]'::jsonb
  ),
  place = j.village,
  person = j.person,
  household = j.household,
  target = coalesce(j.person, j.fresh),
  target_mark = j.mark
from
  pg_temp.judged j
where
  s.county = $1
  and s.batch = $2
  and s.n = j.n;

drop table if exists pg_temp.differing;

create temp table differing on
commit
drop as
select
  g.n,
  case
    when "h"."code" is distinct from coalesce("g"."household_code", "h"."code") then jsonb_build_array(
      jsonb_build_object(
        'code',
        'households.differs',
        'path',
        $1::text,
        'message',
        $2::text || coalesce("h"."code"::text, '空') || ' → ' || coalesce(
          coalesce("g"."household_code", "h"."code")::text,
          '空'
        )
      )
    )
    else '[]'::jsonb
  end || case
    when "h"."group_name" is distinct from coalesce("g"."group_name", "h"."group_name") then jsonb_build_array(
      jsonb_build_object(
        'code',
        'households.differs',
        'path',
        $3::text,
        'message',
        $4::text || coalesce("h"."group_name"::text, '空') || ' → ' || coalesce(
          coalesce("g"."group_name", "h"."group_name")::text,
          '空'
        )
      )
    )
    else '[]'::jsonb
  end as changes
from
  (
    select distinct
      on (s.place / 1000000, s.household) s.place / 1000000 as county,
      s.household,
      s.n as speaker
    from
      "pg_temp"."incoming" s
    where
      s.county = $5
      and s.batch = $6
      and s.verdict in ('new', 'update', 'same')
      and s.household is not null
    order by
      s.place / 1000000,
      s.household,
      (s.values ->> 'relation' = 'head') desc,
      s.n
  ) o
  join pg_temp.met g on g.n = o.speaker
  join households.household h on h.county = o.county
  and h.id = o.household
where
  row ("h"."code", "h"."group_name") is distinct from row (
    coalesce("g"."household_code", "h"."code"),
    coalesce("g"."group_name", "h"."group_name")
  );

create index on pg_temp.differing (n);

analyze pg_temp.differing;

update "pg_temp"."incoming" s
set
  verdict = case s.verdict
    when 'same' then 'update'
    else s.verdict
  end,
  notes = coalesce(s.notes, '[]'::jsonb) || d.changes
from
  pg_temp.differing d
where
  s.county = $1
  and s.batch = $2
  and s.n = d.n;

drop table if exists pg_temp.doubts,
pg_temp.noted;

create temp table doubts (n int, note jsonb) on
commit
drop;

select
  *
from
  pg_temp.met
where
  group_key > $1
order by
  group_key,
  n
limit
  $2;

create temp table noted on
commit
drop as
select
  n,
  jsonb_agg(note) as notes
from
  pg_temp.doubts
group by
  n;

create index on pg_temp.noted (n);

analyze pg_temp.noted;

update "pg_temp"."incoming" s
set
  notes = coalesce(s.notes, '[]'::jsonb) || d.notes
from
  pg_temp.noted d
where
  s.county = $1
  and s.batch = $2
  and s.n = d.n
  and s.verdict <> 'error';

-- write-people.ts

-- writePeople
drop table if exists pg_temp.given;

create temp table given on
commit
drop as
select
  s.n,
  s.target as fresh,
  s.name_key,
  s.verdict,
  s.target_mark,
  s.place,
  s.household,
  r.*
from
  "exchange"."staged" s,
  jsonb_to_record(s.values) as r (
    "data_day" date,
    "county_name" text,
    "township_name" text,
    "village_name" text,
    "group_name" text,
    "household_code" text,
    "person_code" text,
    "name" text,
    "id_number" bytea,
    "id_number_index" bytea,
    "size" integer,
    "relation" text,
    "nation" text,
    "education" text,
    "schooling" text,
    "health" text,
    "labour" text,
    "work_months" integer,
    "critical_insurance" boolean,
    "original_cause" text,
    "house_unsafe" boolean,
    "has_safe_water" boolean,
    "per_person" bigint,
    "household_phone" bytea,
    "household_phone_index" bytea,
    "phone" bytea,
    "phone_index" bytea,
    "first_identified_month" text,
    "joined_month" text,
    "kind" text,
    "monitored" text,
    "risk_cleared" boolean,
    "identified_month" text,
    "cleared_month" text,
    "sex" text,
    "born" date,
    "political" text,
    "dropout_reason" text,
    "work_area" text,
    "work_place" text,
    "work_company" text,
    "post_months" integer,
    "insured_resident" boolean,
    "insured_worker" boolean,
    "pension_resident" boolean,
    "pension_worker" boolean,
    "low_income" boolean,
    "destitute" boolean,
    "relocated" boolean,
    "speaks_mandarin" boolean
  )
where
  s.county = $1
  and s.batch = $2
  and s.values is not null
  and s.verdict in ('new', 'update');

analyze pg_temp.given;

drop table if exists pg_temp.touched,
pg_temp.initials;

create temp table touched on
commit
drop as
select
  t.county,
  t.household,
  t.division,
  o.speaker,
  h.id is not null as there
from
  (
    select distinct
      place / 1000000 as county,
      household,
      place as division
    from
      pg_temp.given
  ) t
  join (
    select distinct
      on (s.place / 1000000, s.household) s.place / 1000000 as county,
      s.household,
      s.n as speaker
    from
      "exchange"."staged" s
    where
      s.county = $1
      and s.batch = $2
      and s.verdict in ('new', 'update', 'same')
      and s.household is not null
    order by
      s.place / 1000000,
      s.household,
      (s.values ->> 'relation' = 'head') desc,
      s.n
  ) o using (county, household)
  left join households.household h on h.county = t.county
  and h.id = t.household;

create temp table initials (name text primary key, letters text) on
commit
drop;

select distinct
  name
from
  pg_temp.given;

insert into
  pg_temp.initials
select
  *
from
  jsonb_to_recordset($1::jsonb) as r (name text, letters text);

with
  people as (
    select
      p.county,
      p.id,
      p.ver
    from
      households.person p
      join pg_temp.given g on p.county = g.place / 1000000
      and p.id = g.fresh
    where
      g.verdict = 'update'
    for update of
      p
  ),
  homes as (
    select
      h.county,
      h.id,
      h.ver,
      h.division,
      h.state
    from
      households.household h
      join pg_temp.touched t on h.county = t.county
      and h.id = t.household
    for update of
      h
  )
select
  count(*) as stale
from
  pg_temp.given g
  left join people p on p.county = g.place / 1000000
  and p.id = g.fresh
  left join homes h on h.county = g.place / 1000000
  and h.id = g.household
where
  coalesce(p.ver, 0)::text || '/' || coalesce(h.ver, 0)::text <> g.target_mark
  or (
    h.id is not null
    and (
      h.state <> 'living'
      or h.division <> g.place
    )
  );

insert into
  exchange.change (
    county,
    batch,
    n,
    division,
    target_table,
    target_county,
    target,
    before,
    after_mark
  )
select
  $1,
  $2::uuid,
  t.speaker,
  $3,
  'households.household',
  t.county,
  h.id,
  to_jsonb(h),
  (h.ver + 1)::text
from
  pg_temp.touched t
  join households.household h on h.county = t.county
  and h.id = t.household;

insert into
  exchange.change (
    county,
    batch,
    n,
    division,
    target_table,
    target_county,
    target,
    before,
    after_mark
  )
select
  $1,
  $2::uuid,
  g.n,
  $3,
  'households.person',
  p.county,
  p.id,
  to_jsonb(p),
  (p.ver + 1)::text
from
  pg_temp.given g
  join households.person p on p.county = g.place / 1000000
  and p.id = g.fresh
where
  g.verdict = 'update';

insert into
  exchange.change (
    county,
    batch,
    n,
    division,
    target_table,
    target_county,
    target,
    before,
    after_mark
  )
select
  $1,
  $2::uuid,
  g.n,
  $3,
  'households.member',
  m.county,
  m.id,
  to_jsonb(m),
  g.relation
from
  pg_temp.given g
  join households.member m on m.county = g.place / 1000000
  and m.person = g.fresh
  and m.to_on is null
  and m.relation <> g.relation
where
  g.verdict = 'update';

insert into
  households.household as made (
    county,
    id,
    division,
    source,
    noted_by,
    noted_at,
    kind,
    ver,
    "code",
    "group_name"
  )
select
  t.county,
  t.household,
  t.division,
  $1,
  $2,
  now(),
  coalesce(null, 'formerPoor'),
  0,
  coalesce("g"."household_code", "h"."code"),
  coalesce("g"."group_name", "h"."group_name")
from
  pg_temp.touched t
  join pg_temp.given g on g.n = t.speaker
  left join households.household h on false
where
  not t.there;

update households.household t
set
  "code" = coalesce("g"."household_code", "h"."code"),
  "group_name" = coalesce("g"."group_name", "h"."group_name")
from
  pg_temp.touched o
  join pg_temp.given g on g.n = o.speaker
  join households.household h on h.county = o.county
  and h.id = o.household
where
  o.there
  and t.county = o.county
  and t.id = o.household;

insert into
  households.person (
    county,
    id,
    division,
    household,
    name,
    name_key,
    pinyin_initials,
    id_kind,
    id_sealed,
    id_index,
    sex,
    born,
    source,
    by_account,
    "code",
    "relation",
    "nation"
  )
select
  g.place / 1000000,
  g.fresh,
  g.place,
  g.household,
  g.name,
  g.name_key,
  i.letters,
  'citizen',
  g.id_number,
  g.id_number_index,
  g.sex,
  g.born,
  $1,
  $2,
  coalesce("g"."person_code", "p"."code"),
  "g"."relation",
  "g"."nation"
from
  pg_temp.given g
  join pg_temp.initials i on i.name = g.name
  left join households.person p on false
where
  g.verdict = 'new'
order by
  g.n;

update households.person t
set
  "code" = coalesce("g"."person_code", "p"."code"),
  "relation" = "g"."relation",
  "nation" = "g"."nation",
  updated_at = now(),
  ver = t.ver + 1
from
  pg_temp.given g
  join households.person p on p.county = g.place / 1000000
  and p.id = g.fresh
where
  g.verdict = 'update'
  and t.county = p.county
  and t.id = p.id;

update households.member m
set
  relation = g.relation
from
  pg_temp.given g
where
  g.verdict = 'update'
  and m.county = g.place / 1000000
  and m.person = g.fresh
  and m.to_on is null
  and m.relation <> g.relation;

insert into
  households.member (
    county,
    id,
    division,
    household,
    person,
    relation,
    from_on,
    in_reason,
    by_account
  )
select
  g.place / 1000000,
  gen_random_uuid(),
  g.place,
  g.household,
  g.fresh,
  g.relation,
  coalesce(
    (g.joined_month || '-01')::date,
    g.data_day,
    current_date
  ),
  case
    when t.there then 'supplement'
    else 'firstEntry'
  end,
  $1
from
  pg_temp.given g
  join pg_temp.touched t on t.county = g.place / 1000000
  and t.household = g.household
where
  g.verdict = 'new';

drop table if exists pg_temp.mirror;

create temp table mirror on
commit
drop as
select
  t.county,
  t.household,
  m.*
from
  pg_temp.touched t
  cross join lateral (
    select
      count(*)::int as size,
      (
        array_agg(id) filter (
          where
            relation = 'head'
        )
      ) [1] as head,
      max(name) filter (
        where
          relation = 'head'
      ) as head_name,
      max(name_key) filter (
        where
          relation = 'head'
      ) as head_key,
      max(pinyin_initials) filter (
        where
          relation = 'head'
      ) as pinyin
    from
      households.person p
    where
      p.county = t.county
      and p.household = t.household
  ) m;

create index on pg_temp.mirror (county, household);

analyze pg_temp.mirror;

update households.household h
set
  size = m.size,
  head = m.head,
  head_name = coalesce(m.head_name, h.head_name),
  head_key = coalesce(m.head_key, h.head_key),
  pinyin = coalesce(m.pinyin, h.pinyin),
  updated_at = now(),
  ver = h.ver + 1
from
  pg_temp.mirror m
where
  h.county = m.county
  and h.id = m.household;

insert into
  exchange.change (
    county,
    batch,
    n,
    division,
    target_table,
    target_county,
    target,
    before,
    after_mark
  )
select
  $1,
  $2::uuid,
  speaker,
  $3,
  'households.household',
  county,
  household,
  null,
  '1'
from
  pg_temp.touched
where
  not there;

insert into
  exchange.change (
    county,
    batch,
    n,
    division,
    target_table,
    target_county,
    target,
    before,
    after_mark
  )
select
  $1,
  $2::uuid,
  n,
  $3,
  'households.person',
  place / 1000000,
  fresh,
  null,
  '1'
from
  pg_temp.given
where
  verdict = 'new';

insert into
  exchange.change (
    county,
    batch,
    n,
    division,
    target_table,
    target_county,
    target,
    before,
    after_mark
  )
select
  $1,
  $2::uuid,
  g.n,
  $3,
  'households.member',
  m.county,
  m.id,
  null,
  m.relation
from
  pg_temp.given g
  join households.member m on m.county = g.place / 1000000
  and m.person = g.fresh
  and m.to_on is null
where
  g.verdict = 'new';

insert into
  households.event (
    county,
    id,
    division,
    at_division,
    household,
    act,
    on_day,
    detail,
    by_account,
    by_name
  )
select
  county,
  gen_random_uuid(),
  division,
  division,
  household,
  'imported',
  current_date,
  jsonb_build_object('batch', $1::text, 'made', not there),
  $2,
  $3
from
  pg_temp.touched;

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
      household as subject
    from
      pg_temp.touched
  ) s
order by
  county,
  subject
on conflict (county, subject_kind, subject) do update
set
  division = excluded.division,
  since = excluded.since;

-- judge-income.ts

-- judgeIncome
drop table if exists pg_temp.given;

create temp table given on
commit
drop as
select
  s.n,
  s.target as fresh,
  s.name_key,
  s.verdict,
  s.target_mark,
  s.place,
  s.household,
  r.*
from
  "pg_temp"."incoming" s,
  jsonb_to_record(s.values) as r (
    "county_name" text,
    "township_name" text,
    "village_name" text,
    "household_code" text,
    "head_name" text,
    "head_number" bytea,
    "head_number_index" bytea,
    "wage" bigint,
    "posts" bigint,
    "other_wage" bigint,
    "business" bigint,
    "property" bigint,
    "asset_dividend" bigint,
    "other_property" bigint,
    "transfer" bigint,
    "family_planning" bigint,
    "low_income" bigint,
    "destitute" bigint,
    "pension" bigint,
    "ecology" bigint,
    "industry_reward" bigint,
    "work_reward" bigint,
    "other_transfer" bigint,
    "cost" bigint,
    "cost_total" bigint,
    "cost_subsidy" bigint,
    "net" bigint,
    "per_person" bigint,
    "size_now" integer,
    "size_of_year" integer
  )
where
  s.county = $1
  and s.batch = $2
  and s.values is not null;

analyze pg_temp.given;

drop table if exists pg_temp.given_place;

create temp table given_place on
commit
drop as
with
  named as (
    select distinct
      county_name,
      township_name,
      village_name
    from
      pg_temp.given
  ),
  village as (
    select
      v.code,
      v.name,
      regexp_replace(
        regexp_replace(v.name, '(社区)?(村民委员会|居民委员会|村委会|居委会|委员会)$', ''),
        '(.)(街道办事处|街道|社区|村|镇|乡|县|市|区)$',
        '\1'
      ) as v,
      regexp_replace(
        regexp_replace(t.name, '(社区)?(村民委员会|居民委员会|村委会|居委会|委员会)$', ''),
        '(.)(街道办事处|街道|社区|村|镇|乡|县|市|区)$',
        '\1'
      ) as t,
      regexp_replace(
        regexp_replace(c.name, '(社区)?(村民委员会|居民委员会|村委会|居委会|委员会)$', ''),
        '(.)(街道办事处|街道|社区|村|镇|乡|县|市|区)$',
        '\1'
      ) as c
    from
      divisions.division v
      join divisions.division t on t.code = v.parent
      join divisions.division c on c.code = t.parent
    where
      v.level = 'village'
      and v.valid_to is null
  ),
  fit as (
    select
      n.*,
      v.code,
      v.name = n.village_name as exact
    from
      named n
      join village v on v.code::text = n.village_name
      or (
        v.v = regexp_replace(
          regexp_replace(
            n.village_name,
            '(社区)?(村民委员会|居民委员会|村委会|居委会|委员会)$',
            ''
          ),
          '(.)(街道办事处|街道|社区|村|镇|乡|县|市|区)$',
          '\1'
        )
        and v.t = regexp_replace(
          regexp_replace(
            n.township_name,
            '(社区)?(村民委员会|居民委员会|村委会|居委会|委员会)$',
            ''
          ),
          '(.)(街道办事处|街道|社区|村|镇|乡|县|市|区)$',
          '\1'
        )
        and v.c = regexp_replace(
          regexp_replace(
            n.county_name,
            '(社区)?(村民委员会|居民委员会|村委会|居委会|委员会)$',
            ''
          ),
          '(.)(街道办事处|街道|社区|村|镇|乡|县|市|区)$',
          '\1'
        )
      )
  )
select
  county_name,
  township_name,
  village_name,
  case
    when count(*) filter (
      where
        exact
    ) = 1 then min(code) filter (
      where
        exact
    )
    else min(code)
  end as place,
  case
    when count(*) filter (
      where
        exact
    ) = 1 then 1
    else count(*)
  end as found
from
  fit
group by
  county_name,
  township_name,
  village_name;

analyze pg_temp.given_place;

drop table if exists pg_temp.sums;

create temp table sums (
  n int primary key,
  sums jsonb,
  lines jsonb,
  note text
) on
commit
drop;

select
  *
from
  pg_temp.given
where
  n > $1
order by
  n
limit
  5000;

analyze pg_temp.sums;

drop table if exists pg_temp.judged;

create temp table judged on
commit
drop as
with
  met as (
    select
      g.n,
      g.fresh,
      p.id as person,
      h.id as household,
      h.division,
      pl.place,
      coalesce(pl.found, 0) as found,
      g.name_key,
      p.name_key as known_key,
      p.relation,
      s.sums,
      s.note,
      i.id as income,
      i.ver,
      i.net,
      i.denominator,
      i.wage,
      i.business,
      i.property,
      i.transfer,
      i.cost,
      min(g.n) over (
        partition by
          coalesce(h.id, g.fresh)
      ) as first_n
    from
      pg_temp.given g
      join pg_temp.sums s using (n)
      left join pg_temp.given_place pl using (county_name, township_name, village_name)
      left join households.person p on p.county = pl.place / 1000000
      and p.id_index = g.head_number_index
      and p.state = 'living'
      left join households.household h on h.county = p.county
      and h.id = p.household
      left join households.income i on i.county = h.county
      and i.household = h.id
      and i.moment = 'yearly'
      and i.window_from = $1::date
  )
select
  m.*,
  case
    when found = 0 then jsonb_build_object(
      'code',
      'households.place-unknown',
      'path',
      'villageName',
      'message',
      '没有找到这个村，请核对县、乡、村的名称，或在村一栏填写12位区划代码。'
    )
    when found > 1 then jsonb_build_object(
      'code',
      'households.place-ambiguous',
      'path',
      'villageName',
      'message',
      '这个村名在这个乡镇不止一个，请在村一栏填写12位区划代码。'
    )
    when not (
      (
        place >= access.scope_lo ()
        and place < access.scope_hi ()
      )
      or place = any (coalesce(access.scope_extra (), '{}'))
    ) then jsonb_build_object(
      'code',
      'exchange.outside-scope',
      'path',
      'villageName',
      'message',
      '“村”不在您的管辖范围内。'
    )
    when household is null then jsonb_build_object(
      'code',
      'households.head-unknown',
      'path',
      'headNumber',
      'message',
      '户档中没有这个证件号码的人，请先导入名单或新建户档，再导入收入。'
    )
    when relation <> 'head' then jsonb_build_object(
      'code',
      'households.not-head',
      'path',
      'headNumber',
      'message',
      '这个证件号码在册的不是户主，请核对；户主已变的，请先办理“户主变更”。'
    )
    when name_key <> known_key then jsonb_build_object(
      'code',
      'households.other-name',
      'path',
      'headName',
      'message',
      '户主姓名与这个证件号码在册的姓名不同，请核对；在册有误的，请先办理“更正证件”。'
    )
    when n <> first_n then jsonb_build_object(
      'code',
      'households.row-twice',
      'path',
      'headNumber',
      'message',
      '与第' || first_n || '行是同一户，请核对后只保留一行。'
    )
  end as error,
  case
    when income is null then 'new'
    when (
      wage,
      business,
      property,
      transfer,
      cost,
      denominator
    ) is distinct from (
      (sums ->> 'wage')::bigint,
      (sums ->> 'business')::bigint,
      (sums ->> 'property')::bigint,
      (sums ->> 'transfer')::bigint,
      (sums ->> 'cost')::bigint,
      (sums ->> 'denominator')::int
    ) then 'update'
    else 'same'
  end as verdict
from
  met m;

create index on pg_temp.judged (n);

analyze pg_temp.judged;

analyze pg_temp.incoming;

update "pg_temp"."incoming" s
set
  verdict = case
    when j.error is not null then 'error'
    else j.verdict
  end,
  errors = case
    when j.error is not null then jsonb_build_array(j.error)
  end,
  notes = nullif(
    coalesce(
      (
        select
          jsonb_agg(old.one)
        from
          jsonb_array_elements(s.notes) as old (one)
        where
          old.one ->> 'code' not in ('households.differs', 'households.net-differs')
      ),
      '[]'::jsonb
    ) || case
      when j.error is null
      and j.note is not null then jsonb_build_array(
        jsonb_build_object(
          'code',
          'households.net-differs',
          'path',
          'net',
          'message',
          j.note
        )
      )
      else '[]'::jsonb
    end || case
      when j.error is null
      and j.verdict = 'update' then jsonb_build_array(
        jsonb_build_object(
          'code',
          'households.differs',
          'path',
          'net',
          'message',
          '纯收入：' || to_char(j.net / 100.0, 'FM999999999990.00') || '元 → ' || to_char(
            (j.sums ->> 'net')::bigint / 100.0,
            'FM999999999990.00'
          ) || '元'
        )
      )
      else '[]'::jsonb
    end,
    '[]'::jsonb
  ),
  person = j.person,
  household = j.household,
  place = j.division,
  target = coalesce(j.income, j.fresh),
  target_mark = coalesce(j.ver, 0)::text
from
  pg_temp.judged j
where
  s.county = $1
  and s.batch = $2
  and s.n = j.n;

-- write-income.ts

-- writeIncome
drop table if exists pg_temp.given;

create temp table given on
commit
drop as
select
  s.n,
  s.target as fresh,
  s.name_key,
  s.verdict,
  s.target_mark,
  s.place,
  s.household,
  r.*
from
  "exchange"."staged" s,
  jsonb_to_record(s.values) as r (
    "county_name" text,
    "township_name" text,
    "village_name" text,
    "household_code" text,
    "head_name" text,
    "head_number" bytea,
    "head_number_index" bytea,
    "wage" bigint,
    "posts" bigint,
    "other_wage" bigint,
    "business" bigint,
    "property" bigint,
    "asset_dividend" bigint,
    "other_property" bigint,
    "transfer" bigint,
    "family_planning" bigint,
    "low_income" bigint,
    "destitute" bigint,
    "pension" bigint,
    "ecology" bigint,
    "industry_reward" bigint,
    "work_reward" bigint,
    "other_transfer" bigint,
    "cost" bigint,
    "cost_total" bigint,
    "cost_subsidy" bigint,
    "net" bigint,
    "per_person" bigint,
    "size_now" integer,
    "size_of_year" integer
  )
where
  s.county = $1
  and s.batch = $2
  and s.values is not null
  and s.verdict in ('new', 'update');

analyze pg_temp.given;

drop table if exists pg_temp.sums;

create temp table sums (
  n int primary key,
  sums jsonb,
  lines jsonb,
  note text
) on
commit
drop;

select
  *
from
  pg_temp.given
where
  n > $1
order by
  n
limit
  5000;

analyze pg_temp.sums;

insert into
  exchange.change (
    county,
    batch,
    n,
    division,
    target_table,
    target_county,
    target,
    before,
    after_mark
  )
select
  $1,
  $2::uuid,
  g.n,
  $3,
  'households.income',
  t.county,
  t.id,
  to_jsonb(t) || jsonb_build_object(
    'lines',
    coalesce(
      (
        select
          jsonb_agg(
            jsonb_build_object('line', l.line, 'fen', l.fen, 'note', l.note)
          )
        from
          households.income_line l
        where
          l.county = t.county
          and l.income = t.id
      ),
      '[]'::jsonb
    )
  ),
  (t.ver + 1)::text
from
  pg_temp.given g
  join households.income t on t.county = g.place / 1000000
  and t.id = g.fresh
where
  g.verdict = 'update'
  and t.ver::text = g.target_mark
for update of
  t;

select
  count(*) as expected
from
  pg_temp.given
where
  verdict = 'update';

insert into
  exchange.change (
    county,
    batch,
    n,
    division,
    target_table,
    target_county,
    target,
    before,
    after_mark
  )
select
  $1,
  $2::uuid,
  n,
  $3,
  'households.income',
  place / 1000000,
  fresh,
  null,
  '1'
from
  pg_temp.given
where
  verdict = 'new';

update households.income t
set
  (
    wage,
    business,
    property,
    transfer,
    cost,
    net,
    per_person,
    insurance_paid,
    self_paid,
    reference,
    per_person_reference,
    denominator
  ) = (
    select
      (s.sums ->> 'wage')::bigint,
      (s.sums ->> 'business')::bigint,
      (s.sums ->> 'property')::bigint,
      (s.sums ->> 'transfer')::bigint,
      (s.sums ->> 'cost')::bigint,
      (s.sums ->> 'net')::bigint,
      (s.sums ->> 'perPerson')::bigint,
      (s.sums ->> 'insurancePaid')::bigint,
      (s.sums ->> 'selfPaid')::bigint,
      (s.sums ->> 'reference')::bigint,
      (s.sums ->> 'perPersonReference')::bigint,
      (s.sums ->> 'denominator')::bigint
  ),
  source = $1,
  by_account = $2,
  updated_at = now(),
  ver = t.ver + 1
from
  pg_temp.given g
  join pg_temp.sums s using (n)
where
  g.verdict = 'update'
  and t.county = g.place / 1000000
  and t.id = g.fresh;

insert into
  households.income (
    county,
    id,
    division,
    household,
    moment,
    window_from,
    window_to,
    source,
    by_account,
    wage,
    business,
    property,
    transfer,
    cost,
    net,
    per_person,
    insurance_paid,
    self_paid,
    reference,
    per_person_reference,
    denominator
  )
select
  g.place / 1000000,
  g.fresh,
  g.place,
  g.household,
  'yearly',
  $1::date,
  $2::date,
  $3,
  $4,
  (s.sums ->> 'wage')::bigint,
  (s.sums ->> 'business')::bigint,
  (s.sums ->> 'property')::bigint,
  (s.sums ->> 'transfer')::bigint,
  (s.sums ->> 'cost')::bigint,
  (s.sums ->> 'net')::bigint,
  (s.sums ->> 'perPerson')::bigint,
  (s.sums ->> 'insurancePaid')::bigint,
  (s.sums ->> 'selfPaid')::bigint,
  (s.sums ->> 'reference')::bigint,
  (s.sums ->> 'perPersonReference')::bigint,
  (s.sums ->> 'denominator')::bigint
from
  pg_temp.given g
  join pg_temp.sums s using (n)
where
  g.verdict = 'new'
order by
  g.n;

delete from households.income_line l using pg_temp.given g
where
  g.verdict = 'update'
  and l.county = g.place / 1000000
  and l.income = g.fresh;

insert into
  households.income_line (county, division, income, line, fen)
select
  g.place / 1000000,
  g.place,
  g.fresh,
  l.line,
  l.fen
from
  pg_temp.given g
  join pg_temp.sums s using (n),
  jsonb_to_recordset(s.lines) as l (line text, fen bigint);

insert into
  households.event (
    county,
    id,
    division,
    at_division,
    household,
    act,
    on_day,
    detail,
    by_account,
    by_name
  )
select
  place / 1000000,
  gen_random_uuid(),
  place,
  place,
  household,
  'incomeImported',
  current_date,
  jsonb_build_object('batch', $1::text, 'income', fresh),
  $2,
  $3
from
  pg_temp.given;

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
      place / 1000000 as county,
      place as division,
      household as subject
    from
      pg_temp.given
  ) s
order by
  county,
  subject
on conflict (county, subject_kind, subject) do update
set
  division = excluded.division,
  since = excluded.since;

-- take-back.ts

-- takeBackPeople
select
  count(*) as lost
from
  exchange.change c
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and not exists (
    select
    from
      "households"."household" t
    where
      t.county = c.target_county
      and t.id = c.target
      and t.ver::text = c.after_mark
    for update
  );

select
  count(*) as lost
from
  exchange.change c
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and not exists (
    select
    from
      "households"."person" t
    where
      t.county = c.target_county
      and t.id = c.target
      and t.ver::text = c.after_mark
    for update
  );

select
  count(*) as lost
from
  exchange.change c
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and not exists (
    select
    from
      "households"."member" t
    where
      t.county = c.target_county
      and t.id = c.target
      and t.relation || coalesce(t.to_on::text, '') = c.after_mark
    for update
  );

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
      t.county,
      t.division,
      t.id as subject
    from
      exchange.change c
      join "households"."household" t on t.county = c.target_county
      and t.id = c.target
    where
      c.county = $2
      and c.batch = $3
      and c.target_table = $4
  ) s
order by
  county,
  subject
on conflict (county, subject_kind, subject) do update
set
  division = excluded.division,
  since = excluded.since;

update households.household h
set
  head = null
from
  exchange.change c
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and h.county = c.target_county
  and h.id = c.target;

delete from "households"."member" t using exchange.change c
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and c.before is null
  and t.county = c.target_county
  and t.id = c.target;

select
  attname as name
from
  pg_attribute
where
  attrelid = $1::regclass
  and attnum > 0
  and not attisdropped
  and attname not in ('county', 'id', 'ver')
order by
  attnum;

update "households"."member" t
set
from
  exchange.change c,
  jsonb_populate_record(null::"households"."member", c.before) b
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and c.before is not null
  and t.county = c.target_county
  and t.id = c.target;

delete from "households"."person" t using exchange.change c
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and c.before is null
  and t.county = c.target_county
  and t.id = c.target;

select
  attname as name
from
  pg_attribute
where
  attrelid = $1::regclass
  and attnum > 0
  and not attisdropped
  and attname not in ('county', 'id', 'ver')
order by
  attnum;

update "households"."person" t
set
,
  ver = t.ver + 1
from
  exchange.change c,
  jsonb_populate_record(null::"households"."person", c.before) b
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and c.before is not null
  and t.county = c.target_county
  and t.id = c.target;

delete from rules.dirty d using exchange.change c
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and c.before is null
  and d.county = c.target_county
  and d.subject = c.target;

delete from "households"."household" t using exchange.change c
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and c.before is null
  and t.county = c.target_county
  and t.id = c.target;

select
  attname as name
from
  pg_attribute
where
  attrelid = $1::regclass
  and attnum > 0
  and not attisdropped
  and attname not in ('county', 'id', 'ver')
order by
  attnum;

update "households"."household" t
set
,
  ver = t.ver + 1
from
  exchange.change c,
  jsonb_populate_record(null::"households"."household", c.before) b
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and c.before is not null
  and t.county = c.target_county
  and t.id = c.target;

-- takeBackIncome
select
  count(*) as lost
from
  exchange.change c
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and not exists (
    select
    from
      "households"."income" t
    where
      t.county = c.target_county
      and t.id = c.target
      and t.ver::text = c.after_mark
    for update
  );

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
      t.county,
      t.division,
      t.household as subject
    from
      exchange.change c
      join households.income t on t.county = c.target_county
      and t.id = c.target
    where
      c.county = $2
      and c.batch = $3
      and c.target_table = $4
  ) s
order by
  county,
  subject
on conflict (county, subject_kind, subject) do update
set
  division = excluded.division,
  since = excluded.since;

delete from "households"."income" t using exchange.change c
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and c.before is null
  and t.county = c.target_county
  and t.id = c.target;

delete from households.income_line l using exchange.change c
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and c.before is not null
  and l.county = c.target_county
  and l.income = c.target;

insert into
  households.income_line (county, division, income, line, fen, note)
select
  c.target_county,
  (c.before ->> 'division')::bigint,
  c.target,
  l ->> 'line',
  (l ->> 'fen')::bigint,
  l ->> 'note'
from
  exchange.change c,
  jsonb_array_elements(c.before -> 'lines') l
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and c.before is not null;

select
  attname as name
from
  pg_attribute
where
  attrelid = $1::regclass
  and attnum > 0
  and not attisdropped
  and attname not in ('county', 'id', 'ver')
order by
  attnum;

update "households"."income" t
set
,
  ver = t.ver + 1
from
  exchange.change c,
  jsonb_populate_record(null::"households"."income", c.before) b
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and c.before is not null
  and t.county = c.target_county
  and t.id = c.target;
