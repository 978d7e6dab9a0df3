-- The second factor, the confirmation that opens hidden values, sign-in by an outside provider, and the count of
-- failures by network address.

-- One authenticator for each account. The secret is sealed; until a first code has proven that the authenticator
-- holds it, the factor counts for nothing.
create table access.second_factor (
  account uuid not null,
  secret bytea not null,
  made_at timestamptz not null,
  enrolled_at timestamptz,
  -- The half minute of the last accepted code: it and all before it are spent.
  last_step bigint not null default 0,
  constraint second_factor_pkey primary key (account),
  constraint second_factor_account foreign key (account) references access.account (id)
);
grant select, insert, update, delete on access.second_factor to xinlu_app;

create table access.recovery_code (
  account uuid not null,
  digest bytea not null,
  used_at timestamptz,
  constraint recovery_code_pkey primary key (account, digest),
  constraint recovery_code_account foreign key (account) references access.account (id)
);
grant select, insert, update, delete on access.recovery_code to xinlu_app;

-- Who an outside provider says somebody is, and which account that has been bound to.
create table access.outside_identity (
  issuer text not null,
  subject text not null,
  account uuid not null,
  bound_at timestamptz not null,
  constraint outside_identity_pkey primary key (issuer, subject),
  constraint outside_identity_once unique (account, issuer),
  constraint outside_identity_account foreign key (account) references access.account (id),
  constraint outside_identity_given check (issuer <> '' and subject <> '')
);
grant select, insert, delete on access.outside_identity to xinlu_app;

-- Sign-ins under way and failed ones of the last day, by address (an IPv6 address by its /64); a sign-in that
-- succeeds leaves nothing here.
create table access.sign_in_attempt (
  id uuid not null,
  block inet not null,
  at timestamptz not null,
  -- False for a refusal that was only written down.
  counts boolean not null,
  constraint sign_in_attempt_pkey primary key (id)
);
create index sign_in_attempt_block_idx on access.sign_in_attempt (block, at);
create index sign_in_attempt_at_idx on access.sign_in_attempt (at);
grant select, insert, delete on access.sign_in_attempt to xinlu_app;

alter table access.session
  -- When the second factor was passed in this session.
  add column factor_at timestamptz,
  -- Until when hidden values and exports are open without entering password or code again.
  add column confirmed_until timestamptz not null default '-infinity',
  add column confirm_minutes int not null default 10,
  add constraint session_confirm_counted check (confirm_minutes > 0);
alter table access.session alter column confirm_minutes drop default;

insert into access.setting (key, from_on, value, document) values
  ('signIn.addressFailures', '2019-12-01', 60, 'GB/T 22239-2019 8.1.4.1 b'),
  ('signIn.addressMinutes', '2019-12-01', 15, 'GB/T 22239-2019 8.1.4.1 b'),
  ('session.confirmMinutes', '2019-12-01', 10, 'GB/T 22239-2019 8.1.4.1 d'),
  ('secondFactor.required', '2019-12-01', 1, 'GB/T 22239-2019 8.1.4.1 d'),
  ('secondFactor.village', '2019-12-01', 0, 'GB/T 22239-2019 8.1.4.1 d'),
  ('secondFactor.township', '2019-12-01', 0, 'GB/T 22239-2019 8.1.4.1 d'),
  ('secondFactor.county', '2019-12-01', 1, 'GB/T 22239-2019 8.1.4.1 d'),
  ('secondFactor.city', '2019-12-01', 1, 'GB/T 22239-2019 8.1.4.1 d'),
  ('secondFactor.department', '2019-12-01', 0, 'GB/T 22239-2019 8.1.4.1 d'),
  ('secondFactor.auditor', '2019-12-01', 0, 'GB/T 22239-2019 8.1.4.1 d'),
  ('secondFactor.systemOfficer', '2019-12-01', 1, 'GB/T 22239-2019 8.1.4.1 d'),
  ('secondFactor.securityOfficer', '2019-12-01', 1, 'GB/T 22239-2019 8.1.4.1 d'),
  ('secondFactor.auditOfficer', '2019-12-01', 1, 'GB/T 22239-2019 8.1.4.1 d');
