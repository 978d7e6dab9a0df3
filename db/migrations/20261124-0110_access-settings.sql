-- Dated settings of sign-in, the duty of an account, and what a session needs to end by itself.

-- Numbers that a regulation or the house sets, each from a day on, with its document. They hold for the whole
-- installation, because nobody's place is known before he has signed in.
create table access.setting (
  key text not null,
  from_on date not null,
  value int not null,
  document text not null,
  -- Null: shipped with the product.
  by_account uuid,
  at timestamptz not null default now(),
  constraint setting_pkey primary key (key, from_on),
  constraint setting_value_counted check (value >= 0),
  constraint setting_texts_given check (key <> '' and document <> '')
);
grant select, insert on access.setting to xinlu_app;

insert into access.setting (key, from_on, value, document) values
  ('password.minLength', '2019-12-01', 8, 'GB/T 22239-2019 8.1.4.1 a'),
  ('password.classes', '2019-12-01', 3, 'GB/T 22239-2019 8.1.4.1 a'),
  ('password.maxDays', '2019-12-01', 90, 'GB/T 22239-2019 8.1.4.1 a'),
  ('password.iterations', '2019-12-01', 200000, 'GB/T 39786-2021 8.4 a'),
  ('signIn.failures', '2019-12-01', 5, 'GB/T 22239-2019 8.1.4.1 b'),
  ('signIn.lockMinutes', '2019-12-01', 30, 'GB/T 22239-2019 8.1.4.1 b'),
  ('session.idleMinutes', '2019-12-01', 30, 'GB/T 22239-2019 8.1.4.1 b'),
  ('session.absoluteMinutes', '2019-12-01', 480, 'GB/T 22239-2019 8.1.4.1 b'),
  ('reveal.perHour', '2020-10-01', 60, 'GB/T 35273-2020 7.1');

-- Whoever makes accounts, whoever gives posts and whoever reads the audit trail are three people, and none of them
-- works with citizens' data: an account has one duty, and only posts of that duty can refer to it.
alter table access.account
  add column duty text not null default 'work',
  -- The place whose officers look after the account.
  add column home bigint,
  add constraint account_home_county_or_above check (home % 1000000 = 0),
  add constraint account_duty_known check (duty in ('work', 'system', 'security', 'audit')),
  add constraint account_duty_key unique (id, duty);
create index account_home_idx on access.account (home, id);

alter table access.post
  add column duty text not null generated always as (case role
    when 'systemOfficer' then 'system'
    when 'securityOfficer' then 'security'
    when 'auditOfficer' then 'audit'
    else 'work' end) stored,
  add constraint post_duty_of_account foreign key (account, duty) references access.account (id, duty),
  add constraint post_not_by_oneself check (by_account <> account),
  add constraint post_extra_short check (cardinality(extra) <= 20);

-- The idle limit is fixed when the session begins, so that a request needs no second look.
alter table access.session
  add column idle_minutes int not null,
  add constraint session_idle_counted check (idle_minutes > 0);
comment on column access.post.to_on is 'the first day on which the post is no longer held';
