/** The control of one field, by its kind. */
import { Input, InputNumber, Radio, Select } from 'antd'
import { PlacePicker } from '../place/place-picker.tsx'
import type { FormField } from './field-spec.ts'

interface Controlled {
  field: FormField
  id: string
  value: unknown
  describedBy: string | undefined
  isWrong: boolean
  onChange: (value: unknown) => void
}

const FEW = 5

/** Shows the control; an emptied one gives undefined. */
export function Control({ field, id, value, describedBy, isWrong, onChange }: Controlled) {
  const told = { id, 'aria-describedby': describedBy, 'aria-invalid': isWrong || undefined }
  const status = isWrong ? 'error' : undefined
  const onText = (text: string) => onChange(text === '' ? undefined : text)
  switch (field.kind) {
    case 'text':
    case 'day':
    case 'month':
      return (
        <Input
          {...told}
          status={status}
          type={field.kind === 'day' ? 'date' : field.kind}
          autoComplete="off"
          value={(value as string) ?? ''}
          onChange={(event) => onText(event.target.value)}
          style={field.kind === 'text' ? undefined : { width: 180 }}
        />
      )
    case 'note':
      return (
        <Input.TextArea
          {...told}
          status={status}
          rows={4}
          value={(value as string) ?? ''}
          onChange={(event) => onText(event.target.value)}
        />
      )
    case 'number':
      return (
        <InputNumber<number>
          {...told}
          status={status}
          value={(value as number) ?? null}
          onChange={(number) => onChange(number ?? undefined)}
          style={{ width: 180 }}
        />
      )
    case 'money':
      return (
        <InputNumber<number>
          {...told}
          status={status}
          precision={2}
          suffix="元"
          value={value === undefined ? null : (value as number) / 100}
          onChange={(yuan) => onChange(yuan === null ? undefined : Math.round(yuan * 100))}
          style={{ width: 180 }}
        />
      )
    case 'yesNo':
      return (
        <Radio.Group
          {...told}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          options={[
            { value: true, label: '是' },
            { value: false, label: '否' },
          ]}
        />
      )
    case 'choice': {
      const options = (field.options ?? []).map(({ code, label }) => ({ value: code, label }))
      if (options.length <= FEW)
        return (
          <Radio.Group
            {...told}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            options={options}
          />
        )
      return (
        <Select
          {...told}
          status={status}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
          value={value}
          options={options}
          onChange={onChange}
          style={{ width: '100%' }}
        />
      )
    }
    case 'place':
      return <PlacePicker id={id} value={value as number | undefined} onChange={onChange} width="100%" />
    default:
      return field.kind satisfies never
  }
}
