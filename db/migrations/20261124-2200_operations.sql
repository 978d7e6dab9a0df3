-- Running the house: how long leftovers are kept, and which backups were taken.

create schema operations;

-- Numbers of housekeeping, each from a day on, with its document; they hold for the whole installation.
create table operations.setting (
  key text not null,
  from_on date not null,
  value int not null,
  document text not null,
  at timestamptz not null default now(),
  constraint setting_pkey primary key (key, from_on),
  constraint setting_key_known check (key in ('sessionDays', 'inboxDays', 'stagingDays', 'previewDays', 'leftoverHours')),
  constraint setting_value_counted check (value >= 1),
  constraint setting_document_given check (document <> '')
);
grant select, insert on operations.setting to xinlu_app;

-- A phone may send again what it kept for a season, so the inbox remembers longer than that.
insert into operations.setting (key, from_on, value, document) values
  ('sessionDays', '2019-12-01', 180, 'GB/T 22239-2019 8.1.4.3：日志留存不少于六个月'),
  ('inboxDays', '2020-01-01', 180, '系统初始设置'),
  ('stagingDays', '2020-01-01', 7, '系统初始设置'),
  ('previewDays', '2020-01-01', 30, '系统初始设置'),
  ('leftoverHours', '2020-01-01', 24, '系统初始设置');

-- A backup that was written and closed; the row is younger than the backup's own snapshot.
create table operations.backup (
  id uuid not null,
  taken_at timestamptz not null,
  tables int not null,
  rows bigint not null,
  bytes bigint not null,
  digest bytea not null,
  constraint backup_pkey primary key (id),
  constraint backup_counted check (tables > 0 and rows >= 0 and bytes > 0),
  constraint backup_digest_length check (length(digest) = 32)
);
create index backup_taken_idx on operations.backup (taken_at desc);
grant select, insert on operations.backup to xinlu_app;

-- Sessions that are long over are swept away. The app role may not delete a session by itself, because whoever is
-- signed in from where is evidence; this function deletes none that was alive within the last month.
create index session_over_idx on access.session (least(ended_at, expires_at));
create function access.forget_sessions(over_before timestamptz) returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  with gone as (
    delete from access.session where least(ended_at, expires_at) < least(over_before, now() - interval '30 days')
    returning 1
  )
  select count(*) from gone
$$;
revoke execute on function access.forget_sessions(timestamptz) from public;
grant execute on function access.forget_sessions(timestamptz) to xinlu_app;

-- A backup names the migrations it was taken at.
grant usage on schema migrations to xinlu_backup;
grant select on migrations.migration to xinlu_backup;
