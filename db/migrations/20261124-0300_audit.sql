-- Who did what to which record. The table only grows; each county's entries form a chain of SM3 digests.

create schema audit;

create table audit.entry (
  county int not null,
  seq bigint not null,
  division bigint not null,
  at_division bigint not null,
  at timestamptz(3) not null,
  actor uuid not null,
  actor_name text not null,
  post uuid,
  role text,
  act text not null,
  subject_kind text not null,
  subject uuid,
  outcome text not null,
  -- JSON as it was written, byte for byte, because the digest is over these bytes.
  detail text not null,
  address text,
  previous bytea not null,
  digest bytea not null,
  constraint entry_pkey primary key (county, seq),
  constraint entry_county_of_division check (county = division / 1000000),
  constraint entry_texts_given check (actor_name <> '' and role <> '' and act <> '' and subject_kind <> '' and address <> ''),
  constraint entry_outcome_known check (outcome in ('done', 'refused', 'failed')),
  constraint entry_detail_is_json check (jsonb_typeof(detail::jsonb) = 'object'),
  constraint entry_digest_length check (length(digest) = 32 and length(previous) = 32)
);
create index entry_subject_idx on audit.entry (subject, at desc) where subject is not null;
create index entry_actor_idx on audit.entry (actor, at desc);
create index entry_division_idx on audit.entry (division, at desc);
call access.guard('audit.entry', 'select, insert');

-- The end of each county's chain: where the next writer continues, and its lock. It holds no fact about anybody.
create table audit.head (
  county int not null,
  seq bigint not null,
  digest bytea not null,
  constraint head_pkey primary key (county)
);
grant select, insert, update on audit.head to xinlu_app;
