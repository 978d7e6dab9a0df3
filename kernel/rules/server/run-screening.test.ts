import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../../../db/test/index.ts'
import {
  openDatabase,
  withScope,
  type Database,
  type ScopeOfWork,
  type Tx,
} from '../../access/server/index.ts'
import { day, divisionCode, newId, scopeOf } from '../../basis/index.ts'
import { defineCatalogue, explainFinding } from '../index.ts'
import { createLibrary } from '../test/library-database.ts'
import { library } from '../test/library.ts'
import {
  countOpenFindings,
  decideFinding,
  findLatestRun,
  listFindings,
  rulePrecision,
  runScreening,
  syncParameters,
  type Finding,
  type Screening,
} from './index.ts'

const city = divisionCode(990100)
const north = divisionCode(990102)
const south = divisionCode(990103)
const inNorth = divisionCode(990102101001)
const inSouth = divisionCode(990103101001)
const account = newId<'account'>()
const librarian = (division: typeof city): ScopeOfWork => ({ scope: scopeOf(division), extra: [], account })
const asOf = day('2023-05-01')
const screening: Screening = { catalogue: library, asOf, division: city }
const nobody = { hits: 0, opened: 0, changed: 0, closed: 0, kept: 0 }

let database: TestDatabase
let app: Database
beforeAll(async () => {
  database = await testDatabase()
  app = openDatabase(database.appUrl)
  await createLibrary(database)
  await as(city, (tx) => syncParameters(tx, library))
})
afterAll(async () => {
  await app.close()
  await database.drop()
})

const as = <T>(division: typeof city, act: (tx: Tx) => Promise<T>): Promise<T> =>
  withScope(app, librarian(division), act)

type Reader = { division: typeof city; days: number | null; fines?: number; staff?: boolean | null }
const li: Reader = { division: inNorth, days: 31, staff: false }
const wang: Reader = { division: inSouth, days: 15, staff: false, fines: 6_000 }
const zhao: Reader = { division: inSouth, days: 14, staff: false }
const chen: Reader = { division: inSouth, days: 90, staff: true }
const unknown: Reader = { division: inSouth, days: null, staff: null }

const ids = new Map<Reader, string>()
async function put(reader: Reader): Promise<void> {
  const id = ids.get(reader) ?? newId()
  ids.set(reader, id)
  const county = Math.floor(reader.division / 1_000_000)
  await database.admin('delete from library.reader_feature where reader = $1', [id])
  await database.admin(
    `insert into library.reader_feature (county, division, reader, days_late, fines_owed, is_staff, books_held)
     values ($1, $2, $3, $4, $5, $6, 2)`,
    [county, reader.division, id, reader.days, reader.fines ?? 0, reader.staff ?? null],
  )
}

const open = (division = city) =>
  as(division, (tx) => listFindings(tx, { subjectKind: 'reader', division: city }))
const only = (rows: Finding[], reader: Reader) =>
  rows.filter((row) => row.subject === ids.get(reader)).map((row) => row.rule)

beforeEach(async () => {
  await database.admin('truncate rules.finding, rules.decision, rules.run, library.reader_feature cascade')
  for (const reader of [li, wang, zhao, chen, unknown]) await put(reader)
})

