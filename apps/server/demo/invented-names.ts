/** Names that sound like the place and belong to nobody. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { initialsOf, pinyinOf } from '@xinlu/kernel/divisions/server'
import { nameKey } from '@xinlu/kernel/basis'
import type { Random } from './random.ts'

const DATA = join(import.meta.dirname, '..', '..', '..', 'db', 'data')

/** A name with what lists sort and search it by. */
export interface InventedName {
  surname: string
  name: string
  key: string
  pinyin: string
  initials: string
}

interface Part {
  text: string
  pinyin: string
  initials: string
}

/** Makes names: a surname, unless the family has one, and a given name of the sex and the time. */
export type NameMaker = (
  random: Random,
  sex: 'male' | 'female',
  bornYear: number,
  surname?: string,
) => InventedName

/** Reads the lists and answers a maker of names. */
export function nameMaker(): NameMaker {
  const surnames = read('surnames.csv').map(
    (row) => [part(row['surname']!), Number(row['weight_xinzhou_est'])] as const,
  )
  const bySurname = new Map(surnames.map(([surname]) => [surname.text, surname]))
  const given = read('given-names.csv').map((row) => ({
    ...part(row['given_name']!),
    sex: row['sex'],
    era: row['birth_era'],
  }))
  const pools = new Map<string, Part[]>()
  const poolOf = (sex: string, era: string): Part[] => {
    const key = `${sex}/${era}`
    let pool = pools.get(key)
    if (!pool) {
      const ofSex = given.filter((name) => name.sex === sex)
      pool = ofSex.filter((name) => name.era === era)
      if (era > '1986') pool = [...pool, ...ofSex.filter((name) => name.era === '')]
      pools.set(key, pool)
    }
    return pool
  }
  return (random, sex, bornYear, surname) => {
    const family = (surname && bySurname.get(surname)) || random.weighted(surnames)
    const own = random.pick(poolOf(sex, eraOf(bornYear)))
    const name = family.text + own.text
    return {
      surname: family.text,
      name,
      key: nameKey(name),
      pinyin: family.pinyin + own.pinyin,
      initials: family.initials + own.initials,
    }
  }
}

function eraOf(year: number): string {
  if (year <= 1965) return '1940-1965'
  if (year <= 1985) return '1966-1985'
  return year <= 2005 ? '1986-2005' : '2006-2024'
}

function part(text: string): Part {
  return { text, pinyin: pinyinOf(text), initials: initialsOf(text) }
}

function read(file: string): Record<string, string>[] {
  return parse(readFileSync(join(DATA, file), 'utf8'), { columns: true, bom: true, skip_empty_lines: true })
}
