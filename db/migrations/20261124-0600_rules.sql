-- Rules: dated parameters, adopted rule versions, screening runs, findings, people's decisions, subjects to refresh.

create schema rules;

-- The numbers of the policy by place and day. Every county reads those of the places above it, so this table has
-- no row policy; who may set a value for which place is checked by the command.
create table rules.parameter (
  id uuid not null default gen_random_uuid(),
  key text not null,
  place bigint not null,
  value numeric not null,
  from_on date not null,
  to_on date,
  document text not null,
  confidence text not null,
  note text,
  -- Null: shipped with the product. Otherwise set by staff, and kept by every synchronisation.
  by_account uuid,
  at timestamptz not null default now(),
  constraint parameter_pkey primary key (id),
  constraint parameter_once unique (key, place, from_on),
  constraint parameter_key_given check (key <> ''),
  constraint parameter_place_county_or_above check (place > 0 and place % 1000000 = 0),
  constraint parameter_days_in_order check (to_on is null or to_on >= from_on),
  constraint parameter_document_given check (document <> ''),
  constraint parameter_note_not_empty check (note <> ''),
  constraint parameter_confidence_known check (confidence in ('verified', 'practice', 'unverified'))
);
grant select, insert, update, delete on rules.parameter to xinlu_app;

create table rules.rule_version (
  rule text not null,
  version int not null,
  definition jsonb not null,
  definition_digest text not null,
  adopted_on date not null,
  ended_on date,
  by_account uuid,
  at timestamptz not null default now(),
  constraint rule_version_pkey primary key (rule, version),
  constraint rule_version_texts_given check (rule <> '' and definition_digest <> ''),
  constraint rule_version_counted check (version >= 1),
  constraint rule_version_days_in_order check (ended_on is null or ended_on >= adopted_on)
);
-- A version is history: it may end, its definition stays.
grant select, insert, update (ended_on) on rules.rule_version to xinlu_app;

create table rules.run (
  county int not null,
  id uuid not null,
  division bigint not null,
  subject_kind text not null,
  -- Whether every subject was screened, or only those whose facts had changed.
  reach text not null,
  as_of date not null,
  cut_at timestamptz not null,
  rules jsonb not null,
  parameters jsonb not null,
  subjects int not null,
  counts jsonb not null,
  digest text not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  by_account uuid not null,
  constraint run_pkey primary key (county, id),
  constraint run_county_of_division check (county = division / 1000000),
  constraint run_texts_given check (subject_kind <> '' and digest <> ''),
  constraint run_reach_known check (reach in ('all', 'dirty')),
  constraint run_times_in_order check (ended_at >= started_at)
);
create index run_latest_idx on rules.run (division, subject_kind, started_at desc);
call access.guard('rules.run', 'select, insert');

create table rules.finding (
  county int not null,
  id uuid not null,
  -- Where the subject is now, and where it was when the finding opened.
  division bigint not null,
  at_division bigint not null,
  subject_kind text not null,
  subject uuid not null,
  rule text not null,
  rule_version int not null,
  level text not null,
  kind text not null,
  state text not null default 'open',
  inputs jsonb not null,
  opened_on date not null,
  opened_run uuid not null,
  changed_run uuid not null,
  closed_on date,
  -- Null in a closed finding: a person closed it, see `decision`.
  closed_run uuid,
  -- The last decision about it; it stays when a run changes or closes the finding.
  verdict text,
  decision uuid,
  ver int not null default 1,
  constraint finding_pkey primary key (county, id),
  constraint finding_county_of_division check (county = division / 1000000),
  constraint finding_texts_given check (subject_kind <> '' and rule <> ''),
  constraint finding_level_known check (level in ('red', 'orange', 'yellow')),
  constraint finding_kind_known check (kind in ('risk', 'gap', 'quality')),
  constraint finding_state_known check (state in ('open', 'closed')),
  constraint finding_verdict_known check (verdict in ('noRisk', 'toLead', 'returned')),
  constraint finding_verdict_decided check ((verdict is null) = (decision is null)),
  constraint finding_closed_explained check (
    case state when 'open' then closed_on is null and closed_run is null and verdict is distinct from 'noRisk'
    else closed_on is not null and (closed_run is not null or decision is not null) end)
);
create unique index finding_open_once on rules.finding (county, subject, rule) where state = 'open';
create index finding_list_idx on rules.finding (division, rule, state, opened_on desc, id);
create index finding_newest_idx on rules.finding (opened_on desc, id) where state = 'open';
create index finding_subject_idx on rules.finding (county, subject, opened_on desc);
call access.guard('rules.finding');

create table rules.decision (
  county int not null,
  id uuid not null,
  division bigint not null,
  finding uuid not null,
  subject_kind text not null,
  subject uuid not null,
  rule text not null,
  verdict text not null,
  reason text not null,
  -- The last day a noRisk keeps the rule from pointing at the subject again.
  until date,
  by_account uuid not null,
  by_name text not null,
  decided_on date not null,
  at timestamptz not null default now(),
  constraint decision_pkey primary key (county, id),
  constraint decision_county_of_division check (county = division / 1000000),
  constraint decision_finding foreign key (county, finding) references rules.finding (county, id),
  constraint decision_verdict_known check (verdict in ('noRisk', 'toLead', 'returned')),
  constraint decision_until_of_no_risk check ((verdict = 'noRisk') = (until is not null)),
  constraint decision_texts_given check (subject_kind <> '' and rule <> '' and reason <> '' and by_name <> '')
);
create index decision_in_force_idx on rules.decision (county, subject, rule, until) where verdict = 'noRisk';
create index decision_finding_idx on rules.decision (county, finding, at);
create index decision_list_idx on rules.decision (division, rule, decided_on desc, id);
-- A decision is history; only its place follows the subject.
call access.guard('rules.decision', 'select, insert, update (division)');

-- Subjects whose facts changed since their features were computed.
create table rules.dirty (
  county int not null,
  division bigint not null,
  subject_kind text not null,
  subject uuid not null,
  since timestamptz not null default now(),
  constraint dirty_pkey primary key (county, subject_kind, subject),
  constraint dirty_county_of_division check (county = division / 1000000),
  constraint dirty_subject_kind_given check (subject_kind <> '')
);
create index dirty_division_idx on rules.dirty (division, subject_kind, since);
call access.guard('rules.dirty');
