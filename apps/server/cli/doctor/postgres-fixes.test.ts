/** Which releases of PostgreSQL the doctor calls safe. */
import { describe, expect, test } from 'vitest'
import { leastMinor, missingFixes, postgresFixes } from './postgres-fixes.ts'

describe('postgres fixes', () => {
  test.each([
    [15, 20],
    [16, 16],
    [17, 12],
    [18, 7],
    [19, 0],
  ])('%i.%i has them all', (major, minor) => {
    expect(missingFixes(major, minor)).toEqual([])
    expect(leastMinor(major)).toBe(minor)
  })

  test('the release before lacks the newest, an old one lacks more', () => {
    expect(missingFixes(18, 6).map(({ cve }) => cve)).toEqual(['CVE-2026-6460'])
    expect(missingFixes(15, 13).map(({ cve }) => cve)).toEqual(postgresFixes.slice(1).map(({ cve }) => cve))
  })
})
