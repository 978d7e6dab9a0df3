/** Spreads a number of households over the villages, roughly as people live. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { plainPlaceName } from '../database/plain-place-name.ts'
import type { Random } from './random.ts'

/** A village of the demo city with the households it gets. */
export interface Village {
  code: number
  name: string
  county: number
  isFormerPoorCounty: boolean
  households: number
}

/** The texts of the lists of places, as the loader wants them. */
export function placeFiles(): { divisions: string; points: string } {
  return { divisions: read('divisions.csv'), points: read('division-points.csv') }
}

/** Answers every village in the order of its code; the households add up to `total` exactly. */
export function spreadHouseholds(random: Random, total: number): Village[] {
  const counties = new Map(rows(read('counties.csv')).map((row) => [Number(row['code']), row]))
  const villages = rows(read('divisions.csv')).filter((row) => row['level'] === 'village')
  const perCounty = new Map<number, number>()
  for (const { code } of villages) perCounty.set(countyOf(code!), (perCounty.get(countyOf(code!)) ?? 0) + 1)
  const weighed = villages.map((row) => {
    const county = countyOf(row['code']!)
    // 五台山 has no census line of its own; its people are counted with 五台县.
    const people = Number(counties.get(county)?.['pop_2020'] || 12_000)
    const isRural = row['kind'] === '村'
    return {
      row,
      county,
      weight: (people / perCounty.get(county)!) * random.around(1, 0.5) * (isRural ? 1 : 0.1),
    }
  })
  const sum = weighed.reduce((all, { weight }) => all + weight, 0)
  let before = 0
  return weighed.map(({ row, county, weight }) => {
    const after = before + (weight / sum) * total
    const households = Math.round(after) - Math.round(before)
    before = after
    return {
      code: Number(row['code']),
      name: plainPlaceName(row['name']!),
      county,
      isFormerPoorCounty: counties.get(county)?.['former_national_poverty_county'] === '1',
      households,
    }
  })
}

function countyOf(code: string): number {
  return Number(code.slice(0, 6))
}

function rows(text: string): Record<string, string>[] {
  return parse(text, { columns: true, bom: true, skip_empty_lines: true })
}

function read(file: string): string {
  return readFileSync(join(import.meta.dirname, '..', '..', '..', 'db', 'data', file), 'utf8')
}
