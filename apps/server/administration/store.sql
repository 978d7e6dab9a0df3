-- Printed by `npm run db` from apps/server/administration/store.ts. Do not edit.

-- findAccount
select
  id,
  login,
  name,
  duty,
  home as division,
  ended_at,
  ver
from
  access.account
where
  id = $1
  and (
    "home" >= 149900000000
    and "home" < 150000000000
  )
for update;

-- findPost
select
  county,
  id,
  account,
  role,
  division,
  from_on,
  to_on,
  ver
from
  access.post
where
  id = $1
  and (
    "division" >= 149900000000
    and "division" < 150000000000
  )
for update;

-- knownPlaces
select
  "code"
from
  "divisions"."division"
where
  "code" in ($1)
  and "valid_to" is null;

-- listAccounts
select
  *
from
  (
    select
      a.id,
      a.login,
      a.name,
      a.duty,
      a.home,
      a.must_change_password,
      a.ver,
      case
        when a.ended_at is not null then 'ended'
        when a.locked_until > $1 then 'locked'
        else 'open'
      end as state,
      coalesce(
        (
          select
            json_agg(
              json_build_object(
                'id',
                p.id,
                'role',
                p.role,
                'unit',
                p.unit,
                'division',
                p.division,
                'place',
                d.name,
                'extra',
                p.extra,
                'fromOn',
                p.from_on,
                'toOn',
                p.to_on,
                'ver',
                p.ver
              )
              order by
                p.to_on desc nulls first,
                p.division,
                p.id
            )
          from
            access.post p
            left join divisions.division d on d.code = p.division
          where
            p.account = a.id
        ),
        '[]'
      ) as posts
    from
      access.account a
    where
      (
        "a"."home" >= 149900000000
        and "a"."home" < 150000000000
      )
      and (
        $2::text is null
        or a.login > $3::text
      )
      and (
        $4::text is null
        or a.duty = $5::text
      )
      and (
        $6::text is null
        or a.login ^@ lower($7::text)
        or a.name ^@ $8::text
      )
  ) listed
where
  $9::text is null
  or state = $10::text
order by
  login
limit
  $11;

-- searchAudit
select
  "county",
  "seq",
  "division",
  "at",
  "actor",
  "actor_name",
  "role",
  "act",
  "subject_kind",
  "subject",
  "outcome",
  "detail",
  "address"
from
  "audit"."entry"
where
  "division" >= 149900000000
  and "division" < 150000000000
  and "at" >= $1
  and "at" < $2
  and "subject" = $3
  and "actor" = $4
  and act ^@ $5
  and (at, county, seq) < ($6, $7, $8)
order by
  "at" desc,
  "county" desc,
  "seq" desc
limit
  $9;
