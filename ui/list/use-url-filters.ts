/** The state of a list in the address, so that every list is a link; what is personal stays in memory. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { type Filter, type FilterValues, readFilters } from './filter.ts'

const SIZES = [10, 20, 50, 100]

/** Answers the filters in force and the page size, and how to change them. */
export function useUrlFilters(filters: readonly Filter[], usual: FilterValues) {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>
  const navigate = useNavigate()
  const [hidden, setHidden] = useState<FilterValues>({})
  const values = useMemo(
    () => ({ ...(Object.keys(search).length === 0 ? usual : readFilters(search, filters)), ...hidden }),
    [search, filters, hidden, usual],
  )
  const size = SIZES.includes(Number(search['size'])) ? Number(search['size']) : 20
  const write = (next: FilterValues, nextSize: number) => {
    const isPersonal = (name: string) => filters.some((filter) => filter.name === name && filter.personal)
    const entries = Object.entries(next).filter(([, value]) => value !== undefined && value !== '')
    setHidden(Object.fromEntries(entries.filter(([name]) => isPersonal(name))))
    const open = Object.fromEntries(entries.filter(([name]) => !isPersonal(name)))
    return navigate({ to: '.', search: { ...open, size: nextSize } as never })
  }
  return {
    values,
    size,
    setValues: (next: FilterValues) => void write(next, size),
    setSize: (next: number) => void write(values, next),
  }
}
