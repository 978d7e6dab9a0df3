-- Households, the people in them, who belonged where from when to when, income, and the history of every change.

create schema households;

create table households.household (
  county int not null,
  id uuid not null,
  division bigint not null,
  -- 户编号 of the national register; null for a household that register does not know yet.
  code text,
  group_name text,
  address text,
  phone_sealed bytea,
  phone_index bytea,
  kind text not null,
  monitored text,
  risks text[] not null default '{}',
  disaster text,
  risk_note text,
  epidemic boolean not null default false,
  original_cause text,
  -- Months are kept as their first day.
  first_identified_month date,
  identified_month date,
  cleared_month date,
  clear_way text,
  relocated boolean not null default false,
  site_address text,
  head uuid,
  -- The next three repeat the open memberships and the head's name, so that a list reads one table.
  size int not null default 0,
  head_name text,
  head_key text collate "C",
  pinyin text collate "C",
  state text not null default 'living',
  successor uuid,
  successor_county int,
  military_family boolean,
  no_labour_backstop boolean,
  arable_mu numeric(10, 2),
  pasture_mu numeric(10, 2),
  water_mu numeric(10, 2),
  forest_mu numeric(10, 2),
  returned_mu numeric(10, 2),
  orchard_mu numeric(10, 2),
  road_kind text,
  road_km numeric(6, 2),
  cooperative boolean,
  leading_company boolean,
  pioneer boolean,
  house_kind text,
  house_grade text,
  house_area numeric(8, 2),
  fuel text,
  has_power boolean,
  has_production_power boolean,
  has_broadcast boolean,
  has_safe_water boolean,
  has_toilet boolean,
  -- What the last visit found of the four guarantees: true means there is a problem.
  house_unsafe boolean,
  school_dropout boolean,
  water_unsafe boolean,
  uninsured boolean,
  bank_name text,
  bank_card_sealed bytea,
  bank_card_index bytea,
  visited_on date,
  noted_by uuid,
  noted_at timestamptz,
  source text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  ver int not null default 1,
  constraint household_pkey primary key (county, id),
  constraint household_county_of_division check (county = division / 1000000),
  constraint household_kind_known check (kind in ('formerPoor', 'ordinary')),
  constraint household_monitored_known check (monitored in ('unstable', 'marginal', 'sudden')),
  constraint household_risks_known check (
    risks <@ array['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R07', 'R08', 'R09', 'R10', 'R99']
    and cardinality(risks) <= 5),
  constraint household_disaster_known check (
    disaster in ('flood', 'geological', 'drought', 'biological', 'weather', 'earthquake', 'other')),
  constraint household_months_are_first_days check (
    extract(day from first_identified_month) = 1 and extract(day from identified_month) = 1
    and extract(day from cleared_month) = 1),
  constraint household_cleared_after_identified check (cleared_month >= identified_month),
  constraint household_clear_way_known check (clear_way in ('helped', 'natural')),
  constraint household_state_known check (state in ('living', 'movedOut', 'merged', 'dissolved')),
  constraint household_successor_complete check ((successor is null) = (successor_county is null)),
  constraint household_size_counted check (size >= 0),
  constraint household_house_kind_known check (
    house_kind in ('earthWood', 'brickWood', 'brickConcrete', 'frame', 'cave', 'other')),
  constraint household_house_grade_known check (house_grade in ('A', 'B', 'C', 'D')),
  constraint household_road_kind_known check (road_kind in ('dirt', 'gravel', 'cement', 'asphalt', 'brick')),
  constraint household_fuel_known check (fuel in ('straw', 'dung', 'coal', 'gas', 'power', 'other')),
  constraint household_texts_given check (
    code <> '' and group_name <> '' and address <> '' and risk_note <> '' and original_cause <> ''
    and site_address <> '' and head_name <> '' and head_key <> '' and pinyin <> '' and bank_name <> '' and source <> ''),
  constraint household_phone_complete check ((phone_sealed is null) = (phone_index is null)),
  constraint household_card_complete check ((bank_card_sealed is null) = (bank_card_index is null))
);
-- A household that moved out keeps its 户编号 here; only the living one has it to itself.
create unique index household_code_once on households.household (county, code) where state = 'living';
create index household_division_idx on households.household (division, pinyin, id);
create index household_head_key_idx on households.household (division, head_key, id);
create index household_phone_idx on households.household (phone_index) where phone_index is not null;
create index household_code_idx on households.household (code) where code is not null;
create index household_monitored_idx on households.household (division, monitored, id) where monitored is not null;
call access.guard('households.household');

