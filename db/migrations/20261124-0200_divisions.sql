-- The tree of places with its history. Reference data: everybody may read all of it, so there is no row policy.

create schema divisions;
grant usage on schema divisions to xinlu_app, xinlu_backup;

create table divisions.division (
  code bigint not null,
  parent bigint,
  level text not null,
  name text not null,
  kind text not null,
  pinyin text not null,
  initials text not null,
  urban_rural text,
  lon numeric(9, 6),
  lat numeric(9, 6),
  valid_from date not null,
  -- The first day on which the place is no more.
  valid_to date,
  merged_into bigint,
  ver int not null default 1,
  constraint division_pkey primary key (code),
  constraint division_code_digits check (code between 110000000000 and 999999999999),
  constraint division_parent foreign key (parent) references divisions.division (code),
  constraint division_level_known check (level in ('province', 'city', 'county', 'township', 'village')),
  constraint division_level_of_code check (level = case
    when code % 10000000000 = 0 then 'province'
    when code % 100000000 = 0 then 'city'
    when code % 1000000 = 0 then 'county'
    when code % 1000 = 0 then 'township'
    else 'village' end),
  constraint division_name_given check (name <> '' and pinyin <> '' and initials <> ''),
  constraint division_kind_given check (kind <> ''),
  constraint division_urban_rural_known check (urban_rural in ('111', '112', '121', '122', '123', '210', '220')),
  constraint division_point_whole check ((lon is null) = (lat is null)),
  constraint division_days_in_order check (valid_to >= valid_from),
  constraint division_merged_into foreign key (merged_into) references divisions.division (code),
  constraint division_merged_when_closed check (merged_into is null or valid_to is not null),
  constraint division_merged_into_other check (merged_into <> code)
);
create index division_parent_idx on divisions.division (parent);
create index division_merged_into_idx on divisions.division (merged_into) where merged_into is not null;

-- Each recorded change of the tree. A township's change brings one row for each of its villages.
create table divisions.change (
  id uuid not null,
  kind text not null,
  from_code bigint not null,
  to_code bigint not null,
  from_name text not null,
  to_name text not null,
  effective_on date not null,
  document text not null,
  note text,
  by uuid not null,
  at timestamptz not null default now(),
  constraint change_pkey primary key (id),
  constraint change_kind_known check (kind in ('merge', 'split', 'rename', 'move')),
  constraint change_from foreign key (from_code) references divisions.division (code),
  constraint change_to foreign key (to_code) references divisions.division (code),
  constraint change_codes_differ check ((kind = 'rename') = (from_code = to_code)),
  -- Across counties households move out and in; a code never carries them over.
  constraint change_within_county check (from_code / 1000000 = to_code / 1000000),
  constraint change_names_given check (from_name <> '' and to_name <> ''),
  constraint change_document_given check (document <> ''),
  constraint change_note_not_empty check (note <> '')
);
create index change_from_idx on divisions.change (from_code, effective_on);
create index change_to_idx on divisions.change (to_code, effective_on);

grant select, insert, update on divisions.division, divisions.change to xinlu_app;
grant select on divisions.division, divisions.change to xinlu_backup;

-- Moves every row that lies at `old_code` to `new_code`, in every table that holds a place (columns `county` and
-- `division`), and in every list of places (a bigint[] column whose comment begins with 'division codes').
-- Only along a recorded merge or move, only inside one county, and only for a scope that covers both places.
-- It runs as the owner because tables that only grow (audit, events) are closed to updates by the app role;
-- row security is forced on the owner too, so the caller's scope still holds.
create function divisions.restamp(old_code bigint, new_code bigint)
returns table (relation text, moved bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  target record;
begin
  if old_code / 1000000 <> new_code / 1000000 then
    raise exception 'restamp: % and % lie in different counties', old_code, new_code using errcode = '22023';
  end if;
  if not exists (select from divisions.change
      where from_code = old_code and to_code = new_code and kind in ('merge', 'move')) then
    raise exception 'restamp: no recorded change from % to %', old_code, new_code using errcode = '22023';
  end if;
  if not coalesce(old_code >= access.scope_lo() and old_code < access.scope_hi()
      and new_code >= access.scope_lo() and new_code < access.scope_hi(), false) then
    raise exception 'restamp: the scope does not cover % and %', old_code, new_code using errcode = '42501';
  end if;
  for target in
    select c.oid::regclass::text as name,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'division' and not a.attisdropped)
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'county' and not a.attisdropped)
        as holds_place,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'bigint[]'::regtype
          and col_description(c.oid, a.attnum) like 'division codes%') as lists
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname not in ('pg_catalog', 'information_schema', 'divisions') and n.nspname not like 'pg\_%'
    order by 1
  loop
    if target.holds_place then
      execute format('update %s set division = $2 where division = $1', target.name) using old_code, new_code;
      get diagnostics moved = row_count;
      if moved > 0 then
        relation := target.name;
        return next;
      end if;
    end if;
    for i in 1 .. coalesce(array_length(target.lists, 1), 0) loop
      execute format('update %1$s set %2$I = array_replace(%2$I, $1, $2) where %2$I @> array[$1]',
        target.name, target.lists[i]) using old_code, new_code;
      get diagnostics moved = row_count;
      if moved > 0 then
        relation := target.name || '.' || target.lists[i];
        return next;
      end if;
    end loop;
  end loop;
end $$;
revoke execute on function divisions.restamp(bigint, bigint) from public;
grant execute on function divisions.restamp(bigint, bigint) to xinlu_app;

comment on column access.post.extra is 'division codes: places beside the range of the post';
