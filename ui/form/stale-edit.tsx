/** Somebody changed the record in between: what stands there now beside what was typed here. */
import type { ProblemDetails } from '@xinlu/kernel/basis'
import { TwoSided, type TwoSidedRow } from '../two-sided.tsx'
import type { FormField, FormValues } from './field-spec.ts'

/** Both versions as rows, where the page knows better than the field names how to show them. */
export interface StaleFacts {
  rows: readonly TwoSidedRow[]
}

/** Shows both versions; the record has to be opened anew before it can be sent. */
export function StaleEdit({
  details,
  fields,
  values,
  facts,
}: {
  details: ProblemDetails
  fields: readonly FormField[]
  values: FormValues
  facts?: (details: ProblemDetails, values: FormValues) => StaleFacts
}) {
  const rows = facts?.(details, values).rows ?? plainRows(details, fields, values)
  if (rows.length === 0) return null
  return (
    <div style={{ marginTop: 12 }}>
      <TwoSided left="现在的内容（别人已保存）" right="您填写的内容（未保存）" rows={rows} />
    </div>
  )
}

function plainRows(details: ProblemDetails, fields: readonly FormField[], values: FormValues): TwoSidedRow[] {
  const theirs = (details['theirs'] ?? details['now'] ?? {}) as FormValues
  return fields
    .filter(({ name }) => name in theirs)
    .map((field) => ({
      label: field.label,
      left: textOf(field, theirs[field.name]),
      right: textOf(field, values[field.name]),
    }))
}

function textOf(field: FormField, value: unknown): string {
  if (value === undefined || value === null || value === '') return '—'
  if (field.kind === 'money') return `${Number(value) / 100} 元`
  if (field.kind === 'yesNo') return value ? '是' : '否'
  return field.options?.find(({ code }) => code === value)?.label ?? String(value)
}
