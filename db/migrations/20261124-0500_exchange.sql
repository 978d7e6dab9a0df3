-- Imports as objects: the batch, its rows on the way in, and what is needed to take it back.

create schema exchange;

-- Settings of the office by place and day, each with the document it stands on; place 0 is everywhere.
create table exchange.setting (
  key text not null,
  place bigint not null,
  from_on date not null,
  value int not null,
  document text not null,
  constraint setting_pkey primary key (key, place, from_on),
  constraint setting_key_known check (key in ('undoHours')),
  constraint setting_document_given check (document <> '')
);
grant select, insert, update on exchange.setting to xinlu_app;
insert into exchange.setting (key, place, from_on, value, document)
  values ('undoHours', 0, '2020-01-01', 24, '系统初始设置');

create table exchange.batch (
  county int not null,
  id uuid not null,
  division bigint not null,
  ledger text not null,
  -- The unit that sent it, the period it is about, and what it may be used for.
  department text not null,
  period text,
  purpose text not null,
  file_name text not null,
  file_digest bytea not null,
  sheet text,
  -- The header row as it stood in the file: [{title, key}], key null for a column that is passed over.
  header jsonb,
  rows int not null default 0,
  state text not null default 'uploaded',
  counts jsonb,
  progress int not null default 0,
  -- While a process works on it: until when it is believed to be alive.
  lease_until timestamptz,
  by_account uuid not null,
  by_name text not null,
  -- To the millisecond, because a list goes on from it.
  created_at timestamptz(3) not null default now(),
  previewed_at timestamptz,
  committed_at timestamptz,
  undone_at timestamptz,
  problem text,
  ver int not null default 1,
  constraint batch_pkey primary key (county, id),
  constraint batch_county_of_division check (county = division / 1000000),
  constraint batch_state_known check (state in
    ('uploaded', 'checking', 'previewed', 'committing', 'committed', 'undone', 'cancelled', 'failed')),
  constraint batch_period_form check (period ~ '^\d{4}(-\d{2}|-Q[1-4]|-H[12])?$'),
  constraint batch_texts_given check (ledger <> '' and department <> '' and purpose <> '' and file_name <> ''
    and sheet <> '' and by_name <> '' and problem <> ''),
  constraint batch_digest_length check (length(file_digest) = 32),
  constraint batch_counts_of_preview check (state not in ('previewed', 'committed', 'undone') or counts is not null)
);
create index batch_list_idx on exchange.batch (division, ledger, created_at desc, id);
create index batch_time_idx on exchange.batch (division, created_at desc, id);
create index batch_digest_idx on exchange.batch (file_digest, ledger);
call access.guard('exchange.batch');

-- The rows of a batch. `values` holds SQL columns of the ledger, sealed ones as bytea text with their index beside
-- them; `raw` is one sealed blob with the cells of a refused row as they were typed. No foreign key to the batch: a
-- check for each of a hundred thousand rows costs more than reading them; rows are deleted with their batch by code.
create table exchange.staged (
  county int not null,
  batch uuid not null,
  n int not null,
  division bigint not null,
  person_index bytea,
  name_key text,
  values jsonb,
  errors jsonb,
  notes jsonb,
  raw bytea,
  verdict text,
  -- The record this row is about: an existing one, or the id a new one will have.
  target uuid not null,
  -- What tells a later change of that record: its version, or the import that wrote it last.
  target_mark text,
  person uuid,
  household uuid,
  -- Where the record lies; null while nobody knows.
  place bigint,
  constraint staged_pkey primary key (county, batch, n),
  constraint staged_county_of_division check (county = division / 1000000),
  constraint staged_texts_given check (name_key <> '' and target_mark <> ''),
  constraint staged_verdict_known check (verdict in
    ('new', 'update', 'same', 'error', 'unmatched', 'contradicting')),
  constraint staged_error_explained check ((verdict = 'error') = (errors is not null) or verdict is null)
);
create index staged_verdict_idx on exchange.staged (county, batch, verdict, n);
call access.guard('exchange.staged');

-- What a committed batch changed: the row before, or null where the batch made it.
create table exchange.change (
  county int not null,
  batch uuid not null,
  n int not null,
  division bigint not null,
  target_table text not null,
  -- The county of the record, which in a batch of the city is not the county of the batch.
  target_county int not null,
  target uuid not null,
  before jsonb,
  -- The mark the batch left behind; another one means somebody worked on the row since.
  after_mark text not null,
  constraint change_pkey primary key (county, batch, target, target_table),
  constraint change_county_of_division check (county = division / 1000000),
  constraint change_texts_given check (target_table <> '' and after_mark <> '')
);
call access.guard('exchange.change');
