/** Rules for rights: what the roles own and may do, and the objects that could carry a reader past row security. */
import { definerFunctions } from './allowed.ts'
import { type CatalogRule, relations } from './catalog-rule.ts'

// Rights that row security does not limit, or that let a row be changed behind the trail.
const PAST_ROW_SECURITY = ['TRUNCATE', 'REFERENCES', 'TRIGGER']

/** The rules of rights. */
export const rightsRules: readonly CatalogRule[] = [
  {
    name: 'roles.plain',
    weight: 'breach',
    message: '角色带有不应有的特权',
    sql: `select rolname::text as object from pg_roles
      where rolname in ('xinlu_app', 'xinlu_owner', 'xinlu_backup')
        and (rolsuper or rolcreaterole or rolcreatedb or rolreplication
          or (rolbypassrls and rolname <> 'xinlu_backup') or (rolcanlogin and rolname = 'xinlu_owner'))
      union all
      select wanted from unnest(array['xinlu_app', 'xinlu_owner', 'xinlu_backup']) as wanted
      where not exists (select from pg_roles where rolname = wanted)`,
  },
  {
    name: 'roles.alone',
    weight: 'breach',
    message: '应用角色和备份角色不应是其他角色的成员',
    sql: `select member.rolname || ' → ' || held.rolname as object from pg_auth_members m
      join pg_roles member on member.oid = m.member join pg_roles held on held.oid = m.roleid
      where member.rolname in ('xinlu_app', 'xinlu_backup')`,
  },
  {
    name: 'roles.unset',
    weight: 'breach',
    message: '角色或数据库上预设了管辖范围',
    sql: `select coalesce(r.rolname, d.datname, '*') || ': ' || setting as object
      from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole left join pg_database d on d.oid = s.setdatabase,
        unnest(s.setconfig) as setting
      where setting ~* '^(app\\.|row_security|session_replication_role)' and (d.datname is null or d.datname = current_database())`,
  },
  {
    name: 'owner.owns-all',
    weight: 'breach',
    message: '表和视图应归 xinlu_owner 所有：超级用户的表和视图不受行级安全约束',
    sql: `with ${relations}
      select name as object from relation
      where relkind in ('r', 'p', 'f', 'v', 'm') and relowner is distinct from (select oid from pg_roles where rolname = 'xinlu_owner')`,
  },
  {
    name: 'app.owns-nothing',
    weight: 'breach',
    message: '应用角色不应拥有任何对象',
    sql: `select pg_describe_object(classid, objid, 0) as object from (
        select 'pg_class'::regclass as classid, oid as objid, relowner as owner from pg_class
        union all select 'pg_proc'::regclass, oid, proowner from pg_proc
        union all select 'pg_type'::regclass, oid, typowner from pg_type
        union all select 'pg_namespace'::regclass, oid, nspowner from pg_namespace
        union all select 'pg_database'::regclass, oid, datdba from pg_database) as owned
      where owner in (select oid from pg_roles where rolname in ('xinlu_app', 'xinlu_backup'))
        -- A session's temporary table is gone with it.
        and pg_describe_object(classid, objid, 0) !~ 'pg_(toast_)?temp'`,
  },
  {
    name: 'app.makes-nothing',
    weight: 'breach',
    message: '应用角色不应能在这里新建对象',
    sql: `select n.nspname::text as object from pg_namespace n
      where n.nspname !~ '^pg_(toast_)?temp' and has_schema_privilege('xinlu_app', n.oid, 'CREATE')
      union all
      select current_database() where has_database_privilege('xinlu_app', current_database(), 'CREATE')`,
  },
  {
    name: 'app.stays-inside',
    weight: 'breach',
    message: '应用角色拥有行级安全管不到的权利',
    sql: `with ${relations}
      select name || ': ' || privilege as object
      from relation, unnest(array['${PAST_ROW_SECURITY.join("', '")}']) as privilege
      where relkind in ('r', 'p', 'f', 'v', 'm') and has_table_privilege('xinlu_app', oid, privilege)`,
  },
  {
    name: 'audit.only-grows',
    weight: 'breach',
    message: '审计记录只能新增，不能修改和删除',
    sql: `select 'audit.entry: ' || privilege as object from unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) as privilege
      where has_table_privilege('xinlu_app', 'audit.entry', privilege)
      union all
      select 'audit.entry: UPDATE' where has_any_column_privilege('xinlu_app', 'audit.entry', 'UPDATE')
      union all
      select 'audit.head: ' || privilege from unnest(array['DELETE', 'TRUNCATE']) as privilege
      where has_table_privilege('xinlu_app', 'audit.head', privilege)`,
  },
  {
    name: 'backup.only-reads',
    weight: 'breach',
    message: '备份角色只能读',
    sql: `with ${relations}
      select name || ': ' || privilege as object
      from relation, unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) as privilege
      where relkind in ('r', 'p', 'f', 'v', 'm') and has_table_privilege('xinlu_backup', oid, privilege)`,
  },
  {
    name: 'public.nothing',
    weight: 'breach',
    message: '对所有人(PUBLIC)开放了表或视图',
    sql: `with ${relations}
      select name || ': ' || acl.privilege_type as object from relation, aclexplode(relacl) as acl where acl.grantee = 0`,
  },
  {
    name: 'views.as-invoker',
    weight: 'breach',
    message: '视图应以查询人的身份执行(security_invoker)',
    sql: `with ${relations}
      select name as object from relation
      where relkind = 'v' and not coalesce(reloptions && array['security_invoker=true', 'security_invoker=on'], false)`,
  },
  {
    name: 'views.not-stored',
    weight: 'breach',
    message: '物化视图没有行级安全，应用角色不应读到',
    sql: `with ${relations}
      select name as object from relation where relkind = 'm' and has_any_column_privilege('xinlu_app', oid, 'SELECT')`,
  },
  {
    name: 'counters.hidden',
    weight: 'breach',
    message: '序列的数值会泄露别处的数量，应用角色不应读到',
    sql: `with ${relations}
      select name as object from relation where relkind = 'S'
        and (has_sequence_privilege('xinlu_app', oid, 'SELECT') or has_sequence_privilege('xinlu_app', oid, 'USAGE'))`,
  },
  {
    name: 'functions.definer',
    weight: 'breach',
    message: '以所有者身份执行的函数应在名单内、固定 search_path、不对所有人开放',
    allowed: Object.keys(definerFunctions),
    sql: `select f.oid::regprocedure::text as object from pg_proc f join pg_namespace n on n.oid = f.pronamespace
      where f.prosecdef and n.nspname !~ '^(pg_|information_schema$)'
        and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e')
        and (f.oid::regprocedure::text <> all ($1)
          or f.proowner <> (select oid from pg_roles where rolname = 'xinlu_owner')
          or not coalesce(f.proconfig @> array['search_path=pg_catalog, pg_temp'], false)
          or f.proacl is null or exists (select from aclexplode(f.proacl) as acl where acl.grantee = 0))`,
  },
]
