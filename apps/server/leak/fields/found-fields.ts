/** What the real server shows one asker of every field of a ledger, door by door. */
import { parse } from 'csv-parse/sync'
import { aimAt } from '../aim.ts'
import type { City } from '../open-city.ts'
import { send } from '../send.ts'
import type { Field, LedgerDoor, Worker } from './expected-field.ts'
import { batchOf, VILLAGE, waitingOf } from './lay-out-fields.ts'
import { shownAs, type ShownAs } from './shown-as.ts'

/** Answers by key of the column what a door shows of it. */
export type Found = (field: Field) => ShownAs

/** Asks one door about one ledger. */
export async function foundAt(city: City, asker: Worker, door: LedgerDoor, ledger: string): Promise<Found> {
  const feed = ledger.split('.')[1]!
  switch (door) {
    case 'list':
      return ofRows(await ask(city, asker, 'exchange.listRows', { batch: batchOf(ledger) }), 'new')
    case 'error':
      return ofRows(await ask(city, asker, 'exchange.listRows', { batch: batchOf(ledger) }), 'error')
    case 'export':
      return ofFile(
        await ask(city, asker, 'exchange.export', {
          ledger,
          division: VILLAGE,
          format: 'csv',
          purpose: '核对',
        }),
      )
    case 'detail':
      if (ledger === 'households.person')
        return ofPage(await ask(city, asker, 'households.getHousehold', household()))
      if (!ledger.startsWith('departments.')) return () => 'absent'
      return ofFacts(
        await ask(city, asker, 'departments.recordsOf', { ...household(), ledger: feed }),
        (answer) => {
          const { feeds } = JSON.parse(answer) as { feeds: { records: { facts: Fact[] }[] }[] }
          return feeds[0]?.records[0]?.facts
        },
      )
    case 'duplicate':
      if (!ledger.startsWith('departments.')) return () => 'absent'
      return ofFacts(
        await ask(city, asker, 'departments.listWaiting', { ledger: feed, size: 100 }),
        (answer) => {
          const { rows } = JSON.parse(answer) as { rows: { id: string; given: { facts: Fact[] } }[] }
          return rows.find(({ id }) => id === waitingOf(ledger))?.given.facts
        },
      )
    default:
      return door satisfies never
  }
}

interface Fact {
  key: string
  text: string | null
  hidden: boolean
}

interface Answered {
  status: number
  content: string
}

function household() {
  const own = aimAt(VILLAGE, 1)
  return { county: own.county, household: own.id('households.household') }
}

async function ask(
  city: City,
  asker: Worker,
  name: string,
  body: Record<string, unknown>,
): Promise<Answered> {
  const route = city.routes.find((one) => one.name === name)!
  const { status, text } = await send(city.app, route, asker.cookie, body)
  return { status, content: text.slice(text.indexOf('\n\n') + 2) }
}

function ofRows({ status, content }: Answered, verdict: string): Found {
  if (status !== 200) return () => 'refused'
  interface Row {
    verdict: string
    cells: { title: string; text: string }[]
    reasons: string[]
  }
  const { rows } = JSON.parse(content) as { rows: Row[] }
  const row = rows.find((one) => one.verdict === verdict)
  return ({ column }) => {
    const at = row?.cells.findIndex(({ title }) => title === column.label) ?? -1
    const found = shownAs(row?.cells[at]?.text)
    // A reason that repeats what a hidden cell held has shown it.
    return found === 'hidden' && row?.reasons[at]?.includes('原文') ? 'shown' : found
  }
}

function ofFile({ status, content }: Answered): Found {
  if (status !== 200) return () => 'refused'
  const [titles = [], ...rows] = parse(content, { bom: true, relaxColumnCount: true }) as string[][]
  return ({ column }) => {
    const at = titles.indexOf(column.label)
    if (at < 0) return 'absent'
    return shownAs(rows.map((row) => row[at]).find((text) => text !== ''))
  }
}

function ofFacts({ status, content }: Answered, pick: (content: string) => Fact[] | undefined): Found {
  if (status !== 200) return () => 'refused'
  const facts = pick(content)
  return ({ key }) => {
    const fact = facts?.find((one) => one.key === key)
    if (!fact) return 'absent'
    return fact.hidden ? 'hidden' : shownAs(fact.text)
  }
}

function ofPage({ status, content }: Answered): Found {
  if (status !== 200) return () => 'refused'
  interface Member extends Record<string, unknown> {
    facts: Record<string, unknown>
    hidden: string[]
  }
  const page = JSON.parse(content) as { phone: string | null; members: Member[] }
  const [member] = page.members
  return ({ key }) => {
    if (key === 'householdPhone') return shownAs(page.phone)
    if (['idNumber', 'phone', 'name', 'sex', 'born'].includes(key))
      return shownAs(member?.[key] as string | null)
    if (member?.hidden.includes(key)) return 'hidden'
    if (member === undefined || !Object.hasOwn(member.facts, key)) return 'absent'
    const value = member.facts[key]
    return shownAs(value === null ? null : String(value))
  }
}
