/** The short form of `npm run injection`: a text of every family through every act and ask, the terminal and the log. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import { printJson, printLines } from '../cli/printing.ts'
import { tellFailure } from '../cli/tell-failure.ts'
import { CommandRefused } from '../cli/exit-codes.ts'
import type { City } from '../leak/open-city.ts'
import { openWholeCity } from '../leak/test-city.ts'
import { corpus, sampled } from './corpus.ts'
import { enterTexts } from './enter-texts.ts'
import { keepTables } from './kept-tables.ts'
import { brokenLines } from './log-lines.ts'

let db: TestDatabase
let city: City
const lines: string[] = []
beforeAll(async () => {
  db = await testDatabase()
  const logTo = { write: (line: string) => void lines.push(line) }
  city = await openWholeCity(db, undefined, { log: 'info', logTo })
})
afterAll(async () => {
  await city?.close()
  await db.drop()
})

test('the corpus has more than six hundred texts, none twice', () => {
  expect(corpus.length).toBeGreaterThan(600)
  expect(new Set(corpus.map(({ text }) => text)).size).toBe(corpus.length)
})

describe('every text of every act and ask', () => {
  test('is refused with a sentence or kept as written, never a 500, and leaves the rest as it was', async () => {
    const before = await keepTables(city.admin)
    // Ten families; the others take their turn in the sheets and in the long form.
    const payloads = sampled(1).filter((_, at) => at % 3 === 0)
    const tally = await enterTexts(city, payloads)
    expect(tally.faults).toEqual([])
    expect(tally.fields.size).toBeGreaterThan(100)
    expect(tally.kept).toBeGreaterThan(30)
    expect(brokenLines(lines, payloads)).toEqual([])
    expect(lines.length).toBeGreaterThan(tally.requests)
    expect(await before.changed()).toEqual([])
  })
})

describe('the terminal', () => {
  // eslint-disable-next-line no-control-regex -- a terminal obeys these
  const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
  const said = (say: () => unknown): string[] => {
    const told: string[] = []
    vi.stubEnv('NO_COLOR', '1')
    for (const way of ['log', 'error'] as const)
      vi.spyOn(console, way).mockImplementation((text: unknown) => void told.push(String(text)))
    say()
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
    return told
  }

  test('shows every text of the corpus on one line, and obeys none', () => {
    for (const { text } of corpus) {
      for (const told of [
        said(() => printLines([`户主 ${text}`])),
        said(() => tellFailure(new CommandRefused(`没有找到“${text}”。`))),
      ]) {
        expect(told).toHaveLength(1)
        expect(told[0]).not.toMatch(obeyed)
        expect(told[0]).not.toContain('\n')
      }
    }
  })

  test('is given JSON that obeys nothing and stands for the same value', () => {
    for (const { text } of corpus) {
      const [told] = said(() => printJson({ text }))
      expect(told).not.toMatch(obeyed)
      expect(JSON.parse(told!)).toEqual({ text })
    }
  })
})