create table households.person (
  county int not null,
  id uuid not null,
  division bigint not null,
  -- The household and the relation of the open membership; null when there is none.
  household uuid,
  relation text,
  -- 人编号 of the national register.
  code text,
  name text not null,
  name_key text collate "C" not null,
  pinyin_initials text collate "C",
  sex text,
  born date,
  id_kind text,
  id_sealed bytea,
  -- The blind index of the citizen number (of the first 18 characters of a disability card).
  id_index bytea,
  phone_sealed bytea,
  phone_index bytea,
  nation text,
  political text,
  education text,
  schooling text,
  dropout_reason text,
  health text[] not null default '{}',
  disability_kind smallint,
  disability_grade smallint,
  disability_card_sealed bytea,
  labour text,
  works_away boolean,
  work_area text,
  work_place text,
  work_company text,
  work_from date,
  work_to date,
  work_months smallint,
  post_kind text,
  post_months smallint,
  insured_resident boolean,
  insured_worker boolean,
  critical_insurance boolean,
  commercial_insurance boolean,
  medical_aid boolean,
  pension_resident boolean,
  pension_worker boolean,
  low_income boolean,
  destitute boolean,
  relocated boolean,
  speaks_mandarin boolean,
  on_service boolean,
  school_grant boolean,
  state text not null default 'living',
  identified_month date,
  source text not null,
  by_account uuid,
  at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  ver int not null default 1,
  constraint person_pkey primary key (county, id),
  constraint person_county_of_division check (county = division / 1000000),
  constraint person_household foreign key (county, household) references households.household (county, id),
  constraint person_relation_of_household check ((household is null) = (relation is null)),
  constraint person_relation_form check (relation ~ '^[a-z][A-Za-z]*$'),
  constraint person_sex_known check (sex in ('male', 'female')),
  constraint person_id_kind_known check (id_kind in ('citizen', 'disabilityCard')),
  constraint person_id_complete check (
    (id_kind is null) = (id_sealed is null) and (id_sealed is null) = (id_index is null)),
  constraint person_phone_complete check ((phone_sealed is null) = (phone_index is null)),
  constraint person_nation_form check (nation ~ '^\d\d$'),
  constraint person_political_known check (political in ('member', 'probationary', 'league', 'masses')),
  constraint person_education_known check (
    education in ('illiterate', 'primary', 'junior', 'senior', 'college', 'bachelor')),
  constraint person_schooling_form check (schooling ~ '^[a-z][A-Za-z]*\d?$'),
  constraint person_dropout_reason_known check (
    dropout_reason in ('illness', 'disability', 'weary', 'work', 'marriage', 'poverty', 'other')),
  constraint person_health_known check (health <@ array['healthy', 'chronic', 'serious', 'disabled']),
  constraint person_disability_known check (disability_kind between 1 and 7 and disability_grade between 1 and 4),
  constraint person_labour_known check (labour in ('ordinary', 'skilled', 'weak', 'lost', 'none')),
  constraint person_work_area_known check (
    work_area in ('township', 'county', 'province', 'elsewhere', 'abroad')),
  constraint person_months_of_year check (work_months between 0 and 12 and post_months between 0 and 12),
  constraint person_work_in_order check (work_to >= work_from),
  constraint person_state_known check (state in ('living', 'dead', 'left')),
  constraint person_identified_month_is_first_day check (extract(day from identified_month) = 1),
  constraint person_texts_given check (
    name <> '' and name_key <> '' and pinyin_initials <> '' and code <> '' and work_place <> '' and work_company <> '' and post_kind <> ''
    and source <> '')
);
-- One living person per identity number in a county; across counties the city's own check points at it.
create unique index person_id_once on households.person (county, id_index) where state = 'living';
create unique index person_code_once on households.person (county, code) where state = 'living';
create index person_id_idx on households.person (id_index, county);
create index person_phone_idx on households.person (phone_index) where phone_index is not null;
create index person_household_idx on households.person (county, household);
-- Two for each way of searching: the first serves a village or township, the second a county or the city.
create index person_name_idx on households.person (division, name_key, id);
create index person_wide_name_idx on households.person (name_key, id);
create index person_pinyin_idx on households.person (division, pinyin_initials, id);
create index person_wide_pinyin_idx on households.person (pinyin_initials, id);
call access.guard('households.person');

