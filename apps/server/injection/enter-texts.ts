/** Writes every payload into every text of every act and ask, and looks whether it was refused or kept as written. */
import { replaceBlanks, trimBlanks } from '@xinlu/kernel/basis'
import type { Keys } from '@xinlu/kernel/access/server'
import type { City } from '../leak/open-city.ts'
import type { Body } from '../leak/probe.ts'
import { type Answer, send } from '../leak/send.ts'
import type { Payload } from './corpus.ts'
import { type KeptTables, keepTables } from './kept-tables.ts'
import { type Tally, tallyOf } from './tally.ts'
import { type Path, textFields, withText } from './text-fields.ts'
import { inputOf, type Way, wayTo } from './way-to.ts'

/** Texts of acts that are not kept, or not as text, each with its reason. */
const notKept: Readonly<Record<string, string>> = {
  'administration.createAccount oneTimePassword': 'kept as a digest only',
  'administration.resetPassword oneTimePassword': 'kept as a digest only',
  'administration.createAccount login':
    'kept in lower case; only plain letters, digits, dots and dashes pass',
}

/** Runs over all routes with JSON bodies; `city` is as it was afterwards. */
export async function enterTexts(city: City, payloads: readonly Payload[]): Promise<Tally> {
  const tally = tallyOf('接口各栏', payloads.length)
  const kept = await keepTables(city.admin)
  for (const route of city.routes.filter(({ kind }) => kind === 'act' || kind === 'ask')) {
    const way = await wayTo(city, kept, route)
    for (const path of textFields(inputOf(route.name), way.body)) {
      tally.fields.add(`${route.name} ${path.join('.')}`)
      const tried = (await takesWords(city, kept, way, path)) ? payloads : payloads.filter(isOfEnd)
      for (const payload of tried) await enterText({ city, kept, tally }, way, path, payload)
    }
    await kept.reset()
  }
  return tally
}

// A field of a fixed form (an id, a day, a code) refuses everything at its first look; it is tried with a part.
async function takesWords(city: City, kept: KeptTables, { route, cookie, body, touched }: Way, path: Path) {
  const { status, text } = await send(city.app, route, cookie, withText(body, path, '柳树沟') as Body)
  if (status === 200 && route.kind === 'act') await kept.restore(touched)
  return status !== 422 || !/input\.invalid_(format|value|union)|"input\.custom"/.test(text)
}

// One in twenty, spread over all families.
const isOfEnd = (_payload: Payload, at: number) => at % 20 === 7

interface Run {
  city: City
  kept: KeptTables
  tally: Tally
}

async function enterText({ city, kept, tally }: Run, way: Way, path: Path, { family, text }: Payload) {
  const where = `${way.route.name} ${path.join('.')}`
  const fault = (what: Tally['faults'][number]['what'], evidence: string) =>
    tally.faults.push({ what, where, family, text, evidence: evidence.slice(evidence.indexOf('\n\n') + 2) })
  const answer = await send(city.app, way.route, way.cookie, withText(way.body, path, text) as Body)
  tally.requests += 1
  if (answer.status >= 500) fault('answered 5xx', answer.text)
  else if (answer.status !== 200) {
    tally.refused += 1
    if (answer.status === 422 && !explains(answer, path)) fault('refused without a sentence', answer.text)
  }
  if (way.route.kind !== 'act' || answer.status !== 200) return
  if (!Object.hasOwn(notKept, where)) {
    if (await isKept(kept, city.keys, way.touched, text)) tally.kept += 1
    else fault('not kept as written', answer.text)
  }
  await kept.restore(way.touched)
}

function explains({ text }: Answer, path: Path): boolean {
  const { reasons = [], detail } = JSON.parse(text.slice(text.indexOf('\n\n') + 2)) as {
    detail: string
    reasons?: { message: string; path?: string }[]
  }
  if (reasons.length === 0) return /\p{Script=Han}/u.test(detail)
  const names = path.join('.')
  return reasons.some(
    ({ message, path: at }) =>
      /\p{Script=Han}/u.test(message) && (at === undefined || names.startsWith(at) || at.startsWith(names)),
  )
}

/** Whether a text stands somewhere in the tables, byte for byte after the cleaning that a form promises. */
async function isKept(
  kept: KeptTables,
  keys: Keys,
  tables: readonly string[],
  text: string,
): Promise<boolean> {
  const plain = trimBlanks(text)
  const wanted = new Set([
    text,
    text.trim(),
    plain,
    plain.toLowerCase(),
    replaceBlanks(plain),
    replaceBlanks(plain, ' '),
  ])
  // A form may leave a text empty that has nothing in it.
  if (plain === '') return true
  for (const table of tables)
    for (const row of await kept.rows(table))
      if (textsOf(row, keys).some((one) => wanted.has(one))) return true
  return false
}

/** Answers every text in a row: of columns, of JSON in them, and of what is sealed. */
export function textsOf(value: unknown, keys: Keys): string[] {
  if (typeof value === 'string') return /^[[{"]/.test(value) ? [value, ...inJson(value, keys)] : [value]
  if (Buffer.isBuffer(value)) return opened(value, keys)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsOf(inner, keys)])
}

function inJson(text: string, keys: Keys): string[] {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? textsOf(value, keys) : [String(value)]
  } catch {
    return []
  }
}

function opened(sealed: Buffer, keys: Keys): string[] {
  try {
    return textsOf(keys.open(sealed), keys)
  } catch {
    return []
  }
}
