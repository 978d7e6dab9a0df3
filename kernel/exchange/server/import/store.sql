-- Printed by `npm run db` from the files of kernel/exchange/server/import. Do not edit.

-- store.ts

-- findBatch
select
  "county",
  "id",
  "division",
  "ledger",
  "department",
  "period",
  "purpose",
  "file_name",
  "file_digest",
  "sheet",
  "header",
  "rows",
  "counts",
  "progress",
  "by_account",
  "by_name",
  "created_at",
  "previewed_at",
  "committed_at",
  "undone_at",
  "ver",
  case
    when state in ('checking', 'committing')
    and lease_until < now() then 'failed'
    else state
  end as "state",
  case
    when state in ('checking', 'committing')
    and lease_until < now() then '处理中断（服务器停止或重启），没有写入任何内容。请重新校验。'
    else problem
  end as "problem"
from
  "exchange"."batch"
where
  "id" = $1;

-- lockBatch
select
  "county"
from
  "exchange"."batch"
where
  "id" = $1;

select
  "county",
  "id",
  "division",
  "ledger",
  "department",
  "period",
  "purpose",
  "file_name",
  "file_digest",
  "sheet",
  "header",
  "rows",
  "counts",
  "progress",
  "by_account",
  "by_name",
  "created_at",
  "previewed_at",
  "committed_at",
  "undone_at",
  "ver",
  case
    when state in ('checking', 'committing')
    and lease_until < now() then 'failed'
    else state
  end as "state",
  case
    when state in ('checking', 'committing')
    and lease_until < now() then '处理中断（服务器停止或重启），没有写入任何内容。请重新校验。'
    else problem
  end as "problem"
from
  "exchange"."batch"
where
  "county" = $1
  and "id" = $2
for update;

-- addBatch
insert into
  "exchange"."batch" (
    "county",
    "id",
    "division",
    "ledger",
    "department",
    "period",
    "purpose",
    "file_name",
    "file_digest",
    "sheet",
    "header",
    "rows",
    "state",
    "counts",
    "progress",
    "by_account",
    "by_name",
    "created_at",
    "previewed_at",
    "committed_at",
    "undone_at",
    "problem",
    "ver"
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
    $8,
    $9,
    $10,
    $11,
    $12,
    $13,
    $14,
    $15,
    $16,
    $17,
    $18,
    $19,
    $20,
    $21,
    $22,
    $23
  );

-- findCommitted
select
  "county",
  "id",
  "division",
  "ledger",
  "department",
  "period",
  "purpose",
  "file_name",
  "file_digest",
  "sheet",
  "header",
  "rows",
  "counts",
  "progress",
  "by_account",
  "by_name",
  "created_at",
  "previewed_at",
  "committed_at",
  "undone_at",
  "ver",
  case
    when state in ('checking', 'committing')
    and lease_until < now() then 'failed'
    else state
  end as "state",
  case
    when state in ('checking', 'committing')
    and lease_until < now() then '处理中断（服务器停止或重启），没有写入任何内容。请重新校验。'
    else problem
  end as "problem"
from
  "exchange"."batch"
where
  "file_digest" = $1
  and "ledger" = $2
  and "state" = $3
  and "division" = $4
  and "period" is not distinct from $5
order by
  "committed_at" desc;

-- changeBatch
update "exchange"."batch"
set
  "state" = $1,
  "rows" = $2,
  "lease_until" = $3,
  "previewed_at" = now(),
  "ver" = ver + 1
where
  "county" = $4
  and "id" = $5
  and "state" in ($6);

-- countVerdicts
select
  "verdict",
  count(*) as "rows"
from
  "exchange"."staged"
where
  "county" = $1
  and "batch" = $2
group by
  "verdict";

-- listStaged
select
  "n",
  "verdict",
  "values",
  "errors",
  "notes",
  "raw",
  "target"
from
  "exchange"."staged"
where
  "county" = $1
  and "batch" = $2
  and "n" > $3
  and "verdict" = $4
order by
  "n"
limit
  $5;

-- clearStaged
delete from "exchange"."staged"
where
  "county" = $1
  and "batch" = $2;

-- forgetEnded
select
  county,
  id
from
  exchange.batch b
where
  coalesce(
    undone_at,
    committed_at,
    lease_until,
    previewed_at,
    created_at
  ) < $1
  and (
    state in ('undone', 'cancelled', 'failed')
    or state = 'committed'
    and committed_at < now() - (
      select
        make_interval(hours => max(value))
      from
        exchange.setting
      where
        key = 'undoHours'
    )
    or state in ('checking', 'committing')
    and lease_until < $2
  )
  and (
    exists (
      select
      from
        exchange.staged s
      where
        s.county = b.county
        and s.batch = b.id
    )
    or exists (
      select
      from
        exchange.change c
      where
        c.county = b.county
        and c.batch = b.id
    )
  );

