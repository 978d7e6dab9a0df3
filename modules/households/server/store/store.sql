-- Printed by `npm run db` from the files of modules/households/server/store. Do not edit.

-- search.ts

-- searchPeople
select
  "h"."county",
  "h"."id",
  "h"."division",
  "h"."code",
  "h"."head_name",
  "h"."size",
  "h"."relocated",
  "h"."kind",
  "h"."monitored",
  "h"."cleared_month",
  "h"."state",
  "p"."id" as "person",
  "p"."name" as "person_name",
  "p"."born" as "person_born",
  "p"."name_key" as "sort_key"
from
  "households"."person" as "p"
  inner join "households"."household" as "h" on "h"."county" = "p"."county"
  and "h"."id" = "p"."household"
where
  (
    "p"."division" >= 149901101201
    and "p"."division" < 149901101202
  )
  and p.name_key ^@ $1
  and ("p"."name_key", p.id) > ($2, $3::uuid)
order by
  "p"."name_key",
  "p"."id"
limit
  $4;

-- searchByCode
select
  "h"."county",
  "h"."id",
  "h"."division",
  "h"."code",
  "h"."head_name",
  "h"."size",
  "h"."relocated",
  "h"."kind",
  "h"."monitored",
  "h"."cleared_month",
  "h"."state"
from
  "households"."household" as "h"
where
  (
    "h"."division" >= 149901101201
    and "h"."division" < 149901101202
  )
  and "h"."code" = $1
order by
  "h"."id"
limit
  $2;

-- listHouseholds
select
  "h"."county",
  "h"."id",
  "h"."division",
  "h"."code",
  "h"."head_name",
  "h"."size",
  "h"."relocated",
  "h"."kind",
  "h"."monitored",
  "h"."cleared_month",
  "h"."state",
  coalesce(h.pinyin, '') as "sort_key"
from
  "households"."household" as "h"
where
  (
    "h"."division" >= 149901101201
    and "h"."division" < 149901101202
  )
  and "h"."state" = $1
  and "h"."kind" = $2
  and "h"."monitored" is not null
  and (coalesce(h.pinyin, ''), h.id) > ($3, $4::uuid)
order by
  coalesce(h.pinyin, ''),
  "h"."id"
limit
  $5;

-- household.ts

-- findHousehold
select
  *
from
  "households"."household"
where
  "county" = $1
  and "id" = $2;

-- lockHousehold
select
  *
from
  "households"."household"
where
  "county" = $1
  and "id" = $2
for update;

-- findWithPhone
select
  *
from
  "households"."household"
where
  "county" = $1
  and "id" = $2;

-- insertHousehold
insert into
  "households"."household" ("county", "id", "division", "kind", "source")
values
  ($1, $2, $3, $4, $5);

-- changeHousehold
update "households"."household"
set
  "group_name" = $1
where
  "county" = $2
  and "id" = $3;

-- refreshHousehold
update households.household h
set
  size = m.size,
  head = m.head,
  head_name = coalesce(m.head_name, h.head_name),
  head_key = coalesce(m.head_key, h.head_key),
  pinyin = coalesce(m.pinyin, h.pinyin),
  state = case
    when m.size = 0
    and h.state = 'living' then $1
    else h.state
  end,
  updated_at = now(),
  ver = h.ver + 1
from
  (
    select
      count(*)::int as size,
      (
        array_agg(p.id) filter (
          where
            m.relation = 'head'
        )
      ) [1] as head,
      max(p.name) filter (
        where
          m.relation = 'head'
      ) as head_name,
      max(p.name_key) filter (
        where
          m.relation = 'head'
      ) as head_key,
      max(p.pinyin_initials) filter (
        where
          m.relation = 'head'
      ) as pinyin
    from
      households.member m
      join households.person p on p.county = m.county
      and p.id = m.person
    where
      m.county = $2
      and m.household = $3
      and m.to_on is null
  ) m
where
  h.county = $4
  and h.id = $5
returning
  h.*;

-- restampHousehold
update households.household
set
  division = $1
where
  county = $2
  and id = $3;

update households.person
set
  division = $1
where
  county = $2
  and household = $3;

update households.income_line l
set
  division = $1
from
  households.income i
where
  i.county = $2
  and i.household = $3
  and l.county = i.county
  and l.income = i.id;

update "households"."member"
set
  division = $1
where
  county = $2
  and household = $3;

update "households"."safety"
set
  division = $1
where
  county = $2
  and household = $3;

update "households"."income"
set
  division = $1
where
  county = $2
  and household = $3;

update "households"."event"
set
  division = $1
where
  county = $2
  and household = $3;

update "households"."quality_override"
set
  division = $1
where
  county = $2
  and household = $3;

update "households"."move"
set
  division = $1
