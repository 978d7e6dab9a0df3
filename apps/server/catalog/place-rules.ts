/** Rules for tables that hold a place: row security, its two policies, keys and checks that carry the county. */
import { keysWithoutIndex, tablesWithoutPlace } from './allowed.ts'
import { type CatalogRule, columnOf, placeTables, relations } from './catalog-rule.ts'

// As PostgreSQL writes them back; any other wording is another policy.
const SCOPE = '((division >= access.scope_lo()) AND (division < access.scope_hi()))'
const EXTRA = '(division = ANY (access.scope_extra()))'

/** The rules of places. */
export const placeRules: readonly CatalogRule[] = [
  {
    name: 'place.listed',
    weight: 'breach',
    message: '这张表没有 division 列,也不在免于行级管控的名单里',
    allowed: Object.keys(tablesWithoutPlace),
    sql: `with ${placeTables}
      select name as object from relation where relkind in ('r', 'p', 'f')
        and oid not in (select oid from place) and name <> all ($1)`,
  },
  {
    name: 'place.columns',
    weight: 'breach',
    message: '有 division 列的表应有 county int not null 和 division bigint not null',
    sql: `with ${placeTables}
      select name as object from place where 2 <> (
        select count(*) from pg_attribute a where a.attrelid = place.oid and a.attnotnull
          and (a.attname, a.atttypid) in (('county', 'int'::regtype), ('division', 'bigint'::regtype)))`,
  },
  {
    name: 'place.guarded',
    weight: 'breach',
    message: '行级安全没有开启,或没有对表主强制',
    sql: `with ${placeTables} select name as object from place where not (relrowsecurity and relforcerowsecurity)`,
  },
  {
    name: 'place.policies',
    weight: 'breach',
    message: '行级策略应恰好是 scope 和 extra 两条,内容与规定一字不差',
    sql: `with ${placeTables}, found as (
        select p.polrelid, p.polname::text as name,
          p.polpermissive and p.polcmd = '*' and p.polroles = '{0}'
            and pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(p.polwithcheck, p.polrelid)
            and pg_get_expr(p.polqual, p.polrelid) = case p.polname when 'scope' then '${SCOPE}' when 'extra' then '${EXTRA}' end
            as is_exact
        from pg_policy p)
      select place.name || coalesce('/' || found.name, '') as object
      from place left join found on found.polrelid = place.oid
      where found.is_exact is not true
      union all
      select place.name || '/' || wanted from place, unnest(array['scope', 'extra']) as wanted
      where not exists (select from found where found.polrelid = place.oid and found.name = wanted)`,
  },
  {
    name: 'place.functions',
    weight: 'breach',
    message: '读取管辖范围的函数被改动过',
    sql: `with wanted(name, kind, setting) as (values
        ('scope_lo', 'bigint', $$ select nullif(current_setting('app.lo', true), '')::bigint $$),
        ('scope_hi', 'bigint', $$ select nullif(current_setting('app.hi', true), '')::bigint $$),
        ('scope_extra', 'bigint[]', $$ select string_to_array(nullif(current_setting('app.extra', true), ''), ',')::bigint[] $$))
      select 'access.' || wanted.name as object from wanted where not exists (
        select from pg_proc f join pg_language l on l.oid = f.prolang
        where f.pronamespace = 'access'::regnamespace and f.proname = wanted.name and f.prosrc = wanted.setting
          and l.lanname = 'sql' and f.provolatile = 's' and not f.prosecdef and f.proconfig is null and f.pronargs = 0
          and f.prorettype = wanted.kind::regtype)`,
  },
  {
    name: 'place.key',
    weight: 'breach',
    message: '主键应从 county 开始',
    sql: `with ${placeTables}
      select name as object from place where not exists (
        select from pg_constraint k where k.conrelid = place.oid and k.contype = 'p'
          and k.conkey[1] = ${columnOf('place.oid', 'county')})`,
  },
  {
    name: 'place.agrees',
    weight: 'breach',
    message: '缺少“县码与区划代码一致”的检查',
    sql: `with ${placeTables}
      select name as object from place where not exists (
        select from pg_constraint k where k.conrelid = place.oid and k.contype = 'c' and k.convalidated
          and pg_get_constraintdef(k.oid) = 'CHECK ((county = (division / 1000000)))')`,
  },
  {
    name: 'place.references',
    weight: 'breach',
    message: '有区划的表之间的外键应带上 county',
    sql: `with ${placeTables}
      select place.name || '/' || k.conname as object from place
      join pg_constraint k on k.conrelid = place.oid and k.contype = 'f'
      join place target on target.oid = k.confrelid
      where not exists (
        select from unnest(k.conkey, k.confkey) as pair(here, there)
        where pair.here = ${columnOf('place.oid', 'county')} and pair.there = ${columnOf('target.oid', 'county')})`,
  },
  {
    name: 'keys.indexed',
    weight: 'breach',
    message: '外键没有可用的索引',
    allowed: Object.keys(keysWithoutIndex),
    // The index begins with columns of the key, the county alone being too little; one over the filled values only
    // still finds every referring row.
    sql: `with ${relations}
      select relation.name || '/' || k.conname as object from relation
      join pg_constraint k on k.conrelid = relation.oid and k.contype = 'f'
      where relation.name || '/' || k.conname <> all ($1) and not exists (
        select from pg_index i, generate_series(1, cardinality(k.conkey)) as wide
        where i.indrelid = relation.oid and i.indisvalid
          and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ '^\\(\\w+ IS NOT NULL\\)$')
          and (i.indkey::int2[])[0:wide - 1] <@ k.conkey
          and cardinality((i.indkey::int2[])[0:wide - 1]) = wide
          and (i.indkey::int2[])[0:wide - 1] <> array[${columnOf('relation.oid', 'county')}])`,
  },
  {
    name: 'texts.not-empty',
    weight: 'note',
    message: '文本列没有拦住空串的检查,空值应为 NULL',
    // Stopped by a check of this column alone (a list of codes, a form), or by `column <> ''` in one of several.
    sql: `with ${relations}
      select relation.name || '.' || a.attname as object from relation
      join pg_attribute a on a.attrelid = relation.oid and a.attnum > 0 and not a.attisdropped
      where relation.relkind in ('r', 'p') and a.atttypid = 'text'::regtype and a.attgenerated = ''
        and relation.name not like 'migrations.%'
        and not exists (select from pg_constraint k
          where k.conrelid = relation.oid and k.contype = 'c' and (k.conkey = array[a.attnum]
            or strpos(pg_get_constraintdef(k.oid), '(' || quote_ident(a.attname) || ' <> ''''::text)') > 0))`,
  },
]