delete from "exchange"."staged"
where
  "county" = $1
  and "batch" = $2;

delete from "exchange"."change"
where
  "county" = $1
  and "batch" = $2;

-- listBatches
select
  "county",
  "id",
  "division",
  "ledger",
  "department",
  "period",
  "purpose",
  "file_name",
  "file_digest",
  "sheet",
  "header",
  "rows",
  "counts",
  "progress",
  "by_account",
  "by_name",
  "created_at",
  "previewed_at",
  "committed_at",
  "undone_at",
  "ver",
  case
    when state in ('checking', 'committing')
    and lease_until < now() then 'failed'
    else state
  end as "state",
  case
    when state in ('checking', 'committing')
    and lease_until < now() then '处理中断（服务器停止或重启），没有写入任何内容。请重新校验。'
    else problem
  end as "problem"
from
  "exchange"."batch"
where
  (
    "division" >= $1
    and "division" < $2
  )
  and "ledger" = $3
  and "department" = $4
  and (created_at, id) < ($5::timestamptz, $6::uuid)
order by
  "created_at" desc,
  "id" desc
limit
  $7;

-- undoHours
select
  value
from
  exchange.setting
where
  key = 'undoHours'
  and from_on <= current_date
  and place = any ($1::bigint[])
order by
  place desc,
  from_on desc
limit
  1;

-- judged.ts

-- keepStaged
insert into
  exchange.staged (
    county,
    batch,
    n,
    division,
    person_index,
    name_key,
    values
,
      errors,
      notes,
      raw,
      verdict,
      target,
      target_mark,
      person,
      household,
      place
  )
select
  s.county,
  s.batch,
  s.n,
  s.division,
  s.person_index,
  s.name_key,
  s.values,
  coalesce(
    case
      when j.verdict = 'error' then jsonb_build_array(
        jsonb_build_object(
          'code',
          $1::text,
          'message',
          '与第' || j.other_n || '行是同一条记录，但内容不同，请核对后只保留一行。'
        )
      )
    end,
    s.errors
  ),
  case
    when j.n <> j.first_n
    and j.verdict = 'same' then jsonb_build_array(
      jsonb_build_object(
        'code',
        'exchange.repeated',
        'message',
        '与第' || j.first_n || '行完全相同，只算一次。'
      )
    )
    else s.notes
  end,
  s.raw,
  coalesce(j.verdict, s.verdict),
  coalesce(j.target, s.target),
  j.mark,
  j.person,
  j.household,
  j.place
from
  pg_temp.incoming s
  left join pg_temp.judged j on j.n = s.n;

select
  verdict,
  count(*) as rows
from
  (
    select
      verdict
    from
      pg_temp.judged
    union all
    select
      verdict
    from
      pg_temp.incoming
    where
      verdict is not null
  ) j
where
  verdict is not null
group by
  verdict;

-- changeStaged
update exchange.staged s
set
  verdict = j.verdict,
  person = j.person,
  household = j.household,
  place = j.place,
  target = coalesce(j.target, s.target),
  target_mark = j.mark,
  errors = case
    when j.verdict = 'error' then jsonb_build_array(
      jsonb_build_object(
        'code',
        $1::text,
        'message',
        '与第' || j.other_n || '行是同一条记录，但内容不同，请核对后只保留一行。'
      )
    )
  end,
  notes = case
    when j.n <> j.first_n
    and j.verdict = 'same' then jsonb_build_array(
      jsonb_build_object(
        'code',
        'exchange.repeated',
        'message',
        '与第' || j.first_n || '行完全相同，只算一次。'
      )
    )
    else s.notes
  end
from
  pg_temp.judged j
where
  s.county = $2
  and s.batch = $3
  and s.n = j.n;

-- resolve-table.ts

-- resolveTable
drop table if exists pg_temp.given,
pg_temp.known,
pg_temp.met,
pg_temp.judged;

create temp table given on
commit
drop as
select
  s.n,
  s.person_index,
  s.name_key,
  $1::date as period,
  r.*
from
  "pg_temp"."incoming" s,
  jsonb_to_record(s.values) as r ("book" text, "lent_on" date)
where
  s.values is not null;

analyze pg_temp.given;