describe('a screening', () => {
  it('points where the rules do, by the line of the county', async () => {
    const run = await as(city, (tx) => runScreening(tx, screening))
    expect(run).toMatchObject({ subjects: 5, hits: 3, opened: 3, changed: 0, closed: 0, kept: 0 })
    expect(run.byCounty).toEqual({
      990102: { 'reader.late': 1 },
      990103: { 'reader.late': 1, 'reader.fines': 1 },
    })
    const rows = await open()
    expect(only(rows, li)).toEqual(['reader.late'])
    expect(only(rows, wang).sort()).toEqual(['reader.fines', 'reader.late'])
    expect([zhao, chen, unknown].flatMap((reader) => only(rows, reader))).toEqual([])
    const late = rows.find((row) => row.subject === ids.get(li))!
    expect(late).toMatchObject({
      level: 'orange',
      kind: 'risk',
      openedOn: asOf,
      division: inNorth,
      verdict: null,
    })
    expect(late.inputs).toEqual({ daysLate: 31, isStaff: false, 'loan.days': 30, booksHeld: 2 })
    expect(explainFinding(library, library.rules[0]!, late.inputs)).toContain('31 天')
    const recorded = await as(city, (tx) => findLatestRun(tx, { subjectKind: 'reader', division: city }))
    expect(recorded).toMatchObject({
      id: run.id,
      digest: run.digest,
      subjects: 5,
      asOf,
      counts: { byRule: run.byRule },
    })
    expect(late.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/)
  })

  it('does nothing the second time, with the same digest', async () => {
    const first = await as(city, (tx) => runScreening(tx, screening))
    const second = await as(city, (tx) => runScreening(tx, screening))
    expect(second).toMatchObject({ ...nobody, hits: 3 })
    expect(second.digest).toBe(first.digest)
    await database.admin('update library.reader_feature set days_late = 16 where reader = $1', [
      ids.get(wang),
    ])
    const third = await as(city, (tx) => runScreening(tx, screening))
    expect(third.digest).not.toBe(first.digest)
  })

  it('does not depend on the order rules are written in', async () => {
    const first = await as(city, (tx) => runScreening(tx, screening))
    const turned = defineCatalogue({ ...library, rules: [...library.rules].reverse() })
    const second = await as(city, (tx) => runScreening(tx, { ...screening, catalogue: turned }))
    expect(second.digest).toBe(first.digest)
  })

  it('changes a finding when its inputs change, and closes it when the cause is gone', async () => {
    await as(city, (tx) => runScreening(tx, screening))
    await database.admin('update library.reader_feature set days_late = 40 where reader = $1', [ids.get(li)])
    await database.admin('update library.reader_feature set fines_owed = 0 where reader = $1', [
      ids.get(wang),
    ])
    const run = await as(city, (tx) => runScreening(tx, { ...screening, asOf: day('2023-05-02') }))
    expect(run).toMatchObject({ hits: 2, opened: 0, changed: 1, closed: 1 })
    expect(run.byRule['reader.fines']).toEqual({ ...nobody, closed: 1 })
    const rows = await open()
    expect(rows.find((row) => row.subject === ids.get(li))).toMatchObject({
      ver: 2,
      openedOn: asOf,
      inputs: { daysLate: 40 },
    })
    expect(only(rows, wang)).toEqual(['reader.late'])
  })

  it('opens anew when a cause comes back, and keeps the old finding as it was', async () => {
    await as(city, (tx) => runScreening(tx, screening))
    const days = (count: number) =>
      database.admin('update library.reader_feature set days_late = $2 where reader = $1', [
        ids.get(li),
        count,
      ])
    await days(1)
    await as(city, (tx) => runScreening(tx, { ...screening, asOf: day('2023-05-02') }))
    await days(50)
    const run = await as(city, (tx) => runScreening(tx, { ...screening, asOf: day('2023-05-03') }))
    expect(run).toMatchObject({ opened: 1, closed: 0 })
    const { rows } = await database.admin(
      `select state, closed_on::text from rules.finding where subject = $1 order by opened_on`,
      [ids.get(li)],
    )
    expect(rows).toEqual([
      { state: 'closed', closed_on: '2023-05-02' },
      { state: 'open', closed_on: null },
    ])
  })

  it('closes the findings of a rule that is no longer in force', async () => {
    await as(city, (tx) => runScreening(tx, screening))
    const shorter = defineCatalogue({ ...library, rules: library.rules.slice(1) })
    const run = await as(city, (tx) => runScreening(tx, { ...screening, catalogue: shorter }))
    expect(run).toMatchObject({ hits: 1, opened: 0, closed: 2 })
    const none = defineCatalogue({ ...library, rules: [] })
    expect(await as(city, (tx) => runScreening(tx, { ...screening, catalogue: none }))).toMatchObject({
      hits: 0,
      closed: 1,
    })
  })

  it('of a county leaves the other county alone', async () => {
    await as(city, (tx) => runScreening(tx, screening))
    await database.admin('update library.reader_feature set days_late = 0')
    const run = await as(north, (tx) => runScreening(tx, { ...screening, division: north }))
    expect(run).toMatchObject({ subjects: 1, closed: 1 })
    expect((await open()).map((row) => row.county)).toEqual([990103, 990103])
    // Asking for the city with the sight of a county reaches no further, and the run cannot be recorded.
    await expect(as(north, (tx) => runScreening(tx, screening))).rejects.toThrow('row-level security')
    expect(await open(north)).toEqual([])
    expect(await open()).toHaveLength(2)
  })

  it('refuses a rule whose meaning changed under the same version', async () => {
    await as(city, (tx) => runScreening(tx, screening))
    const [late, ...rest] = library.rules
    const harsher = defineCatalogue({ ...library, rules: [{ ...late!, level: 'red' as const }, ...rest] })
    await expect(as(city, (tx) => runScreening(tx, { ...screening, catalogue: harsher }))).rejects.toThrow(
      'reader.late',
    )
    const next = defineCatalogue({
      ...library,
      rules: [{ ...late!, level: 'red' as const, version: 2 }, ...rest],
    })
    const run = await as(city, (tx) => runScreening(tx, { ...screening, catalogue: next }))
    expect(run.byRule['reader.late']).toMatchObject({ hits: 2, changed: 2, opened: 0 })
    await database.admin(`delete from rules.rule_version where rule = 'reader.late' and version = 2`)
  })

  it('runs alone, and leaves nothing when it is cancelled', async () => {
    await as(city, async (tx) => {
      await runScreening(tx, screening)
      await expect(as(city, (other) => runScreening(other, screening))).rejects.toMatchObject({
        code: 'rules.run-in-progress',
      })
    })
    await database.admin('truncate rules.finding cascade')
    const stop = new AbortController()
    const cancelled = as(city, (tx) =>
      runScreening(tx, {
        ...screening,
        signal: stop.signal,
        onProgress: (done) => done === 7 && stop.abort(),
      }),
    )
    await expect(cancelled).rejects.toThrow('abort')
    expect(await open()).toEqual([])
  })
})

