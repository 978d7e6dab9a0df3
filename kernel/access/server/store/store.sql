-- Printed by `npm run db` from the files of kernel/access/server/store. Do not edit.

-- accounts.ts

-- insertAccount
insert into
  "access"."account" ("id", "login", "name", "duty")
values
  ($1, $2, $3, $4);

-- insertPost
insert into
  "access"."post" (
    "id",
    "account",
    "role",
    "unit",
    "division",
    "from_on",
    "county",
    "extra"
  )
values
  ($1, $2, $3, $4, $5, $6, $7, $8);

-- lockAccountByLogin
select
  *
from
  "access"."account"
where
  "login" = $1
for update;

-- lockAccount
select
  *
from
  "access"."account"
where
  "id" = $1
for update;

-- storedPassword
select
  "password"
from
  "access"."account"
where
  "login" = $1;

-- countFailure
update "access"."account"
set
  "failures" = $1,
  "locked_until" = $2
where
  "id" = $3;

-- clearFailures
update "access"."account"
set
  "failures" = $1,
  "locked_until" = $2
where
  "id" = $3;

-- demandPassword
update "access"."account"
set
  "must_change_password" = $1
where
  "id" = $2;

-- restorePassword
update "access"."account"
set
  "password" = $1
where
  "id" = $2;

-- setPassword
update "access"."account"
set
  "password" = $1,
  "password_set_on" = $2,
  "must_change_password" = $3,
  "failures" = $4,
  "locked_until" = $5,
  "ver" = "ver" + $6
where
  "id" = $7;

-- placeWords
select distinct
  d.name,
  d.pinyin
from
  (
    select
      division as code
    from
      access.post
    where
      account = $1
    union
    select
      home
    from
      access.account
    where
      id = $2
      and home is not null
  ) place
  join divisions.division d on d.code in (
    place.code,
    place.code / 1000 * 1000,
    place.code / 1000000 * 1000000,
    place.code / 100000000 * 100000000
  );

-- placeOfAccount
select
  coalesce(
    (
      select
        division
      from
        access.post
      where
        account = $1::uuid
      order by
        (to_on is null) desc,
        from_on desc,
        id
      limit
        1
    ),
    (
      select
        home
      from
        access.account
      where
        id = $2::uuid
    ),
    (
      select
        min(division)
      from
        access.post
    ),
    0
  ) as division;

-- closeAccount
update "access"."account"
set
  "ended_at" = $1,
  "ver" = "ver" + $2
where
  "id" = $3;

-- closePost
update "access"."post"
set
  "to_on" = $1,
  "ver" = "ver" + $2
where
  "county" = $3
  and "id" = $4;

-- attempts.ts

-- lockAddress
select
  pg_advisory_xact_lock(
    hashtextextended (
      host(
        network(
          set_masklen(
            $1::inet,
            case family($2::inet)
              when 4 then 32
              else 64
            end
          )
        )::inet
      ),
      7
    )
  );

-- countAttempts
select
  count(*) filter (
    where
      counts
  )::int as counted,
  max(at) filter (
    where
      not counts
  ) as last_refused
from
  access.sign_in_attempt
where
  block = network(
    set_masklen(
      $1::inet,
      case family($2::inet)
        when 4 then 32
        else 64
      end
    )
  )::inet
  and at > $3;

-- insertAttempt
delete from access.sign_in_attempt
where
  at < $1;

insert into
  access.sign_in_attempt (id, block, at, counts)
values
  (
    $1,
    network(
      set_masklen(
        $2::inet,
        case family($3::inet)
          when 4 then 32
          else 64
        end
      )
    )::inet,
    $4,
    $5
  );

-- forgetAttempt
delete from "access"."sign_in_attempt"
where
  "id" = $1;

-- factors.ts

-- findFactor
select
  *
from
  "access"."second_factor"
where
  "account" = $1;

-- keepSecret
insert into
  "access"."second_factor" ("account", "secret", "made_at")
values
  ($1, $2, $3)
on conflict ("account") do update
set
  "secret" = $4,
  "made_at" = $5
where
  "access"."second_factor"."enrolled_at" is null;

-- enrolFactor
update "access"."second_factor"
set
  "enrolled_at" = $1
where
  "account" = $2;

-- spendStep
update "access"."second_factor"
set
  "last_step" = $1
where
  "account" = $2;

-- keepRecoveryCodes
delete from "access"."recovery_code"
where
  "account" = $1;

insert into
  "access"."recovery_code" ("account", "digest")
values
  ($1, $2),
  ($3, $4);

-- spendRecoveryCode
update "access"."recovery_code"
set
  "used_at" = $1
where
  "account" = $2
  and "digest" = $3
  and "used_at" is null;

-- deleteFactor
delete from "access"."recovery_code"
where
  "account" = $1;

delete from "access"."second_factor"
where
  "account" = $1;

update "access"."session"
set
  "factor_at" = $1
where
  "account" = $2;

-- outside.ts

