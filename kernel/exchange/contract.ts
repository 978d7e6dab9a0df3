/** The typed API of imports and exports. */
import { z } from 'zod'
import { act, ask, field } from '../commands/index.ts'
import { batchStates, verdicts } from './batch.ts'

const state = z.enum(Object.keys(batchStates) as [keyof typeof batchStates])
const verdict = z.enum(Object.keys(verdicts) as [keyof typeof verdicts])
const counts = z.object({
  new: z.int(),
  update: z.int(),
  same: z.int(),
  error: z.int(),
  unmatched: z.int(),
  contradicting: z.int(),
})

/** An import as lists and pages show it. */
export const batchView = z.object({
  id: z.string(),
  ledger: z.string(),
  title: z.string(),
  division: z.int(),
  department: z.string(),
  period: z.string().nullable(),
  purpose: z.string(),
  fileName: z.string(),
  sheet: z.string().nullable(),
  state,
  stateLabel: z.string(),
  rows: z.int(),
  progress: z.int(),
  counts: counts.nullable(),
  problem: z.string().nullable(),
  byName: z.string(),
  createdAt: z.date(),
  previewedAt: z.date().nullable(),
  committedAt: z.date().nullable(),
  undoneAt: z.date().nullable(),
  /** Until when the import can be taken back. */
  undoableUntil: z.date().nullable(),
  abilities: z.object({ commit: z.boolean(), undo: z.boolean(), cancel: z.boolean(), check: z.boolean() }),
})

const shown = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** A row of an import: what it says, and for an update what it would change. */
export const rowView = z.object({
  n: z.int(),
  verdict,
  cells: z.array(z.object({ title: z.string(), text: z.string() })),
  reasons: z.array(z.string()),
  notes: z.array(z.string()),
  changes: z.array(z.object({ title: z.string(), before: shown, after: shown })),
})

const oneBatch = { batch: z.uuid('编号不正确') }

/** The ledgers this actor may import and export. */
export const listLedgers = ask('exchange.listLedgers', {
  summary: '可导入导出的台账',
  input: {},
  output: z.object({
    ledgers: z.array(z.object({ name: z.string(), title: z.string(), owner: z.string(), about: z.string() })),
  }),
})

/** The imports this actor can see, the newest first. */
export const listImports = ask('exchange.listImports', {
  summary: '导入记录',
  input: { ledger: z.string().optional(), ...field.paging },
  output: z.object({ imports: z.array(batchView), next: z.string().nullable() }),
})

/** One import with its progress. */
export const getImport = ask('exchange.getImport', {
  summary: '一次导入',
  input: oneBatch,
  output: batchView,
})

/** The rows of an import with one verdict. */
export const listRows = ask('exchange.listRows', {
  summary: '一次导入的各行',
  input: { ...oneBatch, verdict: verdict.optional(), ...field.paging },
  output: z.object({ rows: z.array(rowView), next: z.string().nullable() }),
})

/** Judges the rows again by what the registers hold now. */
export const refreshPreview = act('exchange.refreshPreview', {
  summary: '重新核对预览',
  input: oneBatch,
  output: batchView,
})

/** Begins the check again after it failed or was interrupted. */
export const checkAgain = act('exchange.checkAgain', {
  summary: '重新校验',
  input: oneBatch,
  output: batchView,
})

/** Writes the previewed rows into the register. */
export const commitImport = act('exchange.commitImport', {
  summary: '确认入库',
  input: oneBatch,
  output: batchView,
})

/** Takes a committed import back. */
export const undoImport = act('exchange.undoImport', {
  summary: '撤销本次导入',
  input: oneBatch,
  output: batchView,
})

/** Gives up an import that is not committed. */
export const cancelImport = act('exchange.cancelImport', {
  summary: '取消导入',
  input: oneBatch,
  output: batchView,
})

// Beside a file everything arrives as text.
const placeText = z.preprocess((text) => Number(text), field.division())

/** What is told with an uploaded file. */
export const uploadFields = z.strictObject({
  ledger: z.string(),
  division: placeText.optional(),
  period: z
    .string()
    .regex(/^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?$/, '所属期应如 2023-05、2023-Q2 或 2023')
    .optional(),
  purpose: field.sentence(200),
  sheet: z.string().max(31).optional(),
})

/** What is asked of a template. */
export const templateAsked = z.strictObject({ ledger: z.string() })

/** What is asked of an error workbook. */
export const errorsAsked = z.strictObject({
  batch: z.uuid('编号不正确'),
  verdict: z.enum(['error', 'unmatched', 'contradicting']).default('error'),
})

/** What is asked of an export. */
export const exportAsked = z.strictObject({
  ledger: z.string(),
  division: placeText.optional(),
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  purpose: field.sentence(200),
})