where
  county = $2
  and household = $3;

-- person.ts

-- lockPerson
select
  *
from
  "households"."person"
where
  "county" = $1
  and "id" = $2
for update;

-- findByNumber
select
  *
from
  "households"."person"
where
  "county" = $1
  and "id_index" = $2
order by
  case
    when "state" = $3 then 0
    else 1
  end,
  "updated_at" desc
limit
  $4;

-- listOpenPeople
select
  *
from
  "households"."person"
where
  "county" = $1
  and "household" = $2
order by
  case
    when "relation" = $3 then 0
    else 1
  end,
  "born",
  "id";

-- latestJoining
select
  max("from_on") as "from_on"
from
  "households"."member"
where
  "county" = $1
  and "person" in ($2)
  and "to_on" is null;

-- insertPerson
insert into
  "households"."person" (
    "county",
    "id",
    "division",
    "name",
    "source",
    "name_key",
    "pinyin_initials"
  )
values
  ($1, $2, $3, $4, $5, $6, $7);

-- changePerson
update "households"."person"
set
  "name" = $1,
  "name_key" = $2,
  "pinyin_initials" = $3,
  "updated_at" = $4,
  "ver" = "ver" + $5
where
  "county" = $6
  and "id" = $7;

-- member.ts

-- openMembership
insert into
  "households"."member" (
    "county",
    "id",
    "division",
    "household",
    "person",
    "relation",
    "from_on",
    "in_reason",
    "by_account"
  )
values
  ($1, $2, $3, $4, $5, $6, $7, $8, $9);

update "households"."person"
set
  "household" = $1,
  "relation" = $2,
  "division" = $3,
  "state" = $4,
  "updated_at" = $5,
  "ver" = "ver" + $6
where
  "county" = $7
  and "id" = $8;

-- closeMembership
update "households"."member"
set
  "to_on" = $1,
  "out_reason" = $2
where
  "county" = $3
  and "person" = $4
  and "to_on" is null;

update "households"."person"
set
  "household" = $1,
  "relation" = $2,
  "state" = $3,
  "updated_at" = $4,
  "ver" = "ver" + $5
where
  "county" = $6
  and "id" = $7;

-- openSince
select
  "from_on"
from
  "households"."member"
where
  "county" = $1
  and "household" = $2
  and "person" = $3
  and "to_on" is null;

-- lastHouseholdOf
select
  "household"
from
  "households"."member"
where
  "county" = $1
  and "person" = $2
order by
  "from_on" desc,
  "at" desc
limit
  $3;

-- listPastMembers
select
  "m"."person",
  "m"."relation",
  "m"."from_on",
  "m"."to_on",
  "m"."in_reason",
  "m"."out_reason",
  "p"."name",
  "p"."born"
from
  "households"."member" as "m"
  inner join "households"."person" as "p" on "p"."county" = "m"."county"
  and "p"."id" = "m"."person"
where
  "m"."county" = $1
  and "m"."household" = $2
  and "m"."to_on" is not null
order by
  "m"."to_on" desc,
  "m"."id"
limit
  $3;

-- income.ts

-- listIncomes
select
  *
from
  "households"."income"
where
  "county" = $1
  and "household" = $2
order by
  "window_to" desc,
  "id";

select
  "l"."income",
  "l"."line",
  "l"."fen"
from
  "households"."income" as "i"
  inner join "households"."income_line" as "l" on "l"."county" = "i"."county"
  and "l"."income" = "i"."id"
where
  "i"."county" = $1
  and "i"."household" = $2
order by
  "l"."line";

-- lockIncome
select
  "id",
  "ver",
  "net",
  "per_person",
  "denominator",
  "source",
  "updated_at"
from
  "households"."income"
where
  "county" = $1
  and "household" = $2
  and "moment" = $3
  and "window_from" = $4
for update;

-- putIncome
insert into
  "households"."income" (
    "wage",
    "business",
    "property",
    "transfer",
    "cost",
    "net",
    "per_person",
    "insurance_paid",
    "self_paid",
    "reference",
    "per_person_reference",
    "denominator",
    "source",
    "by_account",
    "window_to",
    "county",
    "id",
    "division",
    "household",
    "moment",
    "window_from"
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
    $21
  )
on conflict ("county", "id") do update
set
  "wage" = $22,
  "business" = $23,
  "property" = $24,
  "transfer" = $25,
  "cost" = $26,
  "net" = $27,
  "per_person" = $28,
  "insurance_paid" = $29,
  "self_paid" = $30,
  "reference" = $31,
  "per_person_reference" = $32,
  "denominator" = $33,
  "source" = $34,
  "by_account" = $35,
  "window_to" = $36,
  "updated_at" = $37,
  "ver" = "households"."income"."ver" + $38
