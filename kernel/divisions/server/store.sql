-- Printed by `npm run db` from kernel/divisions/server/store.ts. Do not edit.

-- readDivisionTree
select
  *
from
  "divisions"."division"
order by
  "code";

-- storeList
with
  listed as (
    select
      *
    from
      jsonb_to_recordset($1::jsonb) as line(
        code bigint,
        parent bigint,
        level text,
        name text,
        kind text,
        pinyin text,
        initials text,
        urban_rural text,
        lon numeric(9, 6),
        lat numeric(9, 6),
        valid_from date
      )
  )
insert into
  divisions.division as stored (
    code,
    parent,
    level,
    name,
    kind,
    pinyin,
    initials,
    urban_rural,
    lon,
    lat,
    valid_from
  )
select
  code,
  parent_known.parent,
  level,
  name,
  kind,
  pinyin,
  initials,
  urban_rural,
  lon,
  lat,
  valid_from
from
  listed
  left join lateral (
    select
      listed.parent
    where
      exists (
        select
        from
          listed above
        where
          above.code = listed.parent
      )
      or exists (
        select
        from
          divisions.division above
        where
          above.code = listed.parent
      )
  ) parent_known on true
on conflict (code) do update
set
  parent = excluded.parent,
  name = excluded.name,
  kind = excluded.kind,
  pinyin = excluded.pinyin,
  initials = excluded.initials,
  urban_rural = excluded.urban_rural,
  lon = excluded.lon,
  lat = excluded.lat,
  valid_from = excluded.valid_from
where
  stored.ver = 1
  and (
    stored.parent,
    stored.name,
    stored.kind,
    stored.pinyin,
    stored.initials,
    stored.urban_rural,
    stored.lon,
    stored.lat,
    stored.valid_from
  ) is distinct from (
    excluded.parent,
    excluded.name,
    excluded.kind,
    excluded.pinyin,
    excluded.initials,
    excluded.urban_rural,
    excluded.lon,
    excluded.lat,
    excluded.valid_from
  )
returning
  (xmax = 0) as inserted;

-- listChanges
select
  *
from
  "divisions"."change"
where
  (
    "from_code" = $1
    or "to_code" = $2
  )
order by
  "effective_on" desc,
  "id" desc;

-- lockTree
lock table divisions.change in share row exclusive mode;

-- writePlan
insert into
  "divisions"."division" (
    "code",
    "parent",
    "level",
    "name",
    "kind",
    "pinyin",
    "initials",
    "urban_rural",
    "lon",
    "lat",
    "valid_from"
  )
values
  ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

update "divisions"."division"
set
  "valid_to" = $1,
  "merged_into" = $2,
  "ver" = "ver" + $3
where
  "code" = $4;

update "divisions"."division"
set
  "name" = $1,
  "kind" = $2,
  "pinyin" = $3,
  "initials" = $4,
  "ver" = "ver" + $5
where
  "code" = $6;

insert into
  "divisions"."change" (
    "id",
    "kind",
    "from_code",
    "to_code",
    "from_name",
    "to_name",
    "effective_on",
    "document",
    "note",
    "by"
  )
values
  ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- restampRows
select
  relation,
  moved
from
  divisions.restamp ($1, $2);
