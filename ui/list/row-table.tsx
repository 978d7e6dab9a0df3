/** The rows of a list as a plain table: opened by click or Enter, walked with the arrows, chosen by boxes. */
import { Checkbox } from 'antd'
import type { KeyboardEvent, ReactNode } from 'react'
import { Loading } from '../faces.tsx'
import type { ListColumn } from './columns.ts'

interface Rows<Row> {
  rows: readonly Row[]
  rowKey: (row: Row) => string
  columns: readonly ListColumn<Row>[]
  /** How many rows stand on the pages before. */
  from: number
  /** The rows chosen; without it there are no boxes. */
  chosen?: readonly Row[]
  onChoose: (rows: readonly Row[]) => void
  onOpen?: (row: Row) => void
  isLoading: boolean
  empty: ReactNode
}

/** Shows the rows, or that there are none. */
export function RowTable<Row>(props: Rows<Row>) {
  const { rows, rowKey, columns, from, chosen, onChoose, onOpen, isLoading, empty } = props
  if (rows.length === 0) return isLoading ? <Loading rows={8} /> : <>{empty}</>
  const keys = new Set(chosen?.map(rowKey))
  const here = rows.filter((row) => keys.has(rowKey(row))).length
  const choose = (wanted: readonly Row[], isChosen: boolean) => {
    const other = (chosen ?? []).filter((row) => !wanted.some((one) => rowKey(one) === rowKey(row)))
    onChoose(isChosen ? [...other, ...wanted] : other)
  }
  return (
    <div className="x-wide">
      <table className={`x-rows${isLoading ? ' x-waits' : ''}`} aria-busy={isLoading}>
        <thead>
          <tr>
            {chosen && (
              <th scope="col" style={{ width: 44 }}>
                <Checkbox
                  aria-label="选择本页全部"
                  checked={here === rows.length}
                  indeterminate={here > 0 && here < rows.length}
                  onChange={(event) => choose(rows, event.target.checked)}
                />
              </th>
            )}
            <th scope="col" style={{ width: 62 }}>
              序号
            </th>
            {columns.map(({ key, title, width, align }) => (
              <th key={key} scope="col" style={{ width, textAlign: align }}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => {
            const key = rowKey(row)
            const classes = [onOpen && 'x-row', keys.has(key) && 'x-chosen'].filter(Boolean).join(' ')
            return (
              <tr
                key={key}
                className={classes}
                tabIndex={onOpen && 0}
                onClick={(event) => isOwn(event.target) && onOpen?.(row)}
                onKeyDown={(event) => byKeyboard(event, onOpen && (() => onOpen(row)))}
              >
                {chosen && (
                  <td>
                    <Checkbox
                      aria-label={`选择第 ${from + at + 1} 条`}
                      checked={keys.has(key)}
                      onChange={(event) => choose([row], event.target.checked)}
                    />
                  </td>
                )}
                <td className="x-quiet">{from + at + 1}</td>
                {columns.map((column) => (
                  <td key={column.key} style={{ textAlign: column.align }}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

// A click on a link, a box or a button in the row means that, not the row; so does the end of marking some text.
function isOwn(target: EventTarget): boolean {
  if (getSelection()?.isCollapsed === false) return false
  return !(target as HTMLElement).closest('a,button,input,label')
}

function byKeyboard(event: KeyboardEvent<HTMLElement>, open: (() => void) | undefined): void {
  if (event.target !== event.currentTarget) return
  const row = event.currentTarget
  const to = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key]
  if (event.key === 'Enter') open?.()
  else if (to instanceof HTMLElement) to.focus()
  else return
  event.preventDefault()
}
