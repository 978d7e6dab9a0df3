/** Reads the catalog of the database and names everything that would let a row be seen or changed past its place. */
import type { CatalogRule } from './catalog-rule.ts'
import { placeRules } from './place-rules.ts'
import { rightsRules } from './rights-rules.ts'
import { spreadRules } from './spread-rules.ts'

/** Something that can be asked in SQL: a client or a pool of `pg`, as any role. */
export interface Askable {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
}

/** One object that breaks one rule. */
export interface CatalogFinding {
  rule: string
  weight: CatalogRule['weight']
  object: string
  message: string
}

/** Answers every finding, in the order of the rules; nothing is changed, and no row of any table is read. */
export async function inspectCatalog(
  database: Askable,
  rules: readonly CatalogRule[] = [...placeRules, ...rightsRules, ...spreadRules],
): Promise<CatalogFinding[]> {
  const findings: CatalogFinding[] = []
  for (const { name, weight, message, sql, allowed } of rules) {
    const { rows } = await database.query(`${sql} order by 1`, allowed && [[...allowed]])
    for (const { object } of rows) findings.push({ rule: name, weight, object: String(object), message })
  }
  return findings
}