alter table households.household add constraint household_head
  foreign key (county, head) references households.person (county, id);
create index household_head_idx on households.household (county, head) where head is not null;

create table households.member (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  relation text not null,
  from_on date not null,
  -- The first day on which the person no longer belongs to the household.
  to_on date,
  in_reason text not null,
  out_reason text,
  by_account uuid,
  at timestamptz not null default now(),
  constraint member_pkey primary key (county, id),
  constraint member_county_of_division check (county = division / 1000000),
  constraint member_household foreign key (county, household) references households.household (county, id),
  constraint member_person foreign key (county, person) references households.person (county, id),
  constraint member_relation_given check (relation ~ '^[a-z][A-Za-z]*$'),
  constraint member_days_in_order check (to_on >= from_on),
  constraint member_in_reason_form check (in_reason ~ '^[a-z][A-Za-z]*$'),
  constraint member_out_reason_form check (out_reason ~ '^[a-z][A-Za-z]*$'),
  constraint member_out_explained check ((to_on is null) = (out_reason is null))
);
create unique index member_open_once on households.member (county, person) where to_on is null;
create index member_household_idx on households.member (county, household, to_on);
create index member_person_idx on households.member (county, person, from_on);
create index member_division_idx on households.member (division);
call access.guard('households.member');

-- The four guarantees as they stood at identification and after clearing: true means there was a problem.
create table households.safety (
  county int not null,
  division bigint not null,
  household uuid not null,
  moment text not null,
  house_unsafe boolean,
  school_dropout boolean,
  water_unsafe boolean,
  uninsured boolean,
  source text not null,
  by_account uuid,
  at timestamptz not null default now(),
  ver int not null default 1,
  constraint safety_pkey primary key (county, household, moment),
  constraint safety_county_of_division check (county = division / 1000000),
  constraint safety_household foreign key (county, household) references households.household (county, id),
  constraint safety_source_given check (source <> ''),
  constraint safety_moment_known check (moment in ('identified', 'cleared'))
);
create index safety_division_idx on households.safety (division);
call access.guard('households.safety');

create table households.income (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  moment text not null,
  -- The first and the last month of the window, each as its first day.
  window_from date not null,
  window_to date not null,
  -- How many people the amounts were divided by, kept because the household's size goes on changing.
  denominator int not null,
  wage bigint not null,
  business bigint not null,
  property bigint not null,
  transfer bigint not null,
  cost bigint not null,
  net bigint not null,
  per_person bigint not null,
  insurance_paid bigint not null,
  self_paid bigint not null,
  reference bigint not null,
  per_person_reference bigint not null,
  source text not null,
  by_account uuid,
  at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  ver int not null default 1,
  constraint income_pkey primary key (county, id),
  constraint income_county_of_division check (county = division / 1000000),
  constraint income_household foreign key (county, household) references households.household (county, id),
  constraint income_once unique (county, household, moment, window_from),
  constraint income_moment_known check (moment in ('yearly', 'identified', 'cleared')),
  constraint income_window_of_months check (
    extract(day from window_from) = 1 and extract(day from window_to) = 1 and window_to >= window_from),
  constraint income_denominator_counted check (denominator >= 1),
  constraint income_net_adds_up check (net = wage + business + property + transfer - cost),
  constraint income_reference_adds_up check (reference = net + insurance_paid - self_paid),
  constraint income_source_given check (source <> '')
);
create index income_division_idx on households.income (division, moment, window_to);
call access.guard('households.income');

create table households.income_line (
  county int not null,
  division bigint not null,
  income uuid not null,
  line text not null,
  fen bigint not null,
  note text,
  constraint income_line_pkey primary key (county, income, line),
  constraint income_line_county_of_division check (county = division / 1000000),
  constraint income_line_income foreign key (county, income) references households.income (county, id)
    on delete cascade,
  constraint income_line_form check (line ~ '^([a-en]\d{1,2}[a-z]?|insurance|selfPaid|subsidy)$'),
  constraint income_line_not_negative check (fen >= 0),
  constraint income_line_note_given check (note <> '')
);
create index income_line_division_idx on households.income_line (division);
call access.guard('households.income_line');