create temp table known on
commit
drop as
select
  v.id_index,
  v.id,
  v.household,
  v.division,
  v.name_key,
  v."state" = $1 as preferred,
  1::bigint as rivals,
  1::bigint as nth
from
  "library"."reader_public" v
where
  v.id_index in (
    select
      person_index
    from
      pg_temp.given
  )
  and v.county = $2;

analyze pg_temp.known (id_index);

update pg_temp.known k
set
  rivals = r.rivals,
  nth = r.nth
from
  (
    select
      ctid as at,
      count(*) over (
        partition by
          id_index,
          preferred
      ) as rivals,
      row_number() over (
        partition by
          id_index
        order by
          preferred desc,
          id
      ) as nth
    from
      pg_temp.known
    where
      id_index in (
        select
          id_index
        from
          pg_temp.known
        group by
          id_index
        having
          count(*) > 1
      )
  ) r
where
  k.ctid = r.at;

create temp table met on
commit
drop as
select
  n,
  place,
  person,
  household,
  doubt,
  "book",
  "lent_on",
  case
    when doubt is null then hash_record_extended (row ("person", "book", "lent_on"), 0)
  end as key_hash
from
  (
    select
      g.n,
      "g"."book",
      "g"."lent_on",
      p.id as person,
      p.household,
      coalesce(p.division, $1::bigint) as place,
      case
        when g.person_index is null then null
        when p.id is null then 'unmatched'
        when p.rivals > 1
        or p.name_key is distinct from coalesce(g.name_key, p.name_key) then 'contradicting'
      end as doubt
    from
      pg_temp.given g
      left join pg_temp.known p on p.id_index = g.person_index
      and p.nth = 1
  ) found;

create index on pg_temp.met (n);

analyze pg_temp.met;

create temp table judged on
commit
drop as
with
  repeated as (
    select
      n,
      min(n) over one as first_n,
      lead(n) over (
        partition by
          "person",
          "book",
          "lent_on"
        order by
          n
      ) as next_n,
      min(content) over one <> max(content) over one as clash
    from
      (
        select
          m.*,
          jsonb_hash_extended (s.values - $1::text[], 0) as content
        from
          pg_temp.met m
          join "pg_temp"."incoming" s on s.n = m.n
        where
          m.key_hash in (
            select
              key_hash
            from
              pg_temp.met
            group by
              key_hash
            having
              count(*) > 1
          )
      ) m
    window
      one as (
        partition by
          "person",
          "book",
          "lent_on"
      )
  )
select
  m.n,
  m.place,
  m.person,
  m.household,
  t.id as target,
  t.ver::text as mark,
  coalesce(r.first_n, m.n) as first_n,
  case
    when r.clash
    and r.first_n = m.n then r.next_n
    when r.clash then r.first_n
  end as other_n,
  case
    when m.doubt is not null then m.doubt
    when r.clash then 'error'
    when r.first_n < m.n then 'same'
    when t.id is null then 'new'
    else 'same'
  end as verdict
from
  pg_temp.met m
  left join repeated r on r.n = m.n
  left join "library"."loan" t on m.doubt is null
  and t.county = m.place / 1000000
  and t."person" = m."person"
  and t."book" = m."book"
  and t."lent_on" = m."lent_on";

create index on pg_temp.judged (n);

analyze pg_temp.judged;

update pg_temp.judged j
set
  verdict = 'update'
from
  "pg_temp"."incoming" s,
  jsonb_to_record(s.values) as r (
    "book" text,
    "lent_on" date,
    "back_on" date,
    "fee" bigint,
    "kind" text,
    "damaged" boolean,
    "phone" bytea,
    "phone_index" bytea
  ),
  "library"."loan" t
where
  j.verdict = 'same'
  and j.first_n = j.n
  and s.n = j.n
  and t.county = j.place / 1000000
  and t.id = j.target
  and row (t."fee", t."phone_index") is distinct from row ("r"."fee", "r"."phone_index");

-- commit-table.ts

-- commitTable
drop table if exists pg_temp.changing;

create temp table changing on
commit
drop as
select
  s.n,
  s.division as at_division,
  s.place / 1000000 as at_county,
  s.target,
  s.target_mark,
  s.person as at_person,
  s.household as at_household,
  r.*
from
  exchange.staged s,
  jsonb_to_record(s.values) as r (
    "book" text,
    "lent_on" date,
    "back_on" date,
    "fee" bigint,
    "kind" text,
    "damaged" boolean,
    "phone" bytea,
    "phone_index" bytea
  )
where
  s.county = $1
  and s.batch = $2
  and s.verdict = 'update';

create index on pg_temp.changing (at_county, target);

