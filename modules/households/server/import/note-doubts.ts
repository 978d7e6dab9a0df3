/** Runs the data-quality rules over the households of a file as the file has them; what they find stands in the notes. */
import { type Day, type Month, dayOf } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import type { Batch } from '@xinlu/kernel/exchange'
import { sql } from 'kysely'
import type { HouseholdKind, MonitoredKind } from '../../codes/household.ts'
import type { Health } from '../../codes/person.ts'
import type { PersonFacts } from '../../model.ts'
import {
  type QualityFile,
  type QualityPerson,
  findingText,
  qualityRules,
  qualitySettingsOn,
} from '../../quality/index.ts'
import type { Relation } from '../../relation.ts'
import { type StagedIn, keysGiven } from './given-rows.ts'

/** How many rows are read at once; households are never cut apart. */
const CHUNK = 4000

// Rules about columns that the national list does not have would point at every row of it.
const silentWithout: Readonly<Record<string, string>> = {
  DQ07: 'insuredResident',
  DQ17: 'speaksMandarin',
  'DQ04/cardless': 'disabilityCard',
  DQ06: 'workPlace',
  'DQ08/idle': 'workPlace',
  DQ09: 'guarantees',
  DQ14: 'risks',
  DQ15: 'guarantees',
}

/** Adds the doubts as notes. They warn: nothing is refused for a doubt. */
export async function noteDoubts(tx: Tx, batch: Batch, rows: StagedIn): Promise<void> {
  const given = keysGiven(batch)
  const speaks = (rule: string, mark: string) =>
    [rule, `${rule}/${mark}`].every(
      (name) => silentWithout[name] === undefined || given.has(silentWithout[name]),
    )
  await sql`drop table if exists pg_temp.doubts, pg_temp.noted`.execute(tx)
  await sql`create temp table doubts (n int, note jsonb) on commit drop`.execute(tx)
  let after = ''
  for (;;) {
    const read = await readRows(tx, after)
    if (read.length === 0) break
    const households = grouped(read)
    // The last household of a full chunk may go on in the next one.
    if (read.length >= CHUNK && households.size > 1) households.delete(read.at(-1)!.groupKey)
    after = [...households.keys()].at(-1)!
    const doubts = [...households.values()].flatMap((members) => doubtsOf(members, speaks))
    await keepDoubts(tx, doubts)
    if (read.length < CHUNK) break
  }
  await addNotes(tx, batch, rows)
}

function grouped(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.groupKey)
    if (group) group.push(row)
    else groups.set(row.groupKey, [row])
  }
  return groups
}

interface Row extends Omit<PersonFacts, 'health'> {
  n: number
  groupKey: string
  relation: Relation
  health: string | null
  idNumberIndex: Buffer
  phoneIndex: Buffer | null
  householdPhoneIndex: Buffer | null
  kind: HouseholdKind | null
  monitored: MonitoredKind | null
  identifiedMonth: Month | null
  clearedMonth: Month | null
}

async function readRows(tx: Tx, after: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select * from pg_temp.met where group_key > ${after} order by group_key, n limit ${CHUNK}`.execute(tx)
  return rows
}

function doubtsOf(rows: readonly Row[], speaks: (rule: string, mark: string) => boolean) {
  const file = fileOf(rows)
  return qualityRules.flatMap((rule) =>
    rule
      .check(file)
      .filter((finding) => speaks(finding.rule, finding.mark))
      .map((finding) => ({
        n: Number(finding.person ?? rows[0]!.n),
        code: finding.rule,
        message: findingText(finding),
      })),
  )
}

// A row number stands for the person: the id a new one will have is of no use in a note.
function fileOf(rows: readonly Row[]): QualityFile {
  const today = dayOf(new Date())
  const speaker = rows.find((row) => row.relation === 'head') ?? rows[0]!
  return {
    today,
    household: {
      kind: speaker.kind ?? 'ordinary',
      monitored: speaker.monitored,
      risks: [],
      disaster: null,
      identifiedMonth: speaker.identifiedMonth,
      clearedMonth: speaker.clearedMonth,
      clearWay: null,
      waterUnsafe: null,
      uninsured: null,
      schoolDropout: null,
      phone: numberOf(speaker.householdPhoneIndex),
    },
    members: rows.map(personOf),
    safety: {},
    incomes: {},
    settings: qualitySettingsOn(today),
  }
}

function personOf(row: Row): QualityPerson {
  const absent = {
    disabilityKind: null,
    disabilityGrade: null,
    worksAway: null,
    workFrom: null,
    workTo: null,
  }
  return {
    ...absent,
    ...row,
    id: String(row.n),
    health: (row.health?.split(',') ?? []) as Health[],
    postKind: null,
    onService: null,
    schoolGrant: null,
    born: row.born as Day | null,
    idNumber: numberOf(row.idNumberIndex),
    phone: numberOf(row.phoneIndex),
    hasDisabilityCard: false,
  }
}

function numberOf(index: Buffer | null) {
  return index === null ? { given: false } : { given: true, key: index.toString('hex') }
}

async function keepDoubts(
  tx: Tx,
  doubts: readonly { n: number; code: string; message: string }[],
): Promise<void> {
  if (doubts.length === 0) return
  await sql`
    insert into pg_temp.doubts select n, jsonb_build_object('code', code, 'message', message)
    from jsonb_to_recordset(${JSON.stringify(doubts)}::jsonb) as r(n int, code text, message text)`.execute(
    tx,
  )
}

async function addNotes(tx: Tx, batch: Batch, rows: StagedIn): Promise<void> {
  await sql`create temp table noted on commit drop as select n, jsonb_agg(note) as notes from pg_temp.doubts group by n`.execute(
    tx,
  )
  await sql`create index on pg_temp.noted (n)`.execute(tx)
  await sql`analyze pg_temp.noted`.execute(tx)
  await sql`
    update ${sql.table(rows)} s set notes = coalesce(s.notes, '[]'::jsonb) || d.notes from pg_temp.noted d
    where s.county = ${batch.county} and s.batch = ${batch.id} and s.n = d.n and s.verdict <> 'error'`.execute(
    tx,
  )
}
