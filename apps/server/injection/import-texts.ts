/** Writes every payload into every column of every ledger's sheet, and reads it again wherever it comes out. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { replaceBlanks, trimBlanks, withoutUnwritable } from '@xinlu/kernel/basis'
import { cellText } from '@xinlu/kernel/exchange'
import { type ImportTarget, openSheet } from '@xinlu/kernel/exchange/server'
import type { Column } from '@xinlu/kernel/ledgers'
import type { RouteUnderTest } from '../leak/inventory.ts'
import type { Body } from '../leak/probe.ts'
import { rawAnswer } from '../leak/send.ts'
import { entriesOf } from '../leak/zip-entries.ts'
import type { Payload } from './corpus.ts'
import { type Known, csvOf, headersOf, placeOf, rowOf, workbookOf } from './sheet-rows.ts'
import { type Fault, type Tally, tallyOf } from './tally.ts'

/** What imports run in: the server, somebody at work who may import everything, and people whom the register knows. */
export interface ImportRig {
  app: FastifyInstance
  cookie: string
  routes: readonly RouteUnderTest[]
  people: readonly Known[]
  settled(): Promise<void>
}

// What the columns of the registers of this test city hold, where an example is not enough.
const filled: Readonly<Record<string, string>> = {
  县: '云山县',
  乡: '柳林镇',
  行政村: '上柳村',
  村: '上柳村',
  户编号: 'H#',
  与户主关系: '户主',
}

/**
 * Runs over the ledgers in both formats. In one file each payload stands in one column, the next payload in the next;
 * `shifts` files move on by one column each, so that as many files as columns bring every payload into every column.
 */
