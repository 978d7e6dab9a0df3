-- The inbox: what was sent once is done once, however often it arrives.

create schema commands;

create table commands.inbox (
  county int not null,
  id uuid not null,
  division bigint not null,
  act text not null,
  account uuid not null,
  body_digest bytea not null,
  answer jsonb not null,
  at timestamptz not null default now(),
  constraint inbox_pkey primary key (county, id),
  constraint inbox_county_of_division check (county = division / 1000000),
  constraint inbox_act_given check (act <> '')
);
create index inbox_at_idx on commands.inbox (at);
call access.guard('commands.inbox', 'select, insert, delete');

-- The same id with another content: both are kept until a person has looked at them.
create table commands.inbox_conflict (
  county int not null,
  id uuid not null,
  division bigint not null,
  command uuid not null,
  act text not null,
  account uuid not null,
  body bytea not null,
  at timestamptz not null default now(),
  constraint inbox_conflict_pkey primary key (county, id),
  constraint inbox_conflict_county_of_division check (county = division / 1000000),
  constraint inbox_conflict_act_given check (act <> '')
);
call access.guard('commands.inbox_conflict', 'select, insert');
