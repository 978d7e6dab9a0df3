/** Lines: how a few numbers went from month to month. */
import { useMemo } from 'react'
import { colours } from '../theme.ts'
import { Chart, tooltip } from './chart.tsx'

/** Draws lines over names in order; a value that is missing leaves a gap. */
export function LineChart({
  label,
  names,
  series,
  height = 260,
}: {
  label: string
  names: readonly string[]
  series: readonly { name: string; values: readonly (number | null)[] }[]
  height?: number
}) {
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 20, top: 36, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0 },
      tooltip: { ...tooltip, trigger: 'axis' },
      xAxis: { type: 'category', data: names, axisLine: { lineStyle: { color: colours.lineFirm } } },
      yAxis: { type: 'value', splitLine: { lineStyle: { color: colours.line } } },
      series: series.map(({ name, values }, at) => ({
        name,
        type: 'line',
        data: values,
        symbol: ['circle', 'diamond', 'triangle', 'rect'][at % 4],
        symbolSize: 7,
      })),
    }),
    [names, series],
  )
  return <Chart option={option} height={height} label={label} />
}
