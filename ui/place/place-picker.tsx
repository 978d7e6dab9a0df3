/** Picks a place: step by step downwards from the post's own, or by name, pinyin, initials or code. */
import { Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { parentOf, type DivisionCode } from '@xinlu/kernel/basis'
import { type KnownPlace, usePlace, usePlaceBook } from './place-book.ts'

/** A box for one place; nothing chosen means all of the post's own place. */
export function PlacePicker({
  id,
  value,
  onChange,
  width = 230,
}: {
  id?: string
  value: number | undefined
  onChange: (code: number | undefined) => void
  width?: number | string
}) {
  const book = usePlaceBook()
  const [text, setText] = useState('')
  const [isOpen, setIsOpen] = useState(false)
  const wanted = useDeferredValue(text.trim())
  const at = value ?? book.own
  const chosen = usePlace(value)
  const own = usePlace(book.own)
  const below = useQuery({
    queryKey: ['places', 'below', at],
    queryFn: () => book.below(at),
    enabled: isOpen && wanted === '',
  })
  const found = useQuery({
    queryKey: ['places', 'search', wanted],
    queryFn: () => book.search(wanted),
    enabled: wanted !== '',
  })
  const steps = wanted === '' ? [...above(value, book.own), ...(below.data ?? []).map(optionOf)] : undefined
  const options = steps ?? (found.data ?? []).map((place) => ({ ...optionOf(place), label: place.path }))
  return (
    <Select<number>
      id={id}
      showSearch={{ filterOption: false, onSearch: setText, searchValue: text }}
      allowClear
      style={{ width }}
      value={value}
      placeholder={own?.name ?? '全部'}
      open={isOpen}
      onOpenChange={setIsOpen}
      loading={below.isFetching || found.isFetching}
      notFoundContent={wanted === '' ? '下面没有更小的区划' : '没有找到，请换个写法'}
      labelRender={() => chosen?.name ?? '……'}
      options={options}
      onChange={(code) => {
        setText('')
        onChange(code === book.own ? undefined : code)
      }}
    />
  )
}

function optionOf(place: KnownPlace) {
  return { value: place.code, label: place.abolished ? `${place.name}（已撤并）` : place.name }
}

function above(value: number | undefined, own: number) {
  if (value === undefined || value === own) return []
  const parent = parentOf(value as DivisionCode)
  return parent === undefined ? [] : [{ value: parent as number, label: '← 上一级' }]
}
