/** Which minor releases of PostgreSQL carry the fixes that row security and sealed fields depend on. */

/** A fixed hole, and for each major version the first minor release that carries the fix. */
export interface PostgresFix {
  cve: string
  about: string
  firstFixed: Readonly<Record<number, number>>
}

/** The oldest major version the schema runs on. */
export const LEAST_MAJOR = 15

/** Holes that matter here, the oldest first. A major version that is not named had not been affected, or not been released. */
export const postgresFixes: readonly PostgresFix[] = [
  {
    cve: 'CVE-2023-2455',
    about: '角色切换后行级安全可能套用错误的策略',
    firstFixed: { 15: 3 },
  },
  {
    cve: 'CVE-2025-8713',
    about: '统计信息泄露行级安全之外的数值',
    firstFixed: { 15: 14, 16: 10, 17: 6 },
  },
  {
    cve: 'CVE-2026-2005',
    about: '加密扩展和多字节文字的缓冲区溢出',
    firstFixed: { 15: 16 },
  },
  {
    cve: 'CVE-2026-6472',
    about: '服务器安全缺陷',
    firstFixed: { 15: 18 },
  },
  {
    cve: 'CVE-2026-6460',
    about: '服务器安全缺陷',
    firstFixed: { 15: 20, 16: 16, 17: 12, 18: 7 },
  },
]

/** Lists the fixes a release lacks. */
export function missingFixes(major: number, minor: number): PostgresFix[] {
  return postgresFixes.filter(({ firstFixed }) => minor < (firstFixed[major] ?? 0))
}

/** Answers the oldest minor release of a major version that has all the fixes. */
export function leastMinor(major: number): number {
  return Math.max(0, ...postgresFixes.map(({ firstFixed }) => firstFixed[major] ?? 0))
}