analyze pg_temp.changing;

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
  $2,
  c.n,
  c.at_division,
  $3,
  t.county,
  t.id,
  to_jsonb(t),
  (t.ver + 1)::text
from
  pg_temp.changing c
  join "library"."loan" t on t.county = c.at_county
  and t.id = c.target
where
  t.ver::text = c.target_mark
for update of
  t;

select
  count(*) as expected
from
  pg_temp.changing;

update "library"."loan" t
set
  "fee" = "c"."fee",
  "phone" = "c"."phone",
  "phone_index" = "c"."phone_index",
  person = c.at_person,
  household = c.at_household,
  period = $1::date,
  ver = t.ver + 1,
  batch = $2
from
  pg_temp.changing c
where
  t.county = c.at_county
  and t.id = c.target;

insert into
  "library"."loan" (
    county,
    id,
    division,
    batch,
    "person",
    "household",
    "period",
    "book",
    "lent_on",
    "back_on",
    "fee",
    "kind",
    "damaged",
    "phone",
    "phone_index"
  )
select
  s.place / 1000000,
  s.target,
  s.place,
  s.batch,
  s.person,
  s.household,
  $1::date,
  "r"."book",
  "r"."lent_on",
  "r"."back_on",
  "r"."fee",
  "r"."kind",
  "r"."damaged",
  "r"."phone",
  "r"."phone_index"
from
  exchange.staged s,
  jsonb_to_record(s.values) as r (
    "book" text,
    "lent_on" date,
    "back_on" date,
    "fee" bigint,
    "kind" text,
    "damaged" boolean,
    "phone" bytea,
    "phone_index" bytea
  )
where
  s.county = $2
  and s.batch = $3
  and s.verdict = 'new'
order by
  s.n;

insert into
  "library"."waiting" (
    county,
    id,
    division,
    ledger,
    batch,
    n,
    period,
    why,
    id_index,
    id_sealed,
    name,
    given,
    found
  )
select
  s.county,
  s.target,
  s.division,
  $1,
  s.batch,
  s.n,
  $2::date,
  s.verdict,
  s.person_index,
  (s.values ->> $3)::bytea,
  s.values ->> $4,
  s.values - $5::text[],
  case
    when s.person is null then '[]'::jsonb
    else jsonb_build_array(
      jsonb_build_object('person', s.person, 'household', s.household)
    )
  end
from
  (
    select distinct
      on (person_index, told) *
    from
      (
        select
          *,
        values
          - $6::text[] as told
        from
          exchange.staged
        where
          county = $7
          and batch = $8
          and verdict in ('unmatched', 'contradicting')
      ) doubtful
    order by
      person_index,
      told,
      n
  ) s
where
  not exists (
    select
    from
      "library"."waiting" w
    where
      w.county = s.county
      and w.ledger = $9
      and w.id_index = s.person_index
      and w.given - $10::text[] = s.told
  );

-- undo-table.ts

-- undoTable
delete from "library"."loan" t using (
  select
    s.place / 1000000 as at_county,
    s.target
  from
    exchange.staged s
  where
    s.county = $1
    and s.batch = $2
    and s.verdict = 'new'
) c
where
  t.county = c.at_county
  and t.id = c.target
  and t.ver::text = $3;

select
  count(*) as rows
from
  exchange.staged s
where
  s.county = $1
  and s.batch = $2
  and s.verdict = 'new';

update "library"."loan" t
set
  "book" = "b"."book",
  "lent_on" = "b"."lent_on",
  "back_on" = "b"."back_on",
  "fee" = "b"."fee",
  "kind" = "b"."kind",
  "damaged" = "b"."damaged",
  "phone" = "b"."phone",
  "phone_index" = "b"."phone_index",
  "person" = "b"."person",
  "household" = "b"."household",
  "period" = "b"."period",
  "division" = "b"."division",
  "batch" = "b"."batch",
  ver = t.ver + 1
from
  (
    select
      c.target_county,
      c.target,
      c.after_mark,
      c.before
    from
      exchange.change c
    where
      c.county = $1
      and c.batch = $2
      and c.target_table = $3
      and c.before is not null
  ) c,
  jsonb_populate_record(null::"library"."loan", c.before) b
where
  t.county = c.target_county
  and t.id = c.target
  and t.ver::text = c.after_mark;

select
  count(*) as rows
from
  exchange.change c
where
  c.county = $1
  and c.batch = $2
  and c.target_table = $3
  and c.before is not null;

delete from "library"."waiting"
where
  batch = $1
  and state = 'waiting';
