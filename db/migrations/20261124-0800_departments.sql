-- What the line departments send, one table per feed; records that match nobody wait in a queue with both sides shown.
-- A row refers to a person, never to an identity number; only a waiting record keeps the number, sealed. `period` is
-- the first day of the month that the record itself is about.

create schema departments;

-- Finishes the table of a feed: key, place, month, the three ways it is read, row security and rights.
create procedure departments.keep(feed text) language plpgsql as $$
declare target regclass := format('departments.%I', feed)::regclass;
begin
  execute format('alter table %s
    add constraint %I primary key (county, id),
    add constraint %I check (county = division / 1000000)',
    target, feed || '_pkey', feed || '_county_of_division');
  execute format('create index %I on %s (county, household)', feed || '_household_idx', target);
  execute format('create index %I on %s (county, person)', feed || '_person_idx', target);
  execute format('create index %I on %s (division, period, id)', feed || '_list_idx', target);
  execute format('create index %I on %s (batch) where batch is not null', feed || '_batch_idx', target);
  call access.guard(target);
end $$;
revoke execute on procedure departments.keep(text) from public;

-- 医保局: one settlement of medical costs, from the whole bill down to what the person paid.
create table departments.medical_expense (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  settled_on date not null,
  settlement_no text not null,
  kind text not null,
  total bigint not null,
  in_catalogue bigint,
  basic_paid bigint,
  critical_paid bigint,
  relief_paid bigint,
  other_paid bigint,
  self_paid bigint not null,
  period date not null generated always as (settled_on - (extract(day from settled_on)::int - 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint medical_expense_once unique (county, settlement_no),
  constraint medical_expense_no_given check (settlement_no <> ''),
  constraint medical_expense_kind_known check (kind in ('inpatient', 'chronic', 'outpatient')),
  constraint medical_expense_amounts check (
    least(in_catalogue, basic_paid, critical_paid, relief_paid, other_paid, self_paid) >= 0 and in_catalogue
    <= total and self_paid <= total)
);
call departments.keep('medical_expense');

-- 医保局: whether a person is insured in a year, where, and who paid the premium.
create table departments.insurance (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  year int not null,
  kind text not null,
  paid bigint,
  subsidy_class text,
  subsidised bigint,
  exemption text,
  period date not null generated always as (make_date(year, 1, 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint insurance_once unique (county, person, year),
  constraint insurance_year_real check (year between 2016 and 2100),
  constraint insurance_kind_known check (kind in ('resident', 'employee', 'elsewhere', 'uninsured')),
  constraint insurance_class_known check (
    subsidy_class in ('destitute', 'orphan', 'minimum', 'marginal', 'monitored', 'lifted', 'disabled',
    'other')),
  constraint insurance_exemption_known check (
    exemption in ('soldier', 'prisoner', 'deceased', 'elsewhere', 'student', 'abroad', 'other')),
  constraint insurance_exempt_uninsured check (exemption is null or kind = 'uninsured'),
  constraint insurance_amounts check (paid >= 0 and subsidised >= 0)
);
call departments.keep('insurance');

-- 残联: a disability card. Kind and grade are those of GB/T 26341.
create table departments.disability (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  kind text not null,
  grade text not null,
  issued_on date not null,
  is_new boolean,
  ended_on date,
  period date not null generated always as (issued_on - (extract(day from issued_on)::int - 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint disability_once unique (county, person, issued_on),
  constraint disability_kind_known check (kind ~ '^[1-7]$'),
  constraint disability_grade_known check (grade ~ '^[1-4]$'),
  constraint disability_days_in_order check (ended_on >= issued_on)
);
call departments.keep('disability');

-- 教育局: a pupil's or student's place in a school for a school year such as 2022-2023; the view tells its first year.
create table departments.enrolment (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  school_year text not null,
  school text,
  stage text not null,
  grade text,
  state text not null,
  state_on date,
  net_cost bigint,
  is_boarding boolean,
  aid text,
  aid_amount bigint,
  period date not null generated always as (make_date(left(school_year, 4)::int, 9, 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint enrolment_once unique (county, person, school_year),
  constraint enrolment_year_real check (school_year ~ '^20[0-9]{2}-20[0-9]{2}$'),
  constraint enrolment_school_given check (school <> ''),
  constraint enrolment_stage_known check (
    stage in ('kindergarten', 'primary', 'junior', 'special', 'senior', 'vocational', 'college',
    'university', 'graduate')),
  constraint enrolment_grade_real check (grade ~ '^[1-9]$'),
  constraint enrolment_state_known check (
    state in ('enrolled', 'suspended', 'suspectedDropout', 'dropout', 'graduated', 'homeTaught')),
  constraint enrolment_aid_given check (aid <> ''),
  constraint enrolment_amounts check (net_cost >= 0 and aid_amount >= 0)
);
call departments.keep('enrolment');

-- 住建局: a house noticed or appraised, and how far its repair is. Grade is A to D of the appraisal.
create table departments.house (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  listed_on date not null,
  state text not null,
  reason text not null,
  grade text,
  appraised_on date,
  agency text,
  report_no text,
  accepted_on date,
  period date not null generated always as (listed_on - (extract(day from listed_on)::int - 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint house_once unique (county, person, listed_on),
  constraint house_state_known check (state in ('suspected', 'appraised', 'planned', 'building', 'accepted')),
  constraint house_reason_known check (
    reason in ('patrol', 'rain', 'earthquake', 'landslide', 'fire', 'aged', 'reported', 'other')),
  constraint house_grade_known check (grade in ('A', 'B', 'C', 'D')),
  constraint house_appraised check (state = 'suspected' or (grade is not null and appraised_on is not null)),
  constraint house_texts_given check (agency <> '' and report_no <> '')
);
call departments.keep('house');

-- 水利局: water stopped for a household, or (household null) for the natural village named or the whole village.
create table departments.water_stop (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid,
  person uuid,
  batch uuid,
  group_name text,
  project text,
  from_on date not null,
  to_on date,
  cause text not null,
  period date not null generated always as (from_on - (extract(day from from_on)::int - 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint water_stop_once unique nulls not distinct (county, division, group_name, person, from_on),
  constraint water_stop_texts_given check (group_name <> '' and project <> ''),
  constraint water_stop_cause_known check (cause in ('seasonal', 'engineering', 'relapse', 'other')),
  constraint water_stop_days_in_order check (to_on >= from_on),
  constraint water_stop_person_housed check ((person is null) = (household is null))
);
call departments.keep('water_stop');

-- 民政局: one month of social relief, by the person it was granted to.
create table departments.relief (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  kind text not null,
  month text not null,
  amount bigint not null,
  people int,
  from_on date,
  to_on date,
  period date not null generated always as (make_date(left(month, 4)::int, right(month, 2)::int, 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint relief_once unique (county, person, kind, month),
  constraint relief_month_form check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
  constraint relief_kind_known check (
    kind in ('minimum', 'destitute', 'temporary', 'marginal', 'orphan', 'disabilityAllowance')),
  constraint relief_amount_real check (amount >= 0),
  constraint relief_people_real check (people >= 1),
  constraint relief_days_in_order check (to_on >= from_on)
);
call departments.keep('relief');

-- 人社局: one spell of work; to_on null means it goes on. Wage by month.
create table departments.employment (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  from_on date not null,
  to_on date,
  place_kind text not null,
  work_place text,
  employer text,
  monthly_wage bigint,
  period date not null generated always as (from_on - (extract(day from from_on)::int - 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint employment_once unique (county, person, from_on),
  constraint employment_days_in_order check (to_on >= from_on),
  constraint employment_place_known check (
    place_kind in ('township', 'county', 'province', 'elsewhere', 'abroad')),
  constraint employment_texts_given check (work_place <> '' and employer <> ''),
  constraint employment_wage_real check (monthly_wage >= 0)
);
call departments.keep('employment');

-- 人社局: a person registered as having lost work, and the day of working again.
create table departments.unemployment (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  registered_on date not null,
  reason text not null,
  returned_on date,
  period date not null generated always as (registered_on - (extract(day from registered_on)::int - 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint unemployment_once unique (county, person, registered_on),
  constraint unemployment_reason_known check (
    reason in ('closed', 'dismissed', 'ended', 'returned', 'illness', 'other')),
  constraint unemployment_days_in_order check (returned_on >= registered_on)
);
call departments.keep('unemployment');

-- 应急局: what a natural disaster took from a household and what relief it got.
create table departments.disaster (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  kind text not null,
  happened_on date not null,
  house_damage text,
  loss bigint not null,
  relief bigint,
  period date not null generated always as (happened_on - (extract(day from happened_on)::int - 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint disaster_once unique (county, person, kind, happened_on),
  constraint disaster_kind_known check (
    kind in ('flood', 'geological', 'drought', 'biological', 'weather', 'earthquake', 'other')),
  constraint disaster_damage_known check (house_damage in ('none', 'slight', 'serious', 'collapsed')),
  constraint disaster_amounts check (loss >= 0 and relief >= 0)
);
call departments.keep('disaster');

-- 公安局: a person killed or hurt in an accident.
create table departments.accident (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  happened_on date not null,
  kind text not null,
  injury text not null,
  liability text,
  cost bigint,
  period date not null generated always as (happened_on - (extract(day from happened_on)::int - 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint accident_once unique (county, person, happened_on, kind),
  constraint accident_kind_known check (kind in ('traffic', 'drowning', 'fire', 'other')),
  constraint accident_injury_known check (injury in ('dead', 'serious', 'slight')),
  constraint accident_liability_known check (liability in ('full', 'main', 'equal', 'minor', 'none')),
  constraint accident_cost_real check (cost >= 0)
);
call departments.keep('accident');

-- 公安局: a change in the police household register.
create table departments.household_move (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  kind text not null,
  happened_on date not null,
  other_place text,
  period date not null generated always as (happened_on - (extract(day from happened_on)::int - 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint household_move_once unique (county, person, kind, happened_on),
  constraint household_move_kind_known check (kind in ('birth', 'death', 'in', 'out', 'split', 'cancelled')),
  constraint household_move_place_given check (other_place <> '')
);
call departments.keep('household_move');

-- 财政局: one payment through the one-card system; of the card only its last four digits.
create table departments.subsidy_payment (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  item_code text not null,
  item text not null,
  paid_on date not null,
  amount bigint not null,
  card_tail text,
  period date not null generated always as (paid_on - (extract(day from paid_on)::int - 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint subsidy_payment_once unique (county, person, item_code, paid_on),
  constraint subsidy_payment_texts_given check (item_code <> '' and item <> ''),
  constraint subsidy_payment_amount_real check (amount >= 0),
  constraint subsidy_payment_card_tail_form check (card_tail ~ '^[0-9]{4}$')
);
call departments.keep('subsidy_payment');

-- 公安局: a vehicle in a person's name.
create table departments.holding_vehicle (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  plate text not null,
  kind text not null,
  is_commercial boolean,
  from_on date not null,
  to_on date,
  worth bigint,
  period date not null generated always as (from_on - (extract(day from from_on)::int - 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint holding_vehicle_once unique (county, person, plate, from_on),
  constraint holding_vehicle_plate_given check (plate <> ''),
  constraint holding_vehicle_kind_known check (
    kind in ('car', 'van', 'truck', 'tractor', 'machine', 'motorcycle', 'other')),
  constraint holding_vehicle_days_in_order check (to_on >= from_on),
  constraint holding_vehicle_worth_real check (worth >= 0)
);
call departments.keep('holding_vehicle');

-- 自然资源局: real estate in a person's name; area in square metres.
create table departments.holding_property (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  certificate_no text not null,
  kind text not null,
  how text,
  area numeric(14, 2),
  from_on date not null,
  to_on date,
  worth bigint,
  period date not null generated always as (from_on - (extract(day from from_on)::int - 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint holding_property_once unique (county, person, certificate_no),
  constraint holding_property_no_given check (certificate_no <> ''),
  constraint holding_property_kind_known check (kind in ('flat', 'homestead', 'shop', 'land', 'other')),
  constraint holding_property_how_known check (
    how in ('bought', 'inherited', 'resettled', 'rebuilt', 'given', 'other')),
  constraint holding_property_area_real check (area > 0),
  constraint holding_property_days_in_order check (to_on >= from_on),
  constraint holding_property_worth_real check (worth >= 0)
);
call departments.keep('holding_property');

-- 市监局: a business in a person's name.
create table departments.holding_business (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  credit_code text not null,
  business_name text not null,
  kind text not null,
  standing text not null,
  state text not null,
  from_on date not null,
  to_on date,
  capital bigint,
  period date not null generated always as (from_on - (extract(day from from_on)::int - 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint holding_business_once unique (county, person, credit_code, standing),
  constraint holding_business_texts_given check (credit_code <> '' and business_name <> ''),
  constraint holding_business_kind_known check (
    kind in ('company', 'cooperative', 'selfEmployed', 'partnership', 'other')),
  constraint holding_business_standing_known check (
    standing in ('legalPerson', 'shareholder', 'operator', 'member', 'officer')),
  constraint holding_business_state_known check (state in ('open', 'revoked', 'cancelled')),
  constraint holding_business_days_in_order check (to_on >= from_on),
  constraint holding_business_capital_real check (capital >= 0)
);
call departments.keep('holding_business');

-- 财政局: a person paid from the public purse (财政供养).
create table departments.payroll (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  person uuid not null,
  batch uuid,
  employer text not null,
  kind text not null,
  from_on date not null,
  to_on date,
  period date not null generated always as (from_on - (extract(day from from_on)::int - 1)) stored,
  ver int not null default 1,
  received_at timestamptz not null default now(),
  constraint payroll_once unique (county, person, employer, from_on),
  constraint payroll_employer_given check (employer <> ''),
  constraint payroll_kind_known check (kind in ('civil', 'institution', 'retired', 'contract', 'other')),
  constraint payroll_days_in_order check (to_on >= from_on)
);
call departments.keep('payroll');

-- The people records are matched with: whoever died or left still counts for the household of the last membership,
-- because the bill of the last illness comes after the death.
create view departments.person with (security_invoker = true) as
  select * from (
    select p.county, p.id, p.division, p.id_index, p.name_key, p.state,
      coalesce(p.household, (select m.household from households.member_public m
        where m.county = p.county and m.person = p.id order by m.from_on desc limit 1)) as household
    from households.person_public p
  ) known where household is not null;

-- Records that fit no person of the register, or a person it knows by another name. `given` is the department's side,
-- `found` the persons known under the number. The exchange fills the queue and never touches what was decided.
create table departments.waiting (
  county int not null,
  id uuid not null,
  division bigint not null,
  ledger text not null,
  batch uuid not null,
  n int not null,
  period date,
  why text not null,
  id_index bytea,
  id_sealed bytea,
  name text,
  given jsonb not null,
  found jsonb not null default '[]',
  state text not null default 'waiting',
  -- The row of the feed that a linked record became.
  record uuid,
  -- The later import that brought the same record when its person was known; then nobody had to decide.
  settled_batch uuid,
  reason text,
  decided_by uuid,
  decided_name text,
  decided_at timestamptz,
  -- To the millisecond, because a list goes on from it.
  received_at timestamptz(3) not null default now(),
  ver int not null default 1,
  constraint waiting_pkey primary key (county, id),
  constraint waiting_county_of_division check (county = division / 1000000),
  constraint waiting_texts_given check (ledger <> '' and name <> '' and reason <> '' and decided_name <> ''),
  constraint waiting_why_known check (why in ('unmatched', 'contradicting')),
  constraint waiting_state_known check (state in ('waiting', 'linked', 'settled', 'notOurs', 'returned', 'dropped')),
  constraint waiting_id_sealed_and_indexed check ((id_index is null) = (id_sealed is null)),
  constraint waiting_shapes check (jsonb_typeof(given) = 'object' and jsonb_typeof(found) = 'array'),
  constraint waiting_decided check ((state in ('waiting', 'settled')) = (decided_by is null)
    and (decided_by is null) = (decided_at is null) and (decided_by is null) = (decided_name is null)),
  constraint waiting_linked check ((state = 'linked') = (record is not null)),
  constraint waiting_settled check ((state = 'settled') = (settled_batch is not null)),
  constraint waiting_explained check (state in ('waiting', 'settled', 'linked') or reason is not null)
);
create index waiting_list_idx on departments.waiting (county, state, ledger, received_at desc, id desc);
create index waiting_county_idx on departments.waiting (county, state, received_at desc, id desc);
create index waiting_city_idx on departments.waiting (state, received_at desc, id desc);
create index waiting_settled_idx on departments.waiting (settled_batch) where settled_batch is not null;
create index waiting_index_idx on departments.waiting (county, ledger, id_index);
create index waiting_batch_idx on departments.waiting (batch);
create index waiting_division_idx on departments.waiting (division);
call access.guard('departments.waiting');

-- When a department has to send a ledger. Every county reads the days set for the places above it, so this table has
-- no row policy; who may set a day for which place is checked by the command.
create table departments.calendar (
  id uuid not null default gen_random_uuid(),
  place bigint not null,
  department text not null,
  ledger text not null,
  cadence text not null,
  -- Day of the month after the period; of a quarter, the first month after it; of a year, day `due_day` of `due_month`.
  due_day smallint,
  due_month smallint,
  from_on date not null,
  to_on date,
  document text not null,
  confidence text not null,
  constraint calendar_pkey primary key (id),
  constraint calendar_once unique (place, ledger, from_on),
  constraint calendar_texts_given check (department <> '' and ledger <> '' and document <> ''),
  constraint calendar_place_county_or_above check (place > 0 and place % 1000000 = 0),
  constraint calendar_cadence_known check (cadence in ('monthly', 'quarterly', 'yearly', 'event')),
  constraint calendar_due_of_cadence check (
    case cadence when 'event' then due_day is null and due_month is null
    when 'yearly' then due_day between 1 and 31 and due_month between 1 and 12
    else due_day between 1 and 28 and due_month is null end),
  constraint calendar_days_in_order check (to_on is null or to_on >= from_on),
  constraint calendar_confidence_known check (confidence in ('verified', 'practice', 'unverified'))
);
grant select, insert, update, delete on departments.calendar to xinlu_app;

-- What other modules may read of each feed: who, when, and the coded facts and amounts rules are made of; no names of
-- schools, employers, plates, certificates or reports. The reader's own row policies apply.
create view departments.medical_expense_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    settled_on, kind, total, in_catalogue, self_paid
  from departments.medical_expense;
create view departments.insurance_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    year, kind, exemption, subsidy_class
  from departments.insurance;
create view departments.disability_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    kind::smallint as kind, grade::smallint as grade, issued_on, is_new, ended_on
  from departments.disability;
create view departments.enrolment_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    left(school_year, 4)::int as school_year, stage, grade::smallint as grade, state, state_on, net_cost, is_boarding
  from departments.enrolment;
create view departments.house_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    listed_on, state, reason, grade, appraised_on, accepted_on
  from departments.house;
create view departments.water_stop_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    group_name, from_on, to_on, cause
  from departments.water_stop;
create view departments.relief_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    kind, amount, people, from_on, to_on
  from departments.relief;
create view departments.employment_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    from_on, to_on, place_kind, monthly_wage
  from departments.employment;
create view departments.unemployment_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    registered_on, reason, returned_on
  from departments.unemployment;
create view departments.disaster_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    kind, happened_on, house_damage, loss, relief
  from departments.disaster;
create view departments.accident_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    happened_on, kind, injury, liability, cost
  from departments.accident;
create view departments.household_move_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    kind, happened_on
  from departments.household_move;
create view departments.subsidy_payment_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    item_code, paid_on, amount
  from departments.subsidy_payment;
create view departments.holding_vehicle_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    kind, is_commercial, from_on, to_on, worth
  from departments.holding_vehicle;
create view departments.holding_property_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    kind, how, area, from_on, to_on, worth
  from departments.holding_property;
create view departments.holding_business_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    kind, standing, state, from_on, to_on, capital
  from departments.holding_business;
create view departments.payroll_public with (security_invoker = true) as
  select county, id, division, household, person, period,
    kind, from_on, to_on
  from departments.payroll;
do $$
declare name text;
begin
  for name in select table_name from information_schema.views where table_schema = 'departments' loop
    execute format('grant select on departments.%I to xinlu_app', name);
  end loop;
end $$;
