-- Monitoring: the wide table that the rules read, one row for each household, and the measures of help.

create schema monitoring;

-- One column for each feature of modules/monitoring/features.ts, which says what each means; a test compares the two.
-- Filled only by the refresh: rows are rewritten where a value differs, so free space is left beside them.
create table monitoring.household_feature (
  county int not null,
  household uuid not null,
  division bigint not null,
  kind text,
  monitored text,
  under_watch boolean,
  cleared boolean,
  size integer,
  relocated boolean,
  backstop boolean,
  epidemic boolean,
  days_identified integer,
  months_identified integer,
  months_cleared integer,
  months_since_visit integer,
  house_unsafe_seen boolean,
  dropout_seen boolean,
  water_unsafe_seen boolean,
  watched_illness boolean,
  watched_school boolean,
  watched_disability boolean,
  watched_disaster boolean,
  watched_accident boolean,
  watched_work boolean,
  watched_labour boolean,
  watched_house boolean,
  watched_water boolean,
  working_age integer,
  aged integer,
  children integer,
  labourers integer,
  weak_labourers integer,
  labour_unknown integer,
  workers_away integer,
  serious_ill integer,
  chronic_ill integer,
  income_per_person bigint,
  income_window text,
  income_age_months integer,
  reference_per_person bigint,
  wage_share double precision,
  income_before bigint,
  income_fall double precision,
  self_paid bigint,
  self_paid_identification bigint,
  self_paid_since_cleared bigint,
  inpatient_most bigint,
  chronic_month_most bigint,
  medical_newest_months integer,
  uninsured integer,
  premium_unaided integer,
  dropouts integer,
  out_of_school integer,
  home_taught integer,
  boarders integer,
  later_students integer,
  school_cost bigint,
  house_grade text,
  house_suspected boolean,
  house_suspected_days integer,
  house_listed_months integer,
  house_unplanned_days integer,
  water_stop_days integer,
  water_stop_days_this_year integer,
  disabled integer,
  severely_disabled integer,
  new_disability_months integer,
  in_minimum boolean,
  in_destitute boolean,
  in_marginal boolean,
  new_minimum_months integer,
  temporary_relief bigint,
  allowance_missing integer,
  workers integer,
  worked_recently integer,
  job_losers integer,
  job_lost_months integer,
  disaster_months integer,
  disaster_loss bigint,
  disaster_relief bigint,
  house_damage text,
  unrelieved_loss bigint,
  unrelieved_days integer,
  accident_months integer,
  accident_deaths integer,
  accident_serious integer,
  accident_cost bigint,
  subsidy_paid bigint,
  subsidy_items integer,
  subsidy_newest_months integer,
  vehicles integer,
  flats integer,
  businesses integer,
  payroll_members integer,
  deaths_pending integer,
  departures_pending integer,
  measures integer,
  development_measures integer,
  backstop_measures integer,
  has_health_measure boolean,
  has_school_measure boolean,
  has_house_measure boolean,
  has_water_measure boolean,
  has_backstop_measure boolean,
  constraint household_feature_pkey primary key (county, household),
  constraint household_feature_county_of_division check (county = division / 1000000),
  constraint household_feature_texts_given check (kind <> '' and monitored <> '' and income_window <> ''
    and house_grade <> '' and house_damage <> '')
) with (fillfactor = 90);
create index household_feature_division_idx on monitoring.household_feature (division);
call access.guard('monitoring.household_feature');

-- What is done for a monitored household, by the categories of the national form. A household keeps every measure it
-- ever had; `from_on` says to which identification it belongs.
create table monitoring.measure (
  county int not null,
  id uuid not null,
  division bigint not null,
  household uuid not null,
  -- The member it is for; the head for the whole household.
  person uuid not null,
  category text not null,
  item text not null,
  from_on date not null,
  to_on date,
  state text not null default 'running',
  amount bigint,
  unit text,
  -- The import that wrote the row last; empty for one written by hand.
  batch uuid,
  ver int not null default 1,
  constraint measure_pkey primary key (county, id),
  constraint measure_county_of_division check (county = division / 1000000),
  constraint measure_once unique (county, person, category, item, from_on),
  constraint measure_category_known check (category ~ '^M(0[1-9]|1[0-5])$'),
  constraint measure_state_known check (state in ('planned', 'running', 'done', 'dropped')),
  constraint measure_days_in_order check (to_on >= from_on),
  constraint measure_amount_real check (amount >= 0),
  constraint measure_texts_given check (item <> '' and unit <> '')
);
create index measure_household_idx on monitoring.measure (county, household, from_on desc);
create index measure_list_idx on monitoring.measure (division, category, from_on desc, id);
create index measure_batch_idx on monitoring.measure (batch) where batch is not null;
call access.guard('monitoring.measure');

-- What other modules may read. Row security of the reader applies.
create view monitoring.measure_public with (security_invoker = true) as
  select county, id, division, household, person, category, item, from_on, to_on, state
  from monitoring.measure;
grant select on monitoring.measure_public to xinlu_app;

-- Whom an import of measures can mean: members of a household.
create view monitoring.person with (security_invoker = true) as
  select county, id, household, division, id_index, name_key, state
  from households.person_public
  where household is not null;
grant select on monitoring.person to xinlu_app;
