/** Ways in which the guard of one table can be missing or too loose. */

/** One such way; `sql` makes it, as the superuser. */
export interface Mutant {
  name: string
  sql: string
}

const OPEN_ENDED = '(division >= access.scope_lo())'
const EMPTY_IS_ALL =
  '(division >= coalesce(access.scope_lo(), 0) and division < coalesce(access.scope_hi(), 1000000000000))'
const NO_LIST_IS_ALL = '(access.scope_extra() is null or division = any (access.scope_extra()))'

/** Answers all mutants of the guard of one table. */
export function tableMutants(table: string): Mutant[] {
  return [...policyMutants(table, 'scope'), ...policyMutants(table, 'extra'), ...guardMutants(table)]
}

function policyMutants(table: string, policy: 'scope' | 'extra'): Mutant[] {
  const looser = policy === 'scope' ? [OPEN_ENDED, EMPTY_IS_ALL] : [NO_LIST_IS_ALL]
  return [
    { name: `${policy} dropped`, sql: `drop policy ${policy} on ${table}` },
    { name: `${policy} lets all be read`, sql: `alter policy ${policy} on ${table} using (true)` },
    { name: `${policy} lets all be written`, sql: `alter policy ${policy} on ${table} with check (true)` },
    ...looser.map((rule) => ({
      name: `${policy} is ${rule}`,
      sql: `alter policy ${policy} on ${table} using ${rule} with check ${rule}`,
    })),
  ]
}

function guardMutants(table: string): Mutant[] {
  return [
    { name: 'row security not forced', sql: `alter table ${table} no force row level security` },
    { name: 'row security off', sql: `alter table ${table} disable row level security` },
    { name: 'a third policy', sql: `create policy more on ${table} using (true)` },
  ]
}