export async function importTexts(
  rig: ImportRig,
  payloads: readonly Payload[],
  targets: readonly ImportTarget[],
  shifts = Infinity,
): Promise<Tally> {
  const tally = tallyOf('导入各栏', payloads.length)
  const dir = await mkdtemp(join(tmpdir(), 'xinlu-injection-'))
  try {
    for (const target of targets) {
      const keys = headersOf(target.ledger).map(({ key }) => key)
      for (const key of keys) tally.fields.add(placeOf(target.ledger, key))
      for (let shift = 0; shift < Math.min(shifts, keys.length); shift += 1) {
        for (const format of ['csv', 'xlsx'] as const) {
          for (const part of partsOf(payloads, format)) {
            const cells = part.map((payload, at) => ({ ...payload, key: keys[(at + shift) % keys.length]! }))
            await new Sheet(rig, tally, target, format, cells).run(dir)
          }
        }
      }
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
  return tally
}

/** A payload and the column it stands in. */
interface Placed extends Payload {
  key: string
}

// A text file with a NUL in it is no text file and is refused whole; the others must not hide behind it.
function partsOf(payloads: readonly Payload[], format: 'csv' | 'xlsx'): Payload[][] {
  if (format === 'xlsx') return [[...payloads]]
  const has = ({ text }: Payload) => text.includes('\0')
  return [payloads.filter((one) => !has(one)), payloads.filter(has)].filter((part) => part.length > 0)
}

class Sheet {
  readonly rig: ImportRig
  readonly tally: Tally
  readonly target: ImportTarget
  readonly format: 'csv' | 'xlsx'
  readonly payloads: readonly Placed[]

  constructor(
    rig: ImportRig,
    tally: Tally,
    target: ImportTarget,
    format: 'csv' | 'xlsx',
    payloads: readonly Placed[],
  ) {
    this.rig = rig
    this.tally = tally
    this.target = target
    this.format = format
    this.payloads = payloads
  }

  async run(dir: string): Promise<void> {
    const { ledger } = this.target
    const titles = headersOf(ledger).map(({ column }) => column.label)
    const rows = this.payloads.map(({ key, text }, at) =>
      rowOf(ledger, this.rig.people[at]!, at, filled, { key, text }),
    )
    const path = join(dir, `sheet.${this.format}`)
    if (this.format === 'csv') await writeFile(path, csvOf([titles, ...rows]))
    else await workbookOf(titles, rows, path)
    const file = { name: `表.${this.format}`, content: await readFile(path) }
    const period = ledger.name === 'households.income' ? '2023' : '2023-05'
    const sent = await this.json('exchange.upload', { ledger: ledger.name, period, purpose: '核对', file })
    await this.rig.settled()
    const batch = sent.batch as string
    const view = await this.json('exchange.getImport', { batch })
    if (view.state !== 'previewed') {
      if (!/\p{Script=Han}/u.test(String(view.problem))) this.fault('refused without a sentence', 0, view)
      this.tally.refused += this.payloads.length
      return
    }
    const refused = await this.refusedRows(batch)
    this.tally.refused += refused.size
    if (refused.size > 0) await this.checkErrors(batch, refused)
    await this.json('exchange.commitImport', { batch })
    await this.checkExports(new Set([...refused.keys(), ...(await this.setAside(batch))]))
  }

  /** The rows that were refused, by their place among the payloads; each has to say why, and which column. */
  async refusedRows(batch: string): Promise<Map<number, string>> {
    const rows = await this.rows(batch, 'error')
    for (const { n, reasons } of rows) {
      if (!reasons.some((why) => /\p{Script=Han}/u.test(why)))
        this.fault('refused without a sentence', n - 2, reasons)
    }
    return new Map(rows.map(({ n, reasons }) => [n - 2, reasons.join('；')]))
  }

  async setAside(batch: string): Promise<number[]> {
    const rows = [...(await this.rows(batch, 'unmatched')), ...(await this.rows(batch, 'contradicting'))]
    return rows.map(({ n }) => n - 2)
  }

  async rows(batch: string, verdict: string): Promise<{ n: number; reasons: string[] }[]> {
    const found: { n: number; reasons: string[] }[] = []
    for (let after: string | null | undefined; after !== null;) {
      const page = await this.json('exchange.listRows', {
        batch,
        verdict,
        size: 100,
        ...(after ? { after } : {}),
      })
      found.push(...(page.rows as { n: number; reasons: string[] }[]))
      after = page.next as string | null
    }
    return found
  }

  /** The workbook of refused rows gives back what was typed, byte for byte, and computes nothing. */
  async checkErrors(batch: string, refused: ReadonlyMap<number, string>): Promise<void> {
    const { texts } = await this.workbook('exchange.errors', { batch })
    for (const at of refused.keys()) {
      const given = forms(this.typed(at))
      // A row refused by what the register knows comes back as it was read: without what nobody writes.
      const read = given.map((form) => trimBlanks(replaceBlanks(withoutUnwritable(form), ' ')))
      if ([...given, ...read].some((form) => form === '')) continue
      if (![...given, ...read].some((form) => texts.has(form)))
        this.fault('shown otherwise', at, '错误工作簿')
      else this.tally.shown += 1
    }
  }

  /** Both exports hold every row that was taken, cleaned as the column promises, and nothing that computes. */
  async checkExports(notTaken: ReadonlySet<number>): Promise<void> {
    const { ledger } = this.target
    const asked = { ledger: ledger.name, purpose: '核对' }
    const csv = await this.answer('exchange.export', { ...asked, format: 'csv' })
    const fields = (parse(csv.bytes, { bom: true, relax_column_count: true }) as string[][]).flat()
    for (const field of fields) if (isLive(field)) this.fault('live formula', 0, field)
    const plain = new Set(fields.map((field) => field.replace(/^'/, '')))
    const { texts } = await this.workbook('exchange.export', { ...asked, format: 'xlsx' })
    for (const [at, { key }] of this.payloads.entries()) {
      const column = ledger.columns[key]!
      if (!isShown(column)) continue
      const kept = forms(this.typed(at)).map((form) => cleaned(column, form))
      if (notTaken.has(at) || kept[0] === '') continue
      this.tally.kept += 1
      if (!kept.some((form) => texts.has(form))) this.fault('not kept as written', at, 'xlsx 导出')
      else if (!kept.some((form) => plain.has(form))) this.fault('not kept as written', at, 'csv 导出')
      else this.tally.shown += 2
    }
  }

  /** What the file holds: csv has no half characters, and loses one apostrophe in front. */
  typed(at: number): string {
    const { text } = this.payloads[at]!
    return this.format === 'xlsx' ? text : Buffer.from(text).toString().replace(/^'/, '')
  }

  async workbook(name: string, query: Body): Promise<{ texts: Set<string> }> {
    const { bytes } = await this.answer(name, query)
    for (const { name: part, content } of await entriesOf(bytes)) {
      const xml = content.toString('utf8')
      if (/<f[\s>]|externalLink|ddeLink|<oleObject/.test(xml)) this.fault('live formula', 0, part)
    }
    const dir = await mkdtemp(join(tmpdir(), 'xinlu-injection-'))
    const path = join(dir, 'out.xlsx')
    await writeFile(path, bytes)
    const sheet = await openSheet(path, { name: 'out.xlsx' })
    const texts = new Set<string>()
    for await (const rows of sheet.rows())
      for (const { cells } of rows) for (const cell of cells) texts.add(trimBlanks(cellText(cell)))
    await sheet.close()
    await rm(dir, { recursive: true, force: true })
    return { texts }
  }

  async json(name: string, body: Body): Promise<Record<string, unknown>> {
    const { bytes } = await this.answer(name, body)
    return JSON.parse(bytes.toString()) as Record<string, unknown>
  }

  async answer(name: string, body: Body): Promise<{ bytes: Buffer }> {
    const route = this.rig.routes.find((one) => one.name === name)!
    const { statusCode, rawPayload } = await rawAnswer(this.rig.app, route, this.rig.cookie, body)
    this.tally.requests += 1
    if (statusCode !== 200) {
      this.fault(statusCode >= 500 ? 'answered 5xx' : 'row lost', 0, `${name} ${rawPayload.toString()}`)
      throw new Error(`${this.target.ledger.title}: ${name} ${statusCode} ${rawPayload.toString()}`)
    }
    return { bytes: rawPayload }
  }

  fault(what: Fault['what'], at: number, evidence: unknown): void {
    const { family, text, key } = this.payloads[at] ?? this.payloads[0]!
    const where = `${placeOf(this.target.ledger, key)} ${this.format}`
    this.tally.faults.push({ what, where, family, text, evidence: JSON.stringify(evidence) })
  }
}

// Blanks at the ends are no part of a text, and half a character may have been mended into the sign for one.
const forms = (typed: string): string[] => [typed, Buffer.from(typed).toString()].map(trimBlanks)

// A spreadsheet program computes a field by its first character; a plain number is none to fear.
function isLive(field: string): boolean {
  return /^[=+\-@\t\r＝＋－＠]/.test(field) && !/^[+-]?\d+(\.\d+)?$/.test(field)
}

/** Only what everybody may read comes out unmasked; columns with a reader of their own take no free text. */
function isShown({ kind, stored, sensitivity, sealed }: Column): boolean {
  return (kind === 'text' || kind === 'note') && stored && sensitivity === 'open' && !sealed
}

function cleaned({ kind }: Column, text: string): string {
  const writable = trimBlanks(withoutUnwritable(text))
  return kind === 'note' ? writable.replace(/\r\n?/g, '\n') : replaceBlanks(writable, ' ')
}