returning
  "ver";

delete from "households"."income_line"
where
  "county" = $1
  and "income" = $2;

insert into
  "households"."income_line" (
    "county",
    "division",
    "income",
    "line",
    "fen",
    "note"
  )
values
  ($1, $2, $3, $4, $5, $6);

-- quality.ts

-- listSafety
select
  "moment",
  "house_unsafe",
  "school_dropout",
  "water_unsafe",
  "uninsured"
from
  "households"."safety"
where
  "county" = $1
  and "household" = $2;

-- listOverrides
select
  "rule",
  "mark",
  "person",
  "reason"
from
  "households"."quality_override"
where
  "county" = $1
  and "household" = $2
order by
  "at";

-- insertOverrides
insert into
  "households"."quality_override" (
    "county",
    "id",
    "division",
    "household",
    "person",
    "rule",
    "mark",
    "reason",
    "by_account"
  )
values
  ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- event.ts

-- insertEvent
insert into
  "households"."event" (
    "county",
    "id",
    "division",
    "at_division",
    "household",
    "person",
    "act",
    "on_day",
    "detail",
    "by_account",
    "by_name"
  )
values
  ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- listEvents
select
  "id",
  "act",
  "on_day",
  "person",
  "by_name",
  "at"
from
  "households"."event"
where
  "county" = $1
  and "household" = $2
order by
  "at" desc,
  "id" desc
limit
  $3;

-- move.ts

-- insertMove
insert into
  "households"."move" (
    "county",
    "id",
    "division",
    "household",
    "to_division",
    "reason",
    "on_day",
    "by_account",
    "by_name"
  )
values
  ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- lockMove
select
  *
from
  "households"."move"
where
  "county" = $1
  and "id" = $2
for update;

-- isMoveWaiting
select
  "id"
from
  "households"."move"
where
  "county" = $1
  and "household" = $2
  and "state" = $3;

-- closeMove
update "households"."move"
set
  "state" = $1,
  "closed_by" = $2,
  "closed_at" = $3,
  "ver" = "ver" + $4
where
  "county" = $5
  and "id" = $6;

-- listWaitingMoves
select
  "m"."county",
  "m"."id",
  "m"."household",
  "m"."division",
  "m"."to_division",
  "m"."reason",
  "m"."on_day",
  "m"."by_name",
  "m"."at",
  "h"."head_name"
from
  "households"."move" as "m"
  inner join "households"."household" as "h" on "h"."county" = "m"."county"
  and "h"."id" = "m"."household"
where
  (
    "m"."division" >= 149901101000
    and "m"."division" < 149901102000
  )
  and "m"."state" = $1
  and (m.at, m.id) > ($2::timestamptz, $3::uuid)
order by
  "m"."at",
  "m"."id"
limit
  $4;

-- isVillageToday
select
  "code"
from
  "divisions"."division"
where
  "code" = $1
  and "level" = $2
  and "valid_to" is null;

-- transfer.ts

-- transferHousehold
select
  *
from
  "households"."household"
where
  "county" = $1
  and "id" = $2;

insert into
  "households"."household" (
    "first_identified_month",
    "identified_month",
    "cleared_month",
    "successor",
    "county",
    "division",
    "head",
    "size",
    "ver",
    "source",
    "id"
  )
values
  ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

select
  *
from
  "households"."person"
where
  "county" = $1
  and "household" = $2;

insert into
  "households"."person" (
    "id",
    "relation",
    "county",
    "division",
    "household",
    "source",
    "ver"
  )
values
  ($1, $2, $3, $4, $5, $6, $7);

select
  *
from
  "households"."income"
where
  "county" = $1
  and "household" = $2;

insert into
  "households"."income" (
    "id",
    "window_from",
    "window_to",
    "county",
    "division",
    "household"
  )
values
  ($1, $2, $3, $4, $5, $6);

select
  *
from
  "households"."income_line"
where
  "county" = $1
  and "income" = $2;

insert into
  "households"."income_line" ("income", "line", "fen", "county", "division")
values
  ($1, $2, $3, $4, $5);

select
  *
from
  "households"."safety"
where
  "county" = $1
  and "household" = $2;

insert into
  "households"."safety" ("moment", "county", "division", "household")
values
  ($1, $2, $3, $4);

-- reveal.ts

-- sealedNumbersOf
select
  division,
  id_sealed,
  phone_sealed,
  disability_card_sealed
from
  households.person
where
  id = $1
  and county in (
    select
      code / 1000000
    from
      divisions.division
    where
      level = 'county'
  );

-- sealedContactOf
select
  division,
  phone_sealed,
  bank_card_sealed
from
  households.household
where
  id = $1
  and county in (
    select
      code / 1000000
    from
      divisions.division
    where
      level = 'county'
  );
