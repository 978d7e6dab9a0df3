import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import type { Column } from '@xinlu/kernel/ledgers'
import { sqlColumnsOf } from '@xinlu/kernel/ledgers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { departmentLedgers } from '../../ledgers/index.ts'
import { feedNames } from '../../model.ts'
import { keyNames, tableOf } from './tables.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

/** What every feed's table has by itself. */
const own = ['county', 'id', 'division', 'household', 'person', 'batch', 'period', 'ver', 'received_at']

async function columnsOf(table: string): Promise<{ name: string; type: string; required: boolean }[]> {
  const { rows } = await db.admin(
    `select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as required
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  )
  return rows
}

describe('the definition of each feed matches its table', () => {
  it.each(feedNames)('%s', async (feed) => {
    const there = new Map((await columnsOf(tableOf(feed))).map((column) => [column.name, column]))
    const defined = sqlColumnsOf(departmentLedgers[feed])
    for (const { name, type, column } of defined) {
      expect(there.get(name), `${feed}.${name}`).toEqual({ name, type, required: column.required })
    }
    expect([...there.keys()].sort()).toEqual(
      [...new Set([...own, ...defined.map(({ name }) => name)])].sort(),
    )
  })

  it.each(feedNames)('%s: every code of a choice passes the check of its column', async (feed) => {
    const { rows } = await db.admin(
      `select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
      [tableOf(feed)],
    )
    const checks = rows.map(({ text }) => String(text))
    for (const { name, column } of sqlColumnsOf(departmentLedgers[feed]) as {
      name: string
      column: Column
    }[]) {
      if (column.kind !== 'choice') continue
      const mine = checks.filter(
        (text) => text.includes(`(${name} =`) || text.includes(`(${name} ~`) || text.includes(`((${name} =`),
      )
      const codes = column.options!.map(({ code }) => code)
      const passes = mine.some((text) =>
        codes.every(
          (code) => text.includes(`'${code}'`) || /\^\[1-[79]\]\$/.test(text) || /\^\[1-4\]\$/.test(text),
        ),
      )
      expect(passes, `${feed}.${name}: ${mine.join(' ')}`).toBe(true)
    }
  })

  it.each(feedNames)('%s: its natural key is unique', async (feed) => {
    const { rows } = await db.admin(
      `select array(select attname::text from pg_attribute a where a.attrelid = i.indrelid and a.attnum = any(i.indkey)) as names
       from pg_index i where i.indrelid = $1::regclass and i.indisunique and not i.indisprimary`,
      [tableOf(feed)],
    )
    const unique = rows.map(({ names }: { names: string[] }) => [...names].sort())
    expect(unique).toContainEqual(['county', ...keyNames(feed)].sort())
  })

  it.each(feedNames)('%s publishes no sealed bytes, numbers of papers or names', async (feed) => {
    const published = (await columnsOf(`${tableOf(feed)}_public`)).map(({ name }) => name)
    const kept = [
      'settlement_no',
      'plate',
      'certificate_no',
      'credit_code',
      'business_name',
      'employer',
      'school',
      'report_no',
    ]
    expect(published.filter((name) => kept.includes(name))).toEqual([])
    expect(published).toEqual(
      expect.arrayContaining(['county', 'id', 'division', 'household', 'person', 'period']),
    )
  })
})
