/** Texts that a database, a shell, a template or a file system might take for orders. */
import { type Families, crossed } from '../family.ts'

const quotes = ["'", '"', '`', "')", "'))", '\\', "\\'", "''", '’', '＇', '%27', "0'"]
const clauses = [
  ' or 1=1--',
  ' or true#',
  ' union select null,null,version()--',
  '; drop schema households cascade;--',
  '; select pg_sleep(9)--',
  ' and 1=cast((select current_user) as int)--',
  '||(select string_agg(key,chr(44)) from access.setting)||',
  "; copy audit.entry to program 'id'--",
]
const bare = [
  '1; truncate audit.entry',
  '$1',
  '$$;delete from audit.head;$$',
  '/**/or/**/1/**/=/**/1',
  "e'\\\\x27 or 1=1'",
  "u&'\\0027' or 1=1",
  '%',
  '_%_',
  '\\%',
  "'; set local app.hi = '999999999999'; --",
  "'; reset app.lo; --",
  "'; set role xinlu_owner; --",
  '\\N',
  '\\.',
  '\\x00',
  '\\\\x41',
  '(select 1)',
  'null',
  'NULL',
  'default',
  'true',
  "interval '1 year'",
  '1e400',
  '::regclass',
  "pg_read_file('/etc/passwd')",
  "lo_import('/etc/shadow')",
  '{"$ne":null}',
  '{"$gt":""}',
  '{"$where":"sleep(9000)"}',
  "'; return true; var x='",
  '$.facts[*] ? (@ > 0)',
  '$.**',
  '{a,b}',
  "facts->>'x'",
  '"}],"facts":{"role":"city"}}',
]

const openers = [
  '{{7*7}}',
  '${7*7}',
  '#{7*7}',
  '<%= 7*7 %>',
  '{%7*7%}',
  '[[7*7]]',
  '*{7*7}',
  '@(7*7)',
  '#set($x=7*7)$x',
  '{{=7*7}}',
]
const reaching = [
  '{{constructor.constructor("return process")()}}',
  '${process.env.XINLU_KEK}',
  '${{<%[%\'"}}%\\',
  '{{_self.env.registerUndefinedFilterCallback("exec")}}',
  '{{request.application.__globals__}}',
  '{{#with "s" as |string|}}{{/with}}',
  '<#assign x="freemarker.template.utility.Execute"?new()>',
  '${T(java.lang.Runtime).getRuntime()}',
  '{{range.constructor("return 1")()}}',
  '${jndi:ldap://127.0.0.1:1/x}',
  '${jndi:${lower:l}dap://127.0.0.1/x}',
  '%{(#_memberAccess["allowStaticMethodAccess"]=true)}',
  '<?php system("id") ?>',
  '<!--#exec cmd="id" -->',
]

const shells = [';', '|', '||', '&', '&&', '\n', '`', '$(', '>', '<(']
const commands = ['id', 'cat /etc/passwd', 'sleep 9', 'curl http://127.0.0.1:1/']

const climbing = [
  '../',
  '..\\',
  '..%2f',
  '%2e%2e/',
  '..%c0%af',
  '....//',
  '..;/',
  '..／',
  '．．/',
  '%252e%252e%252f',
]
const files = ['etc/passwd', 'data/keys/kek', 'windows/win.ini']
const paths = [
  '/etc/passwd',
  'file:///etc/passwd',
  'C:\\Windows\\win.ini',
  '\\\\127.0.0.1\\share\\x',
  'CON',
  'aux.xlsx',
  'NUL.csv',
  '报表.xlsx::$DATA',
  '.htaccess',
  '~root',
  '/dev/stdin',
  'php://filter/convert.base64-encode/resource=x',
  'zip://x.zip#y',
  'a/'.repeat(60),
  '名册.xlsx%00.png',
]

const directories = [
  '*)(uid=*',
  '*)(|(uid=*))',
  'admin)(&)',
  '\\2a\\28',
  ')(cn=*))(|(cn=*',
  'cn=x,dc=y+ou=z',
  "' or count(parent::*[position()=1])=0 or 'a'='b",
  "'] | //* | //*['",
]

/** By family. */
export const codeFamilies: Families = {
  'SQL 拼接': [...crossed(quotes, clauses), ...bare.slice(0, 26)],
  'JSON 与文档查询': bare.slice(26),
  模板: [...openers, ...reaching],
  系统命令: crossed(shells, commands),
  路径穿越: [...crossed(climbing, files).map((text) => text), ...paths],
  '目录与 XPath': directories,
}
