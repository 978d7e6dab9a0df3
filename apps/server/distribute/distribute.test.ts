import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { openDatabase, SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import { runHere } from '../cli/test/run-here.ts'
import { distribute, type DistributionPlan, planDistribution } from './distribute-database.ts'

let db: TestDatabase
let plan: DistributionPlan
const dataDir = mkdtempSync(join(tmpdir(), 'xinlu-distribute-'))
beforeAll(async () => {
  db = await testDatabase()
  plan = await planDistribution(db, 32)
  // The program sets the passwords of its roles at each start; other tests go on with theirs.
  const password = (url: string) => decodeURIComponent(new URL(url).password)
  const passwords = { app: password(db.appUrl), backup: password(db.backupUrl) }
  writeFileSync(join(dataDir, 'role-passwords.json'), JSON.stringify(passwords))
})
afterAll(async () => {
  await db.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

const xinlu = (...words: string[]) =>
  runHere(['db', 'distribute', ...words], { DATABASE_URL: db.adminUrl, XINLU_DATA_DIR: dataDir })
const named = (belonging: string) =>
  plan.tables.filter((table) => table.belonging === belonging).map(({ name }) => name)

describe('where tables belong', () => {
  it('is with the county for every table that has one, but for the posts', async () => {
    const { rows } = await db.admin(`
      select table_schema || '.' || table_name as name from information_schema.columns
      join information_schema.tables using (table_schema, table_name)
      where column_name = 'county' and table_type = 'BASE TABLE' and table_schema !~ '^(pg_|information_schema$)' order by 1`)
    expect([...named('county'), 'access.post'].sort()).toEqual(rows.map(({ name }) => name))
    expect(named('county')).toContain('audit.head')
  })

  it('is the coordinator only for what says why', () => {
    expect(named('coordinator')).toEqual([
      'access.outside_identity',
      'access.post',
      'access.recovery_code',
      'access.second_factor',
      'access.session',
      'access.sign_in_attempt',
      'migrations.migration',
      'operations.backup',
      'operations.setting',
    ])
    expect(named('everywhere')).toEqual(
      expect.arrayContaining([
        'access.account',
        'divisions.division',
        'rules.parameter',
        'departments.calendar',
      ]),
    )
  })

  it('is hindered by nothing', () => {
    expect(plan.hindrances).toEqual([])
  })
})

describe('xinlu db distribute', () => {
  it('prints every statement without Citus', async () => {
    const { code, out } = await xinlu('--print', '--shards', '32')
    expect(code).toBe(0)
    for (const statement of plan.statements) expect(out).toContain(`${statement};`)
    expect(out).toContain('access.session（written at every request')
  })

  it('is refused without Citus, in a sentence', async () => {
    const { code, out, err } = await xinlu()
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('没有安装 Citus 扩展')
  })

  it('asks for a number of pieces that can be', async () => {
    const { code, err } = await xinlu('--shards', '0')
    expect(code).toBe(64)
    expect(err).toContain('1到4096')
  })
})

// No Citus here: functions of the same names stand in and refuse what its manual says it refuses. They hold that the
// order is right and that every key is made again, not that Citus takes the tables.
describe('the statements', () => {
  beforeAll(() => db.admin(standIns))

  it('run in their order, and every foreign key is as before', async () => {
    const before = await keys()
    const done: number[] = []
    await distribute(db, plan, (at) => done.push(at))
    expect(done).toHaveLength(plan.statements.length)
    expect(await keys()).toEqual(before)
    const { rows } = await db.admin('select name, kind from stand_in.spread order by name')
    expect(rows).toEqual(
      plan.tables
        .filter(({ belonging }) => belonging !== 'coordinator')
        .map(({ name, belonging }) => ({ name, kind: belonging })),
    )
  })

  it('stop at the first that is refused', async () => {
    await expect(distribute(db, plan, () => {})).rejects.toMatchObject({
      name: 'DistributionStopped',
      message: expect.stringContaining('is spread already'),
    })
  })

  it('would be refused in another order', async () => {
    await db.admin('truncate stand_in.spread')
    const spreads = plan.statements.filter((statement) => statement.includes('create_distributed_table'))
    const turned = { ...plan, statements: spreads.toReversed() }
    await expect(distribute(db, turned, () => {})).rejects.toThrow('is not spread yet')
  })
})

// Tried on a cluster: what SET LOCAL says reaches the policies of the machines, what set_config says does not.
describe('the scope of a transaction', () => {
  it('is opened by SET LOCAL and by nothing else', async () => {
    const database = openDatabase(db.appUrl, { connections: 1 })
    const said: string[] = []
    database.pool.on('connect', (client) => {
      const query = client.query.bind(client) as (text: unknown, ...rest: unknown[]) => unknown
      Object.assign(client, {
        query: (text: unknown, ...rest: unknown[]) => {
          said.push(typeof text === 'string' ? text : String((text as { text?: string }).text))
          return query(text, ...rest)
        },
      })
    })
    const actor = {
      scope: { lo: 140902000000, hi: 140903000000 },
      extra: [140921101201],
      account: SYSTEM.account,
    }
    await withScope(database, actor, async (tx) => sql`select 1`.execute(tx), {
      statementMs: 5000,
      workMem: '64MB',
    })
    await database.close()
    const [opening] = said
    const parts = opening!
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== '')
    expect(parts[0]).toBe('begin')
    expect(parts.slice(1).every((part) => /^set local [a-z_.]+ = \S+$/.test(part))).toBe(true)
    expect(parts.map((part) => part.split(' ')[2])).toEqual(
      expect.arrayContaining(['app.lo', 'app.hi', 'app.extra', 'app.uid']),
    )
  })

  it('is set by set_config nowhere in the house', () => {
    const root = join(import.meta.dirname, '..', '..', '..')
    const files = globSync('{kernel,modules,apps,db}/**/*.{ts,sql}', {
      cwd: root,
      exclude: (name) => name === 'node_modules',
    })
    const calls = files
      // The run that takes checks out one by one opens what it has to open in order to be noticed.
      .filter((file) => !/(\.test\.ts$|\/test\/|\/leak\/)/.test(file))
      .filter((file) => /\bset_config\s*\(/.test(readFileSync(join(root, file), 'utf8')))
    expect(files.length).toBeGreaterThan(400)
    expect(calls).toEqual([])
  })
})

async function keys() {
  const { rows } = await db.admin(
    `select conrelid::regclass::text as of, conname, pg_get_constraintdef(oid) as made from pg_constraint where contype = 'f' order by 1, 2`,
  )
  return rows
}

const standIns = `
  create schema stand_in;
  create table stand_in.spread (name text primary key, kind text not null);
  create function stand_in.take(target regclass, wanted text) returns void language plpgsql as $$
  declare missing text;
  begin
    if exists (select from stand_in.spread where name = target::text) then
      raise exception '% is spread already', target;
    end if;
    select k.confrelid::regclass::text into missing from pg_constraint k
    where k.conrelid = target and k.contype = 'f' and k.confrelid <> target and not exists (
      select from stand_in.spread s where s.name = k.confrelid::regclass::text and (s.kind = 'everywhere' or wanted = 'county'));
    if missing is not null then raise exception '% is not spread yet: % refers to it', missing, target; end if;
    insert into stand_in.spread values (target::text, wanted);
  end $$;
  create function create_reference_table(target regclass) returns void language sql as
    $$ select stand_in.take(target, 'everywhere') $$;
  create function create_distributed_table(target regclass, by_column text, colocate_with text) returns void language plpgsql as $$
  begin
    if by_column <> 'county' then raise exception 'by %', by_column; end if;
    if colocate_with <> 'none' and not exists (select from stand_in.spread where name = colocate_with and kind = 'county') then
      raise exception '% is not spread yet', colocate_with;
    end if;
    perform stand_in.take(target, 'county');
  end $$;
  create function create_distributed_function(regprocedure) returns void language sql as 'select';
  create function truncate_local_data_after_distributing_table(target regclass) returns void language plpgsql as $$
  begin
    if exists (select from pg_constraint k where k.confrelid = target and k.contype = 'f'
        and not exists (select from stand_in.spread s where s.name = k.conrelid::regclass::text)) then
      raise exception 'a table that is not spread refers to %', target;
    end if;
  end $$;`
