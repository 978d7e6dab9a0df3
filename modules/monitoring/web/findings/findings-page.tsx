/** 疑点清单: what the rules point at, by place, level, kind and age. */
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { Button } from 'antd'
import { useAsk, useMay } from '@xinlu/kernel/commands/web'
import {
  DayText,
  type Filter,
  type FilterValues,
  Level,
  type ListColumn,
  ListPage,
  PageHead,
  PlaceName,
  levels,
  optionsOf,
} from '@xinlu/ui'
import { countFindings, listFindings, listRules } from '../../contract.ts'
import { monitoringPermissions } from '../../permissions.ts'
import { DecideDialog, type DecidableFinding } from './decide-dialog.tsx'
import { kindLabels, stateLabels, verdictLabels } from './words.ts'

type Row = DecidableFinding & {
  division: number
  household: string
  headName: string | null
  householdCode: string | null
  level: 'red' | 'orange' | 'yellow'
  kind: keyof typeof kindLabels
  state: keyof typeof stateLabels
  sentence: string
  openedOn: string
  days: number
  verdict: keyof typeof verdictLabels | null
}

const USUAL: FilterValues = { undecided: true }

/** The page. */
export function FindingsPage() {
  const rules = useAsk(listRules, {})
  const mayDecide = useMay(monitoringPermissions.decide)
  const [deciding, setDeciding] = useState<Row>()
  const filters = useMemo<Filter[]>(
    () => [
      { name: 'division', label: '区划', kind: 'place' },
      { name: 'level', label: '级别', kind: 'choice', options: optionsOf(levels), width: 110 },
      {
        name: 'rule',
        label: '规则',
        kind: 'choice',
        width: 230,
        options: (rules.data?.rules ?? []).map(({ key, name }) => ({ code: key, label: name })),
      },
      { name: 'undecided', label: '只看未核实', kind: 'yes' },
      { name: 'kind', label: '类别', kind: 'choice', options: optionsOf(kindLabels) },
      { name: 'state', label: '状态', kind: 'choice', options: optionsOf(stateLabels) },
      { name: 'olderThanDays', label: '发现已满（天）', kind: 'number' },
    ],
    [rules.data],
  )
  return (
    <>
      <PageHead title="疑点清单" about="规则只提示，由人核实。点开一条可以看到它的来由。" />
      <ListPage<typeof listFindings, Row>
        contract={listFindings}
        rows={(answer) => answer.rows}
        rowKey={(row) => row.id}
        open={addressOf}
        filters={filters}
        usual={USUAL}
        columns={mayDecide ? [...columns, decideColumn(setDeciding)] : columns}
        count={useTotal}
      />
      {deciding && <DecideDialog finding={deciding} onClose={() => setDeciding(undefined)} />}
    </>
  )
}

function useTotal(values: FilterValues) {
  return { total: useAsk(countFindings, values as never, { keepPrevious: true }).data?.total, cap: 10_000 }
}

function addressOf({ county, household }: Row): string {
  return `/monitoring/findings/${county}/${household}`
}

const columns: ListColumn<Row>[] = [
  { key: 'level', title: '级别', width: 84, cell: ({ level }) => <Level level={level} /> },
  {
    key: 'head',
    title: '户主',
    width: 92,
    cell: (row) => (
      <Link to={addressOf(row)} className="x-row-link">
        {row.headName ?? '—'}
      </Link>
    ),
  },
  { key: 'place', title: '区划', width: 190, cell: ({ division }) => <PlaceName code={division} path /> },
  { key: 'rule', title: '规则', width: 170, cell: ({ ruleName }) => ruleName },
  {
    key: 'sentence',
    title: '为什么提示',
    cell: ({ sentence }) => (
      <div className="x-two-lines" title={sentence}>
        {sentence}
      </div>
    ),
  },
  {
    key: 'openedOn',
    title: '发现日期',
    width: 130,
    cell: ({ openedOn, days }) => (
      <>
        <DayText day={openedOn} short />
        <div className="x-quiet">{days === 0 ? '今天' : `${days} 天前`}</div>
      </>
    ),
  },
  {
    key: 'verdict',
    title: '核实结果',
    width: 120,
    cell: ({ verdict }) => (verdict ? verdictLabels[verdict] : <span className="x-quiet">未核实</span>),
  },
  { key: 'kind', title: '类别', isExtra: true, width: 110, cell: ({ kind }) => kindLabels[kind] },
  {
    key: 'code',
    title: '户编码',
    isExtra: true,
    width: 150,
    cell: ({ householdCode }) => householdCode ?? '—',
  },
]

function decideColumn(onDecide: (row: Row) => void): ListColumn<Row> {
  return {
    key: 'do',
    title: '操作',
    width: 80,
    isFixed: true,
    cell: (row) =>
      row.state === 'open' && (
        <Button type="link" size="small" onClick={() => onDecide(row)}>
          核实
        </Button>
      ),
  }
}
