/** A list of the office: filters in the address, pages by keyset, columns by choice, rows by keyboard. */
import { Button, Checkbox, Popover, Select } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk } from '@xinlu/kernel/commands/web'
import { Empty, Failed } from '../faces.tsx'
import { countText } from '../values.tsx'
import { type ListColumn, useColumnChoice } from './columns.ts'
import type { Filter, FilterValues } from './filter.ts'
import { FilterBar } from './filter-bar.tsx'
import { RowTable } from './row-table.tsx'
import { useUrlFilters } from './use-url-filters.ts'

type AskContract = Parameters<typeof useAsk>[0]

/** What a list is given. */
export interface ListProps<C extends AskContract, Row> {
  /** The ask that lists; its input takes the filters, `after` and `size`. */
  contract: C
  /** The rows of an answer. */
  rows: (answer: NonNullable<ReturnType<typeof useAsk<C>>['data']>) => readonly Row[]
  rowKey: (row: Row) => string
  columns: readonly ListColumn<Row>[]
  filters?: readonly Filter[]
  /** The filters in force when the address names none. */
  usual?: FilterValues
  /** What is asked besides the filters. */
  given?: Readonly<Record<string, unknown>>
  /** The address of a row's page. */
  open?: (row: Row) => string
  /** How many there are with these filters; `cap` says from where on it reads `10 000+`. */
  count?: (values: FilterValues) => { total: number | undefined; cap?: number }
  /** Shown over the rows chosen; without it no rows can be chosen. */
  bulk?: (rows: readonly Row[], clear: () => void) => ReactNode
  /** Whether to ask at all: a register of people is searched, never browsed. */
  wants?: (values: FilterValues) => boolean
  /** What stands there before anything was asked. */
  before?: ReactNode
  empty?: ReactNode
}

const NONE: FilterValues = {}
const NO_FILTERS: readonly Filter[] = []

/** Shows the list. */
export function ListPage<C extends AskContract, Row extends object>(props: ListProps<C, Row>) {
  const { filters = NO_FILTERS, usual = NONE } = props
  const url = useUrlFilters(filters, usual)
  const key = JSON.stringify([url.values, url.size])
  return (
    <div className="x-sheet">
      {filters.length > 0 && (
        <FilterBar
          key={JSON.stringify(url.values)}
          filters={filters}
          values={url.values}
          onAsk={url.setValues}
          onReset={() => url.setValues({})}
        />
      )}
      {(props.wants?.(url.values) ?? true) ? (
        <Rows key={key} {...props} values={url.values} size={url.size} onSize={url.setSize} />
      ) : (
        (props.before ?? <Empty title="请先填写查询条件" />)
      )}
    </div>
  )
}

function Rows<C extends AskContract, Row extends object>({
  contract,
  rows: rowsOf,
  rowKey,
  columns,
  given = {},
  open,
  count,
  bulk,
  empty,
  values,
  size,
  onSize,
}: ListProps<C, Row> & { values: FilterValues; size: number; onSize: (size: number) => void }) {
  const navigate = useNavigate()
  const [marks, setMarks] = useState<readonly string[]>([])
  const [chosen, setChosen] = useState<readonly Row[]>([])
  const choice = useColumnChoice(contract.name, columns)
  const after = marks.at(-1)
  const input = { ...given, ...values, size, ...(after === undefined ? {} : { after }) }
  const asked = useAsk(contract, input as never, { keepPrevious: true })
  const counted = count?.(values)
  if (asked.error) return <Failed error={asked.error} again={() => void asked.refetch()} />
  const answer = asked.data as Parameters<typeof rowsOf>[0] | undefined
  const rows = answer === undefined ? [] : rowsOf(answer)
  const next = (answer as { next?: string | null } | undefined)?.next ?? null
  const from = marks.length * size

  const openRow = (row: Row) => open && void navigate({ to: open(row) })
  return (
    <>
      {bulk && chosen.length > 0 && (
        <div className="x-list-bulk">
          已选 {chosen.length} 条{bulk(chosen, () => setChosen([]))}
          <Button type="link" size="small" onClick={() => setChosen([])}>
            取消选择
          </Button>
        </div>
      )}
      <RowTable
        rows={rows}
        rowKey={rowKey}
        columns={choice.shown}
        from={from}
        chosen={bulk && chosen}
        onChoose={setChosen}
        onOpen={open && openRow}
        isLoading={asked.isPending || asked.isPlaceholderData}
        empty={empty ?? <Empty title="没有符合条件的内容" />}
      />
      <div className="x-list-foot">
        <span aria-live="polite">
          {counted?.total !== undefined
            ? `共 ${countText(counted.total, counted.cap)} 条`
            : rows.length > 0 && `第 ${from + 1}—${from + rows.length} 条`}
        </span>
        <Popover
          trigger="click"
          title="显示的栏目"
          content={
            <Checkbox.Group
              style={{ display: 'grid', gap: 6 }}
              value={[...choice.chosen]}
              onChange={(keys) => choice.choose(keys as string[])}
              options={columns
                .filter(({ isFixed }) => !isFixed)
                .map(({ key, title }) => ({ value: key, label: title }))}
            />
          }
        >
          <Button type="link" size="small" className="x-no-print">
            栏目
          </Button>
        </Popover>
        <div className="x-pager">
          <Select
            size="small"
            aria-label="每页条数"
            value={size}
            onChange={onSize}
            options={[10, 20, 50, 100].map((value) => ({ value, label: `每页 ${value} 条` }))}
          />
          <Button size="small" disabled={marks.length === 0} onClick={() => setMarks([])}>
            首页
          </Button>
          <Button size="small" disabled={marks.length === 0} onClick={() => setMarks(marks.slice(0, -1))}>
            上一页
          </Button>
          <span>第 {marks.length + 1} 页</span>
          <Button
            size="small"
            disabled={next === null}
            onClick={() => next !== null && setMarks([...marks, next])}
          >
            下一页
          </Button>
        </div>
      </div>
    </>
  )
}
