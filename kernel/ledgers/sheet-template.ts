/** What the template workbook of a ledger looks like, as a plan that whoever writes workbooks can follow. */
import type { Column, Kind } from './column.ts'
import type { Ledger } from './definition.ts'
import { unreachable } from '../basis/index.ts'

/** How a column of a sheet shows its values; `id` is text that must never become a number. */
export type TemplateFormat = 'text' | 'id' | 'number' | 'money' | 'day' | 'month'

/** One column of the template. */
export interface TemplateColumn {
  key: string
  title: string
  width: number
  format: TemplateFormat
  /** The values of the drop-down list. */
  options?: readonly string[]
  required: boolean
}

/** The template: its sheet, and the lines of the 填写说明 sheet. */
export interface SheetTemplate {
  title: string
  columns: TemplateColumn[]
  /** Changes whenever a column does, so that an old template is recognised. */
  version: string
  guide: readonly (readonly string[])[]
}

/** Plans the template of a ledger; columns of files are left out. */
export function sheetTemplate(ledger: Ledger): SheetTemplate {
  const entries = Object.entries(ledger.columns).filter(([, column]) => column.kind !== 'file')
  const columns = entries.map(([key, column]) => templateColumn(key, column))
  return {
    title: ledger.title,
    columns,
    version: digestOf(columns),
    guide: [
      [ledger.about],
      [`数据责任单位：${ledger.owner}`],
      ['请从第2行起逐行填写，不要改动表头、合并单元格或写公式；证件号码一列已设为文本格式。'],
      ['栏目', '是否必填', '说明', '示例'],
      ...entries.map(([, column]) => guideLine(column)),
    ],
  }
}

/** How a column is shown in sheets that go out. */
export function formatOf(kind: Kind): TemplateFormat {
  switch (kind) {
    case 'person':
    case 'place':
      return 'id'
    case 'number':
    case 'money':
    case 'day':
    case 'month':
      return kind
    case 'text':
    case 'note':
    case 'choice':
    case 'yesNo':
    case 'reference':
    case 'file':
      return 'text'
    default:
      return unreachable(kind)
  }
}

function templateColumn(key: string, column: Column): TemplateColumn {
  const width =
    column.kind === 'person' ? 22 : column.kind === 'note' ? 40 : Math.max(12, column.label.length * 2 + 2)
  const made: TemplateColumn = {
    key,
    title: column.label,
    width,
    // A text such as 00123 or a bank card loses digits in a cell of the general format.
    format: column.kind === 'text' ? 'id' : formatOf(column.kind),
    required: column.required,
  }
  if (column.options) made.options = column.options.map((option) => option.label)
  return made
}

function guideLine(column: Column): string[] {
  const options = column.options?.map((option) => option.label)
  const choices = options
    ? `可选：${options.slice(0, 20).join('、')}${options.length > 20 ? '等' : ''}。`
    : ''
  return [
    column.label,
    column.required ? '必填' : '选填',
    `${column.help ?? ''}${choices}`,
    column.example ?? '',
  ]
}

// FNV-1a: enough to tell two templates apart, and there is no digest in a pure file.
function digestOf(columns: readonly TemplateColumn[]): string {
  let hash = 0x811c9dc5
  for (const char of JSON.stringify(columns)) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