/** Ways to break a rule of the catalog that no policy guards; `rule` has to notice. */
export const catalogMutants: readonly (Mutant & { rule: string })[] = [
  {
    rule: 'place.listed',
    name: 'a table that forgot its place',
    sql: 'create table households.note (id uuid primary key, text text)',
  },
  {
    rule: 'place.columns',
    name: 'a place that may be empty',
    sql: 'alter table households.event alter column division drop not null',
  },
  {
    rule: 'place.guarded',
    name: 'a table made without the guard',
    sql: 'create table households.note (county int, id uuid, division bigint not null, primary key (county, id))',
  },
  {
    rule: 'place.functions',
    name: 'a scope that begins at zero',
    sql: `create or replace function access.scope_lo() returns bigint language sql stable as 'select 0::bigint'`,
  },
  {
    rule: 'place.key',
    name: 'a key that does not begin with the county',
    sql: 'alter table households.event drop constraint event_pkey, add primary key (id)',
  },
  {
    rule: 'place.agrees',
    name: 'a county that may differ from its place',
    sql: 'alter table households.event drop constraint event_county_of_division',
  },
  {
    rule: 'place.references',
    name: 'a reference without the county',
    sql: `create unique index on households.household (id);
      alter table households.event add foreign key (household) references households.household (id)`,
  },
  {
    rule: 'keys.indexed',
    name: 'a reference without an index',
    sql: 'drop index households.quality_override_household_idx',
  },
  {
    rule: 'texts.not-empty',
    name: 'a text without a check',
    sql: 'alter table households.event add remark text',
  },
  {
    rule: 'texts.not-empty',
    name: 'a text whose only check is about another column too',
    sql: 'alter table households.member drop constraint member_out_reason_form',
  },
  { rule: 'roles.plain', name: 'an app role past row security', sql: 'alter role xinlu_app bypassrls' },
  {
    rule: 'roles.alone',
    name: 'an app role that can become the owner',
    sql: 'grant xinlu_owner to xinlu_app',
  },
  {
    rule: 'roles.unset',
    name: 'a scope by default',
    sql: `alter role xinlu_app set app.lo = '0'`,
  },
  {
    rule: 'owner.owns-all',
    name: 'a table of the superuser',
    sql: 'alter table households.event owner to current_user',
  },
  {
    rule: 'app.owns-nothing',
    name: 'a table of the app role',
    sql: 'alter table rules.parameter owner to xinlu_app',
  },
  {
    rule: 'app.makes-nothing',
    name: 'a schema in which the app role can make tables',
    sql: 'grant create on schema households to xinlu_app',
  },
  {
    rule: 'app.stays-inside',
    name: 'a table that the app role can empty',
    sql: 'grant truncate on households.event to xinlu_app',
  },
  {
    rule: 'audit.only-grows',
    name: 'a trail that can be rewritten',
    sql: 'grant update (detail) on audit.entry to xinlu_app',
  },
  {
    rule: 'audit.only-grows',
    name: 'a trail that can be cut',
    sql: 'grant delete on audit.entry to xinlu_app',
  },
  {
    rule: 'backup.only-reads',
    name: 'a backup role that writes',
    sql: 'grant insert on households.event to xinlu_backup',
  },
  {
    rule: 'public.nothing',
    name: 'a table for everybody',
    sql: 'grant select on households.event to public',
  },
  {
    rule: 'views.as-invoker',
    name: 'a plain view',
    sql: 'alter view households.person_public set (security_invoker = false)',
  },
  {
    rule: 'views.not-stored',
    name: 'a materialised view',
    sql: `create materialized view households.stored as select name from households.person;
      grant select on households.stored to xinlu_app`,
  },
  {
    rule: 'counters.hidden',
    name: 'a counter',
    sql: 'create sequence households.counter; grant usage on sequence households.counter to xinlu_app',
  },
  {
    rule: 'functions.definer',
    name: 'a definer function that nobody listed',
    sql: `create function households.everybody() returns bigint language sql security definer
      set search_path = pg_catalog, pg_temp as 'select count(*) from households.person'`,
  },
  {
    rule: 'functions.definer',
    name: 'a definer function that finds other tables',
    sql: 'alter function divisions.restamp reset search_path',
  },
  {
    rule: 'functions.definer',
    name: 'a definer function for everybody',
    sql: 'grant execute on function divisions.restamp to public',
  },
  {
    rule: 'spread.key',
    name: 'a chain whose end is not found by its county',
    sql: 'alter table audit.head drop constraint head_pkey, add primary key (seq, county)',
  },
  {
    rule: 'spread.unique',
    name: 'a number that is unique across counties',
    sql: 'create unique index on households.person (code) where code is not null',
  },
  {
    rule: 'spread.unique',
    name: 'a county that is only carried along in a unique index',
    sql: 'create unique index on households.person (code) include (county) where code is not null',
  },
  {
    rule: 'spread.references',
    name: 'a reference that finds its county elsewhere',
    sql: `alter table households.household add unique (successor_county, id);
      alter table households.event add foreign key (county, household) references households.household (successor_county, id)`,
  },
  {
    rule: 'spread.direction',
    name: 'a public table that refers to a place',
    sql: `alter table access.account add column at_county int, add column run uuid;
      alter table access.account add foreign key (at_county, run) references rules.run (county, id)`,
  },
  {
    rule: 'spread.direction',
    name: 'a table of a place that refers to the coordinator',
    sql: `alter table rules.run add column attempt uuid;
      alter table rules.run add foreign key (attempt) references access.sign_in_attempt (id)`,
  },
  {
    rule: 'spread.staying',
    name: 'a table of a place that is to stay on the coordinator',
    sql: `comment on table households.event is 'coordinator: it is large'`,
  },
  {
    rule: 'spread.actions',
    name: 'a reference that empties the county',
    sql: `alter table households.member drop constraint member_household,
      add constraint member_household foreign key (county, household) references households.household (county, id)
        on delete set null`,
  },
  {
    rule: 'spread.actions',
    name: 'a reference that follows a county',
    sql: `alter table households.member drop constraint member_household,
      add constraint member_household foreign key (county, household) references households.household (county, id)
        on update cascade`,
  },
  {
    rule: 'spread.triggers',
    name: 'a trigger',
    sql: `create function households.stamp() returns trigger language plpgsql as 'begin return new; end';
      create trigger stamp before update on households.person for each row execute function households.stamp()`,
  },
  {
    rule: 'spread.counters',
    name: 'a column that counts by itself',
    sql: 'alter table households.event add column n int generated always as identity',
  },
  {
    rule: 'spread.counters',
    name: 'a serial column',
    sql: 'alter table households.event add column n bigserial',
  },
  {
    rule: 'spread.generated',
    name: 'a county that is computed',
    sql: `alter table audit.head drop column county cascade;
      alter table audit.head add column county int generated always as ((seq / 1000)::int) stored`,
  },
  {
    rule: 'spread.generated',
    name: 'a column that is computed at each reading',
    sql: 'alter table households.event add column year int generated always as (extract(year from on_day)::int) virtual',
  },
  {
    rule: 'spread.policies',
    name: 'a policy with a subquery',
    sql: 'create policy more on households.event using (exists (select from access.account a where a.id = by_account))',
  },
  {
    rule: 'spread.plain',
    name: 'a table that others inherit from',
    sql: 'create table households.old_event () inherits (households.event)',
  },
  {
    rule: 'spread.plain',
    name: 'a rule that writes elsewhere',
    sql: 'create rule quiet as on delete to households.event do instead nothing',
  },
]
