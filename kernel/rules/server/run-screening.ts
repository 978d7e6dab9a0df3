/** The screening of record: rules over the wide table, findings settled, and a run that can be proved again. */
import { createHash } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import { countyOf, newId, type Day, type DivisionCode } from '../../basis/index.ts'
import { rulesOn, type Catalogue } from '../catalogue.ts'
import { adoptRules } from './adopt-rules.ts'
import { countSubjects, findHits, hitTable } from './find-hits.ts'
import { parametersAt, type CountyParameters } from './parameters-at.ts'
import { rulesProblems } from './problems.ts'
import {
  changeFindings,
  closeFindings,
  compareFindings,
  openFindings,
  type Settling,
  type Tally,
} from './settle-findings.ts'

/** What to screen: the rules of a catalogue, as they hold on a day, for everybody in a place. */
export type Screening = {
  catalogue: Catalogue
  asOf: Day
  division: DivisionCode
  /** When the facts behind the features were read; now when left out. */
  cutAt?: Date
  /** Between two steps a cancelled screening throws, and the transaction leaves nothing. */
  signal?: AbortSignal
  onProgress?: (done: number, of: number) => void
}

/** What a run found and did, for one rule or in all. */
export type RunCounts = { hits: number; opened: number; changed: number; closed: number; kept: number }

/** A finished run; `digest` is the same whenever facts, rules and parameters are the same. */
export type RunReport = RunCounts & {
  id: string
  subjects: number
  digest: string
  byRule: Record<string, RunCounts>
  /** How many subjects each rule points at, by county. */
  byCounty: Record<string, Record<string, number>>
}

const steps = 8

/**
 * Screens every subject of the division and records the run. Findings open, change and close so that they agree
 * with the facts; a second run over the same facts opens, changes and closes none. One run per kind at a time:
 * another one throws `rules.run-in-progress`.
 */
export async function runScreening(tx: Tx, screening: Screening): Promise<RunReport> {
  return screen(tx, screening)
}

/** Screens only the subjects of a relation (county, subject), in the same way and with the same record. */
export async function screenSubjects(
  tx: Tx,
  screening: Screening,
  only: RawBuilder<unknown>,
): Promise<RunReport> {
  return screen(tx, screening, only)
}

async function screen(tx: Tx, screening: Screening, only?: RawBuilder<unknown>): Promise<RunReport> {
  const { catalogue, asOf, division, cutAt, signal, onProgress } = screening
  const startedAt = new Date()
  let done = 0
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    signal?.throwIfAborted()
    const result = await work()
    onProgress?.((done += 1), steps)
    return result
  }
  await prepare(tx, catalogue.subject.kind)
  // In the order of their keys: the digest must not depend on the order rules are written in.
  const rules = rulesOn(catalogue, asOf).sort((one, other) => (one.key < other.key ? -1 : 1))
  await step(() => adoptRules(tx, rules))
  const parameters = await parametersAt(tx, catalogue, division, asOf)
  const search = { catalogue, rules, parameters, division, only }
  const settling: Settling = {
    subjectKind: catalogue.subject.kind,
    rules,
    division,
    asOf,
    run: newId(),
    only,
  }
  const subjects = await step(() => countSubjects(tx, search))
  await step(() => findHits(tx, search))
  const { hits, digest } = await step(() => digestOfHits(tx))
  const {
    open: opened,
    change: changed,
    close: closed,
    keep: kept,
  } = await step(() => compareFindings(tx, settling))
  await step(() => closeFindings(tx, settling))
  await step(() => changeFindings(tx, settling))
  await step(() => openFindings(tx, settling))
  const report: RunReport = {
    id: settling.run,
    subjects,
    digest,
    ...totals({ hits, opened, changed, closed, kept }),
    byRule: byRule(
      rules.map((rule) => rule.key),
      { hits, opened, changed, closed, kept },
    ),
    byCounty: byCounty(hits),
  }
  await recordRun(tx, report, {
    screening,
    parameters,
    startedAt,
    cutAt: cutAt ?? startedAt,
    reach: only ? 'dirty' : 'all',
  })
  return report
}

