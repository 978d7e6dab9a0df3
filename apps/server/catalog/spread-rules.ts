/** Rules for a database spread over machines by county: what Citus asks of tables before it takes them. */
import { placedOnCoordinator } from './allowed.ts'
import { type CatalogRule, columnOf, relations } from './catalog-rule.ts'

/** How the comment of a table begins that stays on the coordinator; the reason follows. */
export const COORDINATOR = 'coordinator: '

// A table with a county lies with its county, one that says so stays on the coordinator, the rest is on every machine.
const spread = `${relations},
  staying as (
    select * from relation r where r.relkind in ('r', 'p', 'f')
      and obj_description(r.oid, 'pg_class') like '${COORDINATOR}%'
  ),
  placed as (
    select * from relation r where r.relkind in ('r', 'p', 'f') and exists (
      select from pg_attribute a where a.attrelid = r.oid and a.attname = 'county' and not a.attisdropped)
  ),
  spread as (
    select * from placed where oid not in (select oid from staying)
  )`

const county = (oid: string) => columnOf(oid, 'county')

/** The rules of spreading. */
export const spreadRules: readonly CatalogRule[] = [
  {
    name: 'spread.key',
    weight: 'note',
    message: '按县分布的表，主键应从 county 开始',
    sql: `with ${spread}
      select name as object from spread where not exists (
        select from pg_constraint k where k.conrelid = spread.oid and k.contype = 'p'
          and k.conkey[1] = ${county('spread.oid')})`,
  },
  {
    name: 'spread.unique',
    weight: 'note',
    message: '按县分布的表，唯一约束和排他约束都应包含 county',
    sql: `with ${spread}
      select i.indexrelid::regclass::text as object from spread join pg_index i on i.indrelid = spread.oid
      where (i.indisunique or i.indisexclusion)
        and ${county('spread.oid')} <> all ((i.indkey::int2[])[0:i.indnkeyatts - 1])`,
  },
  {
    name: 'spread.references',
    weight: 'note',
    message: '按县分布的表之间的外键，两端都应带上 county',
    sql: `with ${spread}
      select spread.name || '/' || k.conname as object from spread
      join pg_constraint k on k.conrelid = spread.oid and k.contype = 'f'
      join spread target on target.oid = k.confrelid
      where not exists (
        select from unnest(k.conkey, k.confkey) as pair(here, there)
        where pair.here = ${county('spread.oid')} and pair.there = ${county('target.oid')})`,
  },
  {
    name: 'spread.direction',
    weight: 'note',
    message: '外键方向不对：各处都有的表不能指向按县分布的表，也都不能指向只在协调节点的表',
    sql: `with ${spread}
      select relation.name || '/' || k.conname as object from relation
      join pg_constraint k on k.conrelid = relation.oid and k.contype = 'f'
      where (k.confrelid in (select oid from spread) and relation.oid not in (select oid from spread))
        or (k.confrelid in (select oid from staying) and relation.oid not in (select oid from staying))`,
  },
  {
    name: 'spread.staying',
    weight: 'note',
    message: '有 county 列的表不能留在协调节点',
    allowed: Object.keys(placedOnCoordinator),
    sql: `with ${spread} select name as object from placed where oid in (select oid from staying) and name <> all ($1)`,
  },
  {
    name: 'spread.actions',
    weight: 'note',
    message: '含 county 的外键不能在删除或更新时改写 county',
    sql: `with ${spread}
      select spread.name || '/' || k.conname as object from spread
      join pg_constraint k on k.conrelid = spread.oid and k.contype = 'f'
      where ${county('spread.oid')} = any (k.conkey) and (k.confdeltype in ('n', 'd') or k.confupdtype in ('n', 'd', 'c'))`,
  },
  {
    name: 'spread.triggers',
    weight: 'note',
    message: '分布到多台机器的表上不能有触发器',
    sql: `with ${spread}
      select relation.name || '/' || t.tgname as object from relation
      join pg_trigger t on t.tgrelid = relation.oid and not t.tgisinternal
      where relation.oid not in (select oid from staying)`,
  },
  {
    name: 'spread.counters',
    weight: 'note',
    message: '分布到多台机器的表不能自己编号(序列、自增列)',
    sql: `with ${spread}
      select relation.name || '.' || a.attname as object from relation
      join pg_attribute a on a.attrelid = relation.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = relation.oid and d.adnum = a.attnum
      where relation.relkind in ('r', 'p') and (a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like 'nextval(%')`,
  },
  {
    name: 'spread.generated',
    weight: 'note',
    message: 'county 不能是计算出来的列，计算列都应落盘(stored)',
    sql: `with ${spread}
      select spread.name || '.' || a.attname as object from spread
      join pg_attribute a on a.attrelid = spread.oid and a.attnum > 0 and not a.attisdropped
      where a.attgenerated = 'v' or (a.attname = 'county' and (a.attgenerated <> '' or a.atthasdef or not a.attnotnull))`,
  },
  {
    name: 'spread.policies',
    weight: 'note',
    message: '行级策略里不能有子查询，否则带不到各台机器上',
    sql: `select c.oid::regclass::text || '/' || p.polname as object from pg_policy p join pg_class c on c.oid = p.polrelid
      where concat(p.polqual, p.polwithcheck) ~ '\\{SUBLINK '`,
  },
  {
    name: 'spread.plain',
    weight: 'note',
    message: '分布到多台机器的表应是普通表：没有继承、改写规则，不是外部表',
    sql: `with ${spread}
      select relation.name as object from relation
      where relation.relkind = 'f'
        or exists (select from pg_inherits i where i.inhparent = relation.oid and relation.relkind = 'r')
        or (relation.relkind in ('r', 'p') and exists (select from pg_rewrite w where w.ev_class = relation.oid))`,
  },
]
