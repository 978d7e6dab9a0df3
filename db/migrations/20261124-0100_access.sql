-- Who may work where: the scope that every row policy reads, the guard that puts the policies on a table,
-- accounts, posts and sessions.

create schema access;

-- The backup role reads everything that will ever be made here; the app role may look into every schema,
-- but gets rights on a table only where a migration says so.
alter default privileges grant usage on schemas to xinlu_app, xinlu_backup;
alter default privileges grant select on tables to xinlu_backup;
grant usage on schema access to xinlu_app, xinlu_backup;

-- An unset setting and an empty one both mean "nothing": a pooled connection keeps '' after a transaction,
-- and '' once let everybody see everything.
create function access.scope_lo() returns bigint language sql stable parallel safe
  as $$ select nullif(current_setting('app.lo', true), '')::bigint $$;
create function access.scope_hi() returns bigint language sql stable parallel safe
  as $$ select nullif(current_setting('app.hi', true), '')::bigint $$;
create function access.scope_extra() returns bigint[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.extra', true), ''), ',')::bigint[] $$;

-- Guards a table that holds a place: row security on and forced, the range of the post, the short list beside
-- it, and the rights of the app role. `rights` is narrower for tables that only grow.
create procedure access.guard(target regclass, rights text default 'select, insert, update, delete')
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy scope on %s
    using (division >= access.scope_lo() and division < access.scope_hi())
    with check (division >= access.scope_lo() and division < access.scope_hi())', target);
  execute format('create policy extra on %s
    using (division = any (access.scope_extra()))
    with check (division = any (access.scope_extra()))', target);
  execute format('grant %s on %s to xinlu_app', rights, target);
end $$;
revoke execute on procedure access.guard(regclass, text) from public;

create table access.account (
  id uuid not null,
  login text not null,
  name text not null,
  password text,
  must_change_password boolean not null default false,
  password_set_on date not null default current_date,
  failures int not null default 0,
  locked_until timestamptz,
  ended_at timestamptz,
  is_demo boolean not null default false,
  created_at timestamptz not null default now(),
  ver int not null default 1,
  constraint account_pkey primary key (id),
  constraint account_login_once unique (login),
  constraint account_login_form check (login ~ '^[a-z0-9][a-z0-9._-]{2,39}$'),
  constraint account_name_given check (name <> ''),
  constraint account_password_given check (password <> '')
);
grant select, insert, update on access.account to xinlu_app;

create table access.post (
  county int not null,
  id uuid not null,
  division bigint not null,
  account uuid not null,
  role text not null,
  unit text not null,
  extra bigint[] not null default '{}',
  from_on date not null default current_date,
  to_on date,
  by_account uuid,
  created_at timestamptz not null default now(),
  ver int not null default 1,
  constraint post_pkey primary key (county, id),
  constraint post_county_of_division check (county = division / 1000000),
  constraint post_account foreign key (account) references access.account (id),
  constraint post_role_known check (role in ('village', 'township', 'county', 'city', 'department', 'auditor',
    'systemOfficer', 'securityOfficer', 'auditOfficer')),
  constraint post_unit_given check (unit <> ''),
  constraint post_days_in_order check (to_on is null or to_on >= from_on)
);
create index post_account_idx on access.post (account);
create index post_division_idx on access.post (division, id);
call access.guard('access.post');

create table access.session (
  token_hash bytea not null,
  account uuid not null,
  post uuid,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  address inet,
  agent text,
  ended_at timestamptz,
  ended_why text,
  constraint session_pkey primary key (token_hash),
  constraint session_account foreign key (account) references access.account (id),
  constraint session_texts_given check (agent <> '' and ended_why <> ''),
  constraint session_end_explained check ((ended_at is null) = (ended_why is null))
);
create index session_account_idx on access.session (account) where ended_at is null;
grant select, insert, update on access.session to xinlu_app;
