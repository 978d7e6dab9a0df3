/** Bars: one or two numbers for each of a few places or kinds. */
import { useMemo } from 'react'
import { colours } from '../theme.ts'
import { Chart, tooltip } from './chart.tsx'

/** Draws bars lying down, the first on top; each series has a value for each name. */
export function BarChart({
  label,
  names,
  series,
  height = Math.max(160, names.length * 30 + 50),
  onPick,
}: {
  label: string
  names: readonly string[]
  series: readonly { name: string; values: readonly number[] }[]
  height?: number
  onPick?: (name: string) => void
}) {
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 40, top: series.length > 1 ? 34 : 8, bottom: 4, containLabel: true },
      legend: series.length > 1 ? { top: 0, left: 0, icon: 'rect' } : undefined,
      tooltip: { ...tooltip, trigger: 'axis', axisPointer: { type: 'shadow' } },
      xAxis: { type: 'value', splitLine: { lineStyle: { color: colours.line } }, minInterval: 1 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: names,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colours.lineFirm } },
        axisLabel: { color: colours.ink },
      },
      series: series.map(({ name, values }) => ({
        name,
        type: 'bar',
        data: values,
        barMaxWidth: 16,
        label: { show: true, position: 'right', color: colours.quiet },
      })),
    }),
    [names, series],
  )
  return <Chart option={option} height={height} label={label} onPick={onPick} />
}