async function prepare(tx: Tx, kind: string): Promise<void> {
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`rules.run:${kind}`}, 0)) as free`.execute(tx)
  if (!rows[0]?.free) throw rulesProblems.runInProgress()
  // Compiling the one large expression takes longer than evaluating it.
  await sql`set local jit = off`.execute(tx)
  await sql`set local work_mem = '128MB'`.execute(tx)
}

async function digestOfHits(tx: Tx): Promise<{ hits: Tally[]; digest: string }> {
  const { rows: hits } = await sql<Tally>`
    select county, rule, count(*) as count from ${hitTable} group by county, rule`.execute(tx)
  const { rows } = await sql<{ county: number; digest: string }>`
    select county, encode(sha256(convert_to(
      string_agg(concat_ws(' ', subject, rule, inputs), e'\n' order by subject, rule collate "C"), 'UTF8')), 'hex') as digest
    from ${hitTable} group by county order by county`.execute(tx)
  const text = rows.map((row) => `${row.county} ${row.digest}\n`).join('')
  return { hits, digest: createHash('sha256').update(text).digest('hex') }
}

type RunSetting = {
  screening: Screening
  parameters: CountyParameters
  startedAt: Date
  cutAt: Date
  reach: 'all' | 'dirty'
}

async function recordRun(tx: Tx, report: RunReport, setting: RunSetting): Promise<void> {
  const { catalogue, asOf, division } = setting.screening
  const { id, subjects, digest, ...counts } = report
  const rules = rulesOn(catalogue, asOf).map(({ key, version }) => ({ rule: key, version }))
  const parameters = Object.fromEntries(
    [...setting.parameters].map(([county, values]) => [
      county,
      Object.fromEntries(Object.entries(values).map(([key, row]) => [key, row?.value ?? null])),
    ]),
  )
  await sql`
    insert into rules.run (county, id, division, subject_kind, reach, as_of, cut_at, rules, parameters, subjects, counts,
      digest, started_at, ended_at, by_account)
    values (${countyOf(division)}, ${id}, ${division}, ${catalogue.subject.kind}, ${setting.reach}, ${asOf}, ${setting.cutAt},
      ${JSON.stringify(rules)}::jsonb, ${JSON.stringify(parameters)}::jsonb, ${subjects}, ${JSON.stringify(counts)}::jsonb,
      ${digest}, ${setting.startedAt}, ${new Date()}, current_setting('app.uid')::uuid)`.execute(tx)
}

type Tallies = Record<keyof RunCounts, readonly Tally[]>

function totals(tallies: Tallies): RunCounts {
  const sum = (name: keyof RunCounts) => tallies[name].reduce((total, { count }) => total + count, 0)
  return {
    hits: sum('hits'),
    opened: sum('opened'),
    changed: sum('changed'),
    closed: sum('closed'),
    kept: sum('kept'),
  }
}

function byRule(keys: readonly string[], tallies: Tallies): Record<string, RunCounts> {
  const { hits, opened, changed, closed, kept } = tallies
  const met = new Set([...keys, ...closed.map((tally) => tally.rule)])
  const of = (rule: string) => {
    const only = (list: readonly Tally[]) => list.filter((tally) => tally.rule === rule)
    return totals({
      hits: only(hits),
      opened: only(opened),
      changed: only(changed),
      closed: only(closed),
      kept: only(kept),
    })
  }
  return Object.fromEntries([...met].map((rule) => [rule, of(rule)]))
}

function byCounty(hits: readonly Tally[]): Record<string, Record<string, number>> {
  const counties: Record<string, Record<string, number>> = {}
  for (const { county, rule, count } of hits) (counties[county] ??= {})[rule] = count
  return counties
}