-- findBound
select
  "account"
from
  "access"."outside_identity"
where
  "issuer" = $1
  and "subject" = $2;

-- insertBound
insert into
  "access"."outside_identity" ("issuer", "subject", "account", "bound_at")
values
  ($1, $2, $3, $4)
on conflict do nothing;

-- sessions.ts

-- insertSession
insert into
  "access"."session" (
    "token_hash",
    "account",
    "post",
    "created_at",
    "seen_at",
    "expires_at",
    "factor_at",
    "confirmed_until",
    "confirm_minutes",
    "idle_minutes",
    "address",
    "agent"
  )
values
  ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- heldPosts
select
  p.id,
  p.role,
  p.unit,
  p.division,
  d.name as place
from
  access.post p
  left join divisions.division d on d.code = p.division
where
  p.account = $1
  and p.from_on <= $2
  and (
    p.to_on is null
    or p.to_on > $3
  )
order by
  p.division,
  p.id;

-- findSession
select
  s.account,
  a.login,
  a.name,
  a.must_change_password,
  s.post,
  s.created_at,
  s.expires_at,
  s.seen_at,
  s.factor_at,
  s.idle_minutes,
  greatest(s.confirmed_until, s.created_at) as confirmed_until,
  exists (
    select
    from
      access.second_factor f
    where
      f.account = s.account
      and f.enrolled_at is not null
  ) as is_enrolled,
  1 = (
    select
      value
    from
      access.setting
    where
      key = 'secondFactor.required'
      and from_on <= $1
    order by
      from_on desc
    limit
      1
  ) as is_factor_asked,
  array(
    select
      substr(t.key, 14)
    from
      (
        select distinct
          on (key) key,
          value
        from
          access.setting
        where
          key like 'secondFactor.%'
          and from_on <= $2
        order by
          key,
          from_on desc
      ) t
    where
      t.value = 1
      and t.key <> 'secondFactor.required'
      and 1 = (
        select
          value
        from
          access.setting
        where
          key = 'secondFactor.required'
          and from_on <= $3
        order by
          from_on desc
        limit
          1
      )
  ) as demanding,
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
            d.name
          )
          order by
            p.division,
            p.id
        )
      from
        access.post p
        left join divisions.division d on d.code = p.division
      where
        p.account = s.account
        and p.from_on <= $4
        and (
          p.to_on is null
          or p.to_on > $5
        )
    ),
    '[]'
  ) as posts,
  array(
    select
      e.code
    from
      access.post p,
      unnest(p.extra) as e (code)
    where
      p.id = s.post
      and p.account = s.account
    union
    select
      d.code
    from
      access.post p,
      unnest(p.extra) as e (code),
      divisions.division d
    where
      p.id = s.post
      and p.account = s.account
      and e.code % 1000 = 0
      and d.code >= e.code
      and d.code < e.code + case
        when e.code % 1000000 = 0 then 1000000
        else 1000
      end
    order by
      1
  ) as extra
from
  access.session s
  join access.account a on a.id = s.account
where
  s.token_hash = $6
  and s.ended_at is null
  and s.expires_at > $7
  and a.ended_at is null
  and s.seen_at > $8::timestamptz - make_interval(mins => s.idle_minutes);

-- touchSession
update "access"."session"
set
  "seen_at" = $1
where
  "token_hash" = $2;

-- choosePost
update "access"."session"
set
  "post" = $1
where
  "token_hash" = $2;

-- strengthenSession
update access.session
set
  token_hash = $1,
  factor_at = case
    when $2 then $3::timestamptz
    else factor_at
  end,
  confirmed_until = $4::timestamptz + make_interval(mins => confirm_minutes)
where
  token_hash = $5;

-- endSession
update "access"."session"
set
  "ended_at" = $1,
  "ended_why" = $2
where
  "token_hash" = $3
  and "ended_at" is null;

-- endSessions
update "access"."session"
set
  "ended_at" = $1,
  "ended_why" = $2
where
  "account" = $3
  and "ended_at" is null;

-- listSessions
select
  "token_hash",
  "created_at",
  "seen_at",
  "expires_at",
  "address",
  "agent"
from
  "access"."session"
where
  "account" = $1
  and "ended_at" is null
  and "expires_at" > $2
  and seen_at > $3::timestamptz - make_interval(mins => idle_minutes)
order by
  "seen_at" desc;

-- settings.ts

-- settingsOn
select distinct
  on (key) key,
  value
from
  access.setting
where
  from_on <= $1
order by
  key,
  from_on desc;

-- insertSetting
insert into
  "access"."setting" (
    "key",
    "from_on",
    "value",
    "document",
    "by_account"
  )
values
  ($1, $2, $3, $4, $5);

-- listSettings
select
  key,
  from_on,
  value,
  document
from
  access.setting s
where
  from_on >= (
    select
      max(from_on)
    from
      access.setting t
    where
      t.key = s.key
      and t.from_on <= $1
  )
order by
  key,
  from_on;