describe('a decision', () => {
  const conclude = { reason: '已电话核实，书已在途', on: asOf, byAccount: account, byName: '馆员·孙敏' }
  const find = async (reader: Reader, rule = 'reader.late') =>
    (await open()).find((row) => row.subject === ids.get(reader) && row.rule === rule)!

  it('that there is no risk keeps the finding away until its day, whatever a batch says', async () => {
    await as(city, (tx) => runScreening(tx, screening))
    const { county, id, ver } = await find(li)
    const decided = await as(north, (tx) =>
      decideFinding(tx, {
        ...conclude,
        county,
        finding: id,
        ver,
        verdict: 'noRisk',
        until: day('2023-05-31'),
      }),
    )
    expect(decided).toMatchObject({ state: 'closed', division: inNorth })
    await database.admin('update library.reader_feature set days_late = 60 where reader = $1', [ids.get(li)])
    const within = await as(city, (tx) => runScreening(tx, { ...screening, asOf: day('2023-05-31') }))
    expect(within).toMatchObject({ hits: 3, opened: 0, kept: 1 })
    expect(only(await open(), li)).toEqual([])
    const after = await as(city, (tx) => runScreening(tx, { ...screening, asOf: day('2023-06-01') }))
    expect(after).toMatchObject({ opened: 1, kept: 0 })
    expect(await find(li)).toMatchObject({ openedOn: '2023-06-01', verdict: null })
  })

  it('to follow a lead stays on the finding through changes', async () => {
    await as(city, (tx) => runScreening(tx, screening))
    const { county, id, ver } = await find(wang)
    await as(south, (tx) => decideFinding(tx, { ...conclude, county, finding: id, ver, verdict: 'toLead' }))
    await database.admin('update library.reader_feature set days_late = 60 where reader = $1', [
      ids.get(wang),
    ])
    await as(city, (tx) => runScreening(tx, screening))
    expect(await find(wang)).toMatchObject({ id, verdict: 'toLead', inputs: { daysLate: 60 } })
    const counts = await as(city, (tx) => countOpenFindings(tx, { subjectKind: 'reader', division: city }))
    expect(counts).toContainEqual({ county: 990103, rule: 'reader.late', open: 1, undecided: 0 })
  })

  it('is refused for what is out of sight, closed, changed or incomplete', async () => {
    await as(city, (tx) => runScreening(tx, screening))
    const { county, id, ver } = await find(wang)
    const lead = { ...conclude, county, finding: id, ver, verdict: 'toLead' as const }
    await expect(as(north, (tx) => decideFinding(tx, lead))).rejects.toMatchObject({
      code: 'rules.finding-not-found',
    })
    await expect(as(south, (tx) => decideFinding(tx, { ...lead, ver: ver + 1 }))).rejects.toMatchObject({
      code: 'rules.finding-changed',
    })
    const empty = { ...lead, verdict: 'noRisk' as const, reason: ' ' }
    await expect(as(south, (tx) => decideFinding(tx, empty))).rejects.toMatchObject({
      code: 'rules.decision-incomplete',
      reasons: [{ path: 'reason' }, { path: 'until' }],
    })
    const done = { ...lead, verdict: 'noRisk' as const, until: asOf }
    await as(south, (tx) => decideFinding(tx, done))
    await expect(as(south, (tx) => decideFinding(tx, lead))).rejects.toMatchObject({
      code: 'rules.finding-closed',
    })
  })

  it('counts for the precision of its rule', async () => {
    await as(city, (tx) => runScreening(tx, screening))
    for (const [reader, verdict] of [
      [li, 'noRisk'],
      [wang, 'toLead'],
    ] as const) {
      const { county, id, ver } = await find(reader)
      const until = verdict === 'noRisk' ? day('2023-06-01') : undefined
      await as(city, (tx) => decideFinding(tx, { ...conclude, county, finding: id, ver, verdict, until }))
    }
    const span = { subjectKind: 'reader', division: city, from: day('2023-05-01'), to: day('2023-05-31') }
    expect(await as(city, (tx) => rulePrecision(tx, span))).toEqual([
      { rule: 'reader.fines', opened: 1, undecided: 1, noRisk: 0, toLead: 0, returned: 0, share: null },
      { rule: 'reader.late', opened: 2, undecided: 0, noRisk: 1, toLead: 1, returned: 0, share: 0.5 },
    ])
  })
})

describe('a list of findings', () => {
  it('comes page by page without gaps or repeats', async () => {
    await as(city, (tx) => runScreening(tx, screening))
    const all = await open()
    const paged: Finding[] = []
    for (;;) {
      const after = paged.at(-1)
      const page = await as(city, (tx) =>
        listFindings(tx, { subjectKind: 'reader', division: city, limit: 1, after }),
      )
      if (page.length === 0) break
      paged.push(...page)
    }
    expect(paged).toEqual(all)
    expect(all).toHaveLength(3)
  })
})
