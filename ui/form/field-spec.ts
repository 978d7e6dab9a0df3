/** What a form needs to know of one field. */
import type { Column } from '@xinlu/kernel/ledgers'

/** How a value is typed in. */
export type FieldKind = 'text' | 'note' | 'choice' | 'day' | 'month' | 'number' | 'money' | 'yesNo' | 'place'

/** The values of a form by field. */
export type FormValues = Readonly<Record<string, unknown>>

/** One field; the name is that of the contract's input. */
export interface FormField {
  name: string
  label: string
  kind: FieldKind
  help?: string
  options?: readonly { code: string; label: string }[]
  /** Whether the field is there; what is not there is not sent. */
  when?: (values: FormValues) => boolean
  /** Marks a field as needed although the contract takes it as optional. */
  required?: boolean
}

/** Answers the options of a record of codes and labels. */
export function optionsOf(labels: Readonly<Record<string, string>>): { code: string; label: string }[] {
  return Object.entries(labels).map(([code, label]) => ({ code, label }))
}

const kindOf: Record<Column['kind'], FieldKind> = {
  text: 'text',
  number: 'number',
  money: 'money',
  day: 'day',
  month: 'month',
  choice: 'choice',
  yesNo: 'yesNo',
  person: 'text',
  place: 'place',
  reference: 'text',
  file: 'text',
  note: 'note',
}

/** Answers the fields for columns of a ledger, with its labels, help and options. */
export function fieldsOf(columns: Readonly<Record<string, Column>>, names: readonly string[]): FormField[] {
  return names.map((name) => {
    const { kind, label, help, options, required } = columns[name]!
    return { name, label, kind: kindOf[kind], help, options, required }
  })
}
