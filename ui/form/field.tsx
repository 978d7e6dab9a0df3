/** One field of a form: label, control, help, and what is wrong with it. */
import { useId } from 'react'
import { Control } from './control.tsx'
import type { FormField } from './field-spec.ts'

/** Shows a field; the error is read out when it appears. */
export function Field({
  field,
  value,
  errors,
  isRequired,
  onChange,
}: {
  field: FormField
  value: unknown
  errors: readonly string[]
  isRequired: boolean
  onChange: (value: unknown) => void
}) {
  const id = useId()
  const isGroup = field.kind === 'yesNo' || (field.kind === 'choice' && (field.options?.length ?? 0) <= 5)
  const described = [field.help && `${id}-help`, errors.length > 0 && `${id}-error`].filter(Boolean).join(' ')
  const label = (
    <>
      {field.label}
      {isRequired && (
        <span className="x-must" aria-hidden="true">
          *
        </span>
      )}
    </>
  )
  return (
    <div
      className="x-field"
      role={isGroup ? 'group' : undefined}
      aria-labelledby={isGroup ? `${id}-label` : undefined}
    >
      {isGroup ? (
        <span className="x-label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label htmlFor={id}>{label}</label>
      )}
      <Control
        field={field}
        id={id}
        value={value}
        describedBy={described === '' ? undefined : described}
        isWrong={errors.length > 0}
        onChange={onChange}
      />
      {field.help && (
        <div className="x-help" id={`${id}-help`}>
          {field.help}
        </div>
      )}
      {errors.length > 0 && (
        <div className="x-error" id={`${id}-error`} role="alert">
          {errors.join(' ')}
        </div>
      )}
    </div>
  )
}
