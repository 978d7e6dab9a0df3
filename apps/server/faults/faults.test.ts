/** The essential faults in their short form, on the real server as a process of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FaultCity, openFaultCity } from './fault-city.ts'
import type { FaultLine } from './fault-line.ts'
import { faults } from './faults.ts'

let city: FaultCity
const root = mkdtempSync(join(tmpdir(), 'xinlu-faults-test-'))

beforeAll(async () => {
  city = await openFaultCity(root, 150)
})
afterAll(async () => {
  await city.close()
  rmSync(root, { recursive: true, force: true })
})

const make = async (name: string): Promise<FaultLine[]> =>
  faults[name]!({ city, isShort: true, writes: 120, acts: 60, minutes: 0 })
const broken = (lines: readonly FaultLine[]) => lines.filter(({ ok }) => ok !== true)

describe('survives', () => {
  // The control stays out: how much it loses is a matter of luck and of time.
  test.each(['kill-database', 'kill-node', 'deciding', 'duplicates', 'poison', 'backup'])(
    '%s',
    async (name) => {
      const lines = await make(name)
      expect(broken(lines.filter(({ what }) => !what.includes('synchronous_commit')))).toEqual([])
      expect(lines.length).toBeGreaterThan(0)
    },
  )
})
