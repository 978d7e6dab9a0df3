/** Migrations that would keep the office waiting are refused; those of this release pass. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lintMigration, tablesMadeIn } from './lint-migration.ts'

const DB = join(import.meta.dirname, '..')
const texts = readdirSync(join(DB, 'migrations'))
  .sort()
  .map((name) => ({ name, text: readFileSync(join(DB, 'migrations', name), 'utf8') }))
// What a release shipped has run everywhere; the rules are for what comes after the newest one.
const newest = readdirSync(join(DB, 'releases')).sort().at(-1)!
const { migrations } = JSON.parse(
  readFileSync(join(DB, 'releases', newest, 'city', 'manifest.json'), 'utf8'),
) as { migrations: { name: string }[] }
const shipped = new Set(migrations.map(({ name }) => name))

describe('the migrations', () => {
  const coming = texts.filter(({ name }) => !shipped.has(name))
  test.each(coming)(
    '$name keeps nobody waiting and leaves the previous release its columns',
    ({ name, text }) => {
      const landed = new Set(texts.filter((one) => one.name < name).flatMap((one) => tablesMadeIn(one.text)))
      expect(landed.size).toBeGreaterThan(30)
      expect(lintMigration(text, landed)).toEqual([])
    },
  )

  test('come after those of the release', () => {
    expect([...shipped].filter((name) => !texts.some((one) => one.name === name))).toEqual([])
    const last = [...shipped].sort().at(-1)!
    expect(coming.filter(({ name }) => name < last)).toEqual([])
  })
})

describe('a statement on a table that is in use', () => {
  const landed = new Set(['households.person'])
  const whyOf = (text: string) => lintMigration(text, landed).map(({ why }) => why)

  test.each([
    ['alter table households.person add column x int not null', 'Give it a default'],
    ['alter table households.person add column a int, add column x text not null', 'Give it a default'],
    [
      'alter table households.person add column x uuid not null default gen_random_uuid()',
      'rewrites the whole table',
    ],
    ['alter table households.person alter column born type timestamptz', 'change of type'],
    ['alter table households.person alter name set data type varchar(50)', 'change of type'],
    ['ALTER TABLE households.person\n  DROP COLUMN name', 'still reads this column'],
    ['alter table if exists only households.person drop column if exists name', 'still reads this column'],
    ['alter table households.person rename column name to full_name', 'old name'],
    ['alter table households.person alter column name set not null', 'not valid'],
    ["alter table households.person add constraint c check (name <> '')", 'not valid'],
    ['alter table households.person add foreign key (county, x) references y (county, id)', 'not valid'],
    ['alter table households.person add constraint c unique (county, name)', 'using index'],
    ['create index person_x_idx on households.person (x)', 'concurrently'],
    ['create unique index on households.person (x)', 'concurrently'],
    ['drop table households.person', 'still uses'],
    ['truncate households.person', 'still uses'],
    ['lock table households.person', 'everybody'],
  ])('%s is refused', (text, why) => {
    expect(whyOf(`-- about it\n${text};`)).toEqual([expect.stringContaining(why)])
  })

  test.each([
    'alter table households.person add column x int',
    'alter table households.person add column x int not null default 0',
    "alter table households.person add constraint c check (name <> '') not valid",
    'alter table households.person validate constraint c',
    'create index concurrently person_x_idx on households.person (x)',
    'create index mine_idx on households.mine (x)',
    'alter table households.mine drop column x',
    '-- allowed: three rows, read in less than a millisecond\ncreate index person_x_idx on households.person (x)',
    'create function f() returns void language sql as $$ drop table households.person $$',
  ])('%s passes', (text) => {
    expect(whyOf(`${text};`)).toEqual([])
  })

  test('a file outside a transaction holds only what can be repeated', () => {
    const head = '-- outside a transaction: the table is in use\n'
    const index = 'create index concurrently i_idx on households.person (x);\n'
    expect(whyOf(`${head}drop index concurrently if exists households.i_idx;\n${index}`)).toEqual([])
    expect(whyOf(`${head}${index}`)).toEqual([expect.stringContaining('broken try before it')])
    expect(whyOf(`${head}insert into households.person values (1);`)).toEqual([
      expect.stringContaining('repeated'),
    ])
  })

  test('an allowance holds for its statement alone, and says why', () => {
    const index = 'create index i on households.person (x);'
    expect(whyOf(`-- allowed: small enough\n${index}${index}`)).toHaveLength(1)
    expect(whyOf(`-- allowed:\n${index}`)).toHaveLength(1)
  })
})