-- What happened to a household. No foreign key: the history of a household taken back by an undone import stays.
create table households.event (
  county int not null,
  id uuid not null,
  -- Where the household is now, and where it was when this happened.
  division bigint not null,
  at_division bigint not null,
  household uuid not null,
  person uuid,
  act text not null,
  on_day date not null,
  detail jsonb not null default '{}',
  by_account uuid not null,
  by_name text not null,
  at timestamptz not null default now(),
  constraint event_pkey primary key (county, id),
  constraint event_county_of_division check (county = division / 1000000),
  constraint event_act_given check (act <> ''),
  constraint event_by_name_given check (by_name <> '')
);
create index event_household_idx on households.event (county, household, at desc, id);
create index event_division_idx on households.event (division, on_day desc, id);
call access.guard('households.event', 'select, insert, update (division)');

-- A person has looked at a finding of the data-quality rules and says why the data are right.
create table households.quality_override (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid,
  rule text not null,
  -- Which of the rule's findings is meant, as the rule names it.
  mark text not null,
  reason text not null,
  by_account uuid not null,
  at timestamptz not null default now(),
  constraint quality_override_pkey primary key (county, id),
  constraint quality_override_county_of_division check (county = division / 1000000),
  constraint quality_override_household foreign key (county, household)
    references households.household (county, id),
  constraint quality_override_rule_form check (rule ~ '^DQ\d\d$'),
  constraint quality_override_explained check (reason <> '' and mark <> '')
);
create index quality_override_household_idx on households.quality_override (county, household);
create index quality_override_division_idx on households.quality_override (division);
call access.guard('households.quality_override');

-- A household on its way to a place that the sender does not cover; whoever covers both places completes it.
create table households.move (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  to_division bigint not null,
  reason text not null,
  on_day date not null,
  state text not null default 'waiting',
  by_account uuid not null,
  by_name text not null,
  -- To the millisecond, because a list goes on from it.
  at timestamptz(3) not null default now(),
  closed_by uuid,
  closed_at timestamptz,
  ver int not null default 1,
  constraint move_pkey primary key (county, id),
  constraint move_county_of_division check (county = division / 1000000),
  constraint move_household foreign key (county, household) references households.household (county, id),
  constraint move_state_known check (state in ('waiting', 'done', 'withdrawn')),
  constraint move_closed_by_somebody check ((state = 'waiting') = (closed_by is null)),
  constraint move_texts_given check (reason <> '' and by_name <> '')
);
create unique index move_waiting_once on households.move (county, household) where state = 'waiting';
create index move_household_idx on households.move (county, household);
create index move_division_idx on households.move (division, state, at, id);
call access.guard('households.move');

-- What other modules may read. Row security of the reader applies.
create view households.household_public with (security_invoker = true) as
  select county, id, division, code, kind, monitored, risks, disaster, epidemic, original_cause,
    first_identified_month, identified_month, cleared_month, clear_way, relocated, no_labour_backstop, head, size,
    head_name, head_key, pinyin, state, successor, successor_county, house_kind, house_grade, has_safe_water,
    has_toilet, house_unsafe, school_dropout, water_unsafe, uninsured, visited_on, updated_at
  from households.household;

create view households.person_public with (security_invoker = true) as
  select county, id, household, division, id_index, name_key, name, sex, born, relation, nation, education,
    schooling, dropout_reason, health, disability_kind, disability_grade, labour, works_away, work_area, work_place,
    work_company, work_from, work_to, work_months, post_kind, post_months, insured_resident, insured_worker,
    critical_insurance, pension_resident, pension_worker, low_income, destitute, relocated, on_service, state,
    identified_month, updated_at
  from households.person;

create view households.income_public with (security_invoker = true) as
  select county, id, household, division, moment, window_from, window_to, denominator, wage, business, property,
    transfer, cost, net, per_person, insurance_paid, self_paid, reference, per_person_reference, updated_at
  from households.income;

create view households.member_public with (security_invoker = true) as
  select county, id, division, household, person, relation, from_on, to_on, in_reason, out_reason
  from households.member;

