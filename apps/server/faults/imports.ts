/** Imports through the door that people use: a file is sent, checked while its sender waits, and confirmed. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '@xinlu/kernel/basis'
import { newTally, type Answer, deliver, post } from './client.ts'
import { type FaultCity, IMPORTER } from './fault-city.ts'

/** An import as the page shows it. */
export interface ShownImport {
  state: string
  problem: string | null
  rows: number
  counts: Record<string, number> | null
  abilities: Record<string, boolean>
}

const LEDGER = 'departments.subsidyPayment'
const TITLES = '身份证号码,姓名,补贴项目编码,补贴项目名称,发放日期,发放金额（元）,社保卡号后四位'

/** Writes a csv of payments to everybody, `items` to each, whose item codes begin with `mark`; answers path and rows. */
export async function writePayments(
  { folder, people }: FaultCity,
  mark: string,
  items: number,
): Promise<{ path: string; rows: number }> {
  const lines = [TITLES]
  for (let item = 0; item < items; item += 1)
    for (const { number, name } of people)
      lines.push(`${number},${name},${mark}-${item},演练补贴,2023-05-15,${100 + (lines.length % 900)},1234`)
  const path = join(folder, `${mark}.csv`)
  await writeFile(path, lines.join('\n'))
  return { path, rows: lines.length - 1 }
}

/** Sends a file and answers the whole answer; the import is in `body.batch`. */
export async function sendFile(
  { server, cookie }: FaultCity,
  file: { path: string; name: string },
): Promise<Answer> {
  const form = new FormData()
  form.set('ledger', LEDGER)
  form.set('purpose', '演练')
  form.set('file', new Blob([await readFile(file.path)]), file.name)
  const since = performance.now()
  const answer = await fetch(`${server.origin}/api/exchange/upload`, {
    method: 'POST',
    headers: { cookie: await cookie(IMPORTER) },
    body: form,
  })
  const body = (await answer.json()) as Record<string, unknown>
  return { status: answer.status, body, retryAfter: undefined, ms: performance.now() - since }
}

/** Answers the import as it is shown now. */
export async function showImport({ server, cookie }: FaultCity, batch: string): Promise<ShownImport> {
  const asking = { origin: server.origin, cookie: await cookie(IMPORTER) }
  const { body } = await post(asking, '/api/exchange/get-import', { batch })
  return body as unknown as ShownImport
}

/** Waits until the import is shown in one of the states and answers it. */
export async function untilShown(
  city: FaultCity,
  batch: string,
  states: readonly string[],
): Promise<ShownImport> {
  for (;;) {
    const shown = await showImport(city, batch)
    if (states.includes(shown.state)) return shown
    await new Promise((then) => setTimeout(then, 100))
  }
}

/** Confirms, or begins the check again, sending the same act until it is decided; with `once`, whatever comes back. */
export async function actOnImport(
  { server, cookie }: FaultCity,
  act: 'commit-import' | 'check-again' | 'cancel-import',
  batch: string,
  command = newId(),
  once = false,
): Promise<Answer> {
  const asking = { origin: server.origin, cookie: await cookie(IMPORTER) }
  const path = `/api/exchange/${act}`
  return once ? post(asking, path, { command, batch }) : deliver(asking, path, { command, batch }, newTally())
}

/** Counts the rows of the register whose item code begins with `mark`. */
export function countPayments(city: FaultCity, mark: string): Promise<number> {
  return city.owner(async (connection) => {
    const { rows } = await connection.query<{ count: number }>(
      `select count(*)::int as count from departments.subsidy_payment where item_code like $1 || '-%'`,
      [mark],
    )
    return rows[0]!.count
  })
}
