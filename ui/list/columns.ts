/** Which columns of a list are shown: a habit of this browser, holding column names only. */
import { useState } from 'react'
import type { ReactNode } from 'react'

/** One column of a list. */
export interface ListColumn<Row> {
  key: string
  title: string
  cell: (row: Row) => ReactNode
  width?: number
  align?: 'right'
  /** Left out at first; the column choice brings it in. */
  isExtra?: boolean
  /** Always shown, such as what can be done with a row. */
  isFixed?: boolean
}

/** Answers the columns shown, and how to choose. */
export function useColumnChoice<Row>(list: string, columns: readonly ListColumn<Row>[]) {
  const key = `xinlu.columns.${list}`
  const [chosen, setChosen] = useState<readonly string[]>(() => {
    const known = columns.filter(({ isExtra }) => !isExtra).map((column) => column.key)
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
      return Array.isArray(kept) && kept.length > 0 ? (kept as string[]) : known
    } catch {
      // Kept by an older version, or storage is closed to us: the usual columns are right.
      return known
    }
  })
  const choose = (next: readonly string[]) => {
    setChosen(next)
    localStorage.setItem(key, JSON.stringify(next))
  }
  return { shown: columns.filter((column) => column.isFixed || chosen.includes(column.key)), chosen, choose }
}
