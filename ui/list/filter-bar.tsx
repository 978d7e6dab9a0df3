/** The bar of filters over a list: 查询 and 重置; Enter asks. */
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useId, useState } from 'react'
import { PlacePicker } from '../place/place-picker.tsx'
import type { Filter, FilterValues } from './filter.ts'

const FIRST = 4

/** Shows the filters; four of them at first, the others behind 展开. */
export function FilterBar({
  filters,
  values,
  onAsk,
  onReset,
}: {
  filters: readonly Filter[]
  values: FilterValues
  onAsk: (values: FilterValues) => void
  onReset: () => void
}) {
  const [typed, setTyped] = useState(values)
  const [isWide, setIsWide] = useState(() =>
    filters.slice(FIRST).some(({ name }) => values[name] !== undefined),
  )
  const shown = isWide ? filters : filters.slice(0, FIRST)
  return (
    <form
      className="x-filters"
      role="search"
      aria-label="查询条件"
      onSubmit={(event) => {
        event.preventDefault()
        onAsk(typed)
      }}
    >
      {shown.map((filter) => (
        <FilterControl
          key={filter.name}
          filter={filter}
          value={typed[filter.name]}
          onChange={(value) => setTyped({ ...typed, [filter.name]: value })}
        />
      ))}
      <div className="x-buttons">
        <Button type="primary" htmlType="submit">
          查询
        </Button>
        <Button onClick={onReset}>重置</Button>
        {filters.length > FIRST && (
          <Button type="link" aria-expanded={isWide} onClick={() => setIsWide(!isWide)}>
            {isWide ? '收起' : '展开'}
          </Button>
        )}
      </div>
    </form>
  )
}

function FilterControl({
  filter,
  value,
  onChange,
}: {
  filter: Filter
  value: FilterValues[string]
  onChange: (value: FilterValues[string]) => void
}) {
  const id = useId()
  const { kind, label, options, placeholder, width } = filter
  if (kind === 'yes')
    return (
      <Checkbox
        checked={value === true}
        onChange={(event) => onChange(event.target.checked ? true : undefined)}
        style={{ marginBottom: 6 }}
      >
        {label}
      </Checkbox>
    )
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {kind === 'place' && (
        <PlacePicker id={id} value={value as number | undefined} onChange={onChange} width={width} />
      )}
      {kind === 'choice' && (
        <Select
          id={id}
          allowClear
          placeholder={placeholder ?? '全部'}
          showSearch={(options?.length ?? 0) > 8 ? { optionFilterProp: 'label' } : false}
          value={value}
          onChange={(next) => onChange(next as string | undefined)}
          options={(options ?? []).map(({ code, label: text }) => ({ value: code, label: text }))}
          popupMatchSelectWidth={false}
          style={{ width: width ?? 150 }}
        />
      )}
      {kind === 'number' && (
        <InputNumber<number>
          id={id}
          value={(value as number) ?? null}
          onChange={(next) => onChange(next ?? undefined)}
          style={{ width: width ?? 110 }}
        />
      )}
      {(kind === 'text' || kind === 'day') && (
        <Input
          id={id}
          type={kind === 'day' ? 'date' : 'text'}
          autoComplete="off"
          allowClear={kind === 'text'}
          placeholder={placeholder}
          value={(value as string) ?? ''}
          onChange={(event) => onChange(event.target.value || undefined)}
          style={{ width: width ?? 180 }}
        />
      )}
    </div>
  )
}
