/** One canvas that follows its option and its size. */
import type { EChartsCoreOption } from 'echarts/core'
import { useEffect, useRef } from 'react'
import { colours, fontFamily, series } from '../theme.ts'
import { init } from './echarts.ts'

type Instance = ReturnType<typeof init>

/** Draws an option; `label` is what a screen reader says. The table beside it carries the same numbers. */
export function Chart({
  option,
  height,
  label,
  onPick,
}: {
  option: EChartsCoreOption
  height: number
  label: string
  onPick?: (name: string) => void
}) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<Instance>(undefined)
  const pick = useRef(onPick)
  pick.current = onPick
  // A canvas is outside of React: it is made once, fed, and taken away.
  useEffect(() => {
    const made = init(box.current)
    chart.current = made
    made.on('click', (event) => pick.current?.(event.name))
    const watcher = new ResizeObserver(() => made.resize())
    watcher.observe(box.current!)
    return () => {
      watcher.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    chart.current?.setOption(
      {
        animationDuration: 200,
        color: [...series],
        textStyle: { fontFamily, color: colours.ink },
        ...option,
      },
      { notMerge: true, lazyUpdate: false },
    )
  }, [option])
  return <div ref={box} role="img" aria-label={label} style={{ height, width: '100%' }} />
}

/** The tooltip of all charts: drawn on the canvas, because the page's policy takes no styles in markup. */
export const tooltip = {
  renderMode: 'richText',
  confine: true,
  backgroundColor: colours.sheet,
  borderColor: colours.lineFirm,
  textStyle: { color: colours.ink, fontSize: 13 },
} as const