create view households.safety_public with (security_invoker = true) as
  select county, division, household, moment, house_unsafe, school_dropout, water_unsafe, uninsured
  from households.safety;

grant select on households.household_public, households.person_public, households.income_public,
  households.member_public, households.safety_public to xinlu_app;

-- The list of people and the list of incomes as the national exports have them, for exporting under the same headers.
create view households.person_sheet with (security_invoker = true) as
  select p.county, p.id, p.division, p.updated_at::date as data_day, c.name as county_name, t.name as township_name,
    v.name as village_name, h.group_name, h.code as household_code, p.code as person_code, p.name,
    p.id_sealed as id_number, p.id_index as id_number_index, p.relation, p.nation, p.education, p.schooling,
    nullif(array_to_string(p.health, ','), '') as health, p.labour, p.work_months::int as work_months,
    p.critical_insurance, h.original_cause, h.house_unsafe, h.has_safe_water, h.phone_sealed as household_phone,
    h.phone_index as household_phone_index, p.phone_sealed as phone, p.phone_index,
    to_char(h.first_identified_month, 'YYYY-MM') as first_identified_month,
    to_char(p.identified_month, 'YYYY-MM') as joined_month, h.kind, h.monitored,
    to_char(h.identified_month, 'YYYY-MM') as identified_month, to_char(h.cleared_month, 'YYYY-MM') as cleared_month,
    p.sex, p.born, p.political, p.dropout_reason, p.work_area, p.work_place, p.work_company,
    p.post_months::int as post_months, p.insured_resident, p.insured_worker, p.pension_resident, p.pension_worker,
    p.low_income, p.destitute, p.relocated, p.speaks_mandarin
  from households.person p
  join households.household h on h.county = p.county and h.id = p.household
  left join divisions.division v on v.code = p.division
  left join divisions.division t on t.code = v.parent
  left join divisions.division c on c.code = t.parent;

create view households.income_sheet with (security_invoker = true) as
  select i.county, i.id, i.division, c.name as county_name, t.name as township_name, v.name as village_name,
    h.code as household_code, p.name as head_name, p.id_sealed as head_number, p.id_index as head_number_index,
    i.wage, l.posts, i.wage - l.posts as other_wage, i.business, i.property, l.asset_dividend,
    i.property - l.asset_dividend as other_property, i.transfer, l.family_planning, l.low_income, l.destitute,
    l.pension, l.ecology, l.industry_reward, l.work_reward,
    i.transfer - l.family_planning - l.low_income - l.destitute - l.pension - l.ecology - l.industry_reward
      - l.work_reward as other_transfer,
    i.cost, i.cost + l.cost_subsidy as cost_total, l.cost_subsidy, i.net, i.per_person, h.size as size_now,
    i.denominator as size_of_year
  from households.income i
  join households.household h on h.county = i.county and h.id = i.household
  left join households.person p on p.county = h.county and p.id = h.head
  left join divisions.division v on v.code = i.division
  left join divisions.division t on t.code = v.parent
  left join divisions.division c on c.code = t.parent
  cross join lateral (
    select coalesce(sum(fen) filter (where line in ('a2', 'a3', 'a4', 'a8')), 0)::bigint as posts,
      coalesce(sum(fen) filter (where line = 'c1'), 0)::bigint as asset_dividend,
      coalesce(sum(fen) filter (where line = 'd1'), 0)::bigint as family_planning,
      coalesce(sum(fen) filter (where line = 'd2'), 0)::bigint as low_income,
      coalesce(sum(fen) filter (where line = 'd3'), 0)::bigint as destitute,
      coalesce(sum(fen) filter (where line = 'd4'), 0)::bigint as pension,
      coalesce(sum(fen) filter (where line like 'd5%'), 0)::bigint as ecology,
      coalesce(sum(fen) filter (where line = 'd6p'), 0)::bigint as industry_reward,
      coalesce(sum(fen) filter (where line = 'd6q'), 0)::bigint as work_reward,
      coalesce(sum(fen) filter (where line = 'subsidy'), 0)::bigint as cost_subsidy
    from households.income_line l where l.county = i.county and l.income = i.id
  ) l
  where i.moment = 'yearly';

grant select on households.person_sheet, households.income_sheet to xinlu_app;
