/** Records the rule versions that runs rest on, and notices a rule that changed under the same version. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import type { Rule } from '../rule.ts'

/**
 * Records each rule's version on first sight. A rule whose meaning differs from what is recorded under its version
 * throws: raise the version instead, otherwise old runs could no longer be explained.
 */
export async function adoptRules(tx: Tx, rules: readonly Rule[]): Promise<void> {
  const versions = rules.map((rule) => ({
    rule: rule.key,
    version: rule.version,
    definition: rule,
    definition_digest: ruleDigest(rule),
    adopted_on: rule.from,
    ended_on: rule.to ?? null,
  }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as s (rule text, version int,
    definition jsonb, definition_digest text, adopted_on date, ended_on date)`
  await sql`
    insert into rules.rule_version (rule, version, definition, definition_digest, adopted_on, ended_on)
    select rule, version, definition, definition_digest, adopted_on, ended_on from ${given}
    on conflict (rule, version) do nothing`.execute(tx)
  await sql`
    update rules.rule_version t set ended_on = s.ended_on from ${given}
    where t.rule = s.rule and t.version = s.version and t.ended_on is distinct from s.ended_on`.execute(tx)
  const { rows } = await sql<{ rule: string }>`
    select t.rule from rules.rule_version t join ${given} on t.rule = s.rule and t.version = s.version
    where t.definition_digest <> s.definition_digest order by 1`.execute(tx)
  if (rows.length > 0) {
    throw new Error(
      `Rules changed under the same version, raise it: ${rows.map((row) => row.rule).join(', ')}`,
    )
  }
}

/** Answers the SHA-256 of what a rule means: its condition, level and kind; wording and end day may change freely. */
export function ruleDigest({ key, version, level, kind, when, mentions, riskCode }: Rule): string {
  const meaning = JSON.stringify([key, version, level, kind, when, mentions ?? [], riskCode ?? null])
  return createHash('sha256').update(meaning).digest('hex')
}
