/** A map of the places below one, coloured by a number. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Empty, Shown } from '../faces.tsx'
import { type Outline, usePlaceBook } from '../place/place-book.ts'
import { colours } from '../theme.ts'
import { Chart, tooltip } from './chart.tsx'
import { registerMap } from './echarts.ts'

/** The colours from little to much: one hue that darkens, so that grey print still tells them apart. */
const ramp = ['#edf3ee', '#c4d8cb', '#8fb5a1', '#548d76', '#1d4237']

interface MapProps {
  label: string
  /** The place whose parts are drawn. */
  place: number
  /** The number of each part, by its 12-digit code. */
  values: ReadonlyMap<number, number>
  unit?: string
  /** 审图号, printed in the corner when the map has one. */
  licence?: string
  height?: number
  onPick?: (code: number) => void
}

/** Draws the map, or says that there is no outline of this place. */
export function MapChart(props: MapProps) {
  const book = usePlaceBook()
  const outline = useQuery({
    queryKey: ['outline', props.place],
    queryFn: async () => (await book.outline(props.place)) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Shown of={outline}>
      {(map) =>
        map ? <Drawn {...props} map={map} /> : <Empty title="这个区划没有边界图">请看旁边的表。</Empty>
      }
    </Shown>
  )
}

function Drawn({
  label,
  place,
  values,
  unit = '',
  licence,
  height = 460,
  onPick,
  map,
}: MapProps & { map: Outline }) {
  const areas = useMemo(() => {
    registerMap(`place-${place}`, map as never)
    return map.features.map(({ properties }) => ({ code: fullCode(properties.code), name: properties.name }))
  }, [map, place])
  const option = useMemo(() => {
    const data = areas.map(({ code, name }) => ({ name, value: values.get(code) ?? 0 }))
    const most = Math.max(1, ...data.map(({ value }) => value))
    return {
      tooltip: {
        ...tooltip,
        formatter: ({ name, value }: { name: string; value: number }) => `${name}\n${value || 0} ${unit}`,
      },
      visualMap: {
        min: 0,
        max: most,
        left: 12,
        bottom: 12,
        calculable: false,
        text: [`${most}`, '0'],
        inRange: { color: ramp },
        itemHeight: 96,
        itemWidth: 12,
      },
      series: [
        {
          type: 'map',
          map: `place-${place}`,
          data,
          selectedMode: false,
          label: {
            show: true,
            fontSize: 12,
            color: colours.ink,
            textBorderColor: '#fff',
            textBorderWidth: 2,
          },
          itemStyle: { borderColor: '#fff', borderWidth: 1.2, areaColor: ramp[0] },
          emphasis: { itemStyle: { areaColor: '#e8c27a' }, label: { color: colours.ink } },
        },
      ],
    }
  }, [areas, values, place, unit])
  return (
    <figure>
      <Chart
        option={option}
        height={height}
        label={label}
        onPick={(name) => {
          const area = areas.find((one) => one.name === name)
          if (area) onPick?.(area.code)
        }}
      />
      {licence && <figcaption className="x-quiet">审图号：{licence}</figcaption>}
    </figure>
  )
}

function fullCode(code: string | number): number {
  return Number(String(code).padEnd(12, '0'))
}
