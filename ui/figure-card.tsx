/** One number that opens the rows it counts. */
import { Link } from '@tanstack/react-router'
import { countText } from './values.tsx'

interface Figure {
  label: string
  value: number | null
  unit?: string
  /** The address of the list of the rows counted; the count there is equal. */
  to?: string
  search?: Readonly<Record<string, unknown>>
  /** The change against the former month, with its sign. */
  change?: number | null
  isLate?: boolean
}

/** Shows a figure; with an address it is a link. */
export function FigureCard({ label, value, unit, to, search, change, isLate = false }: Figure) {
  const content = (
    <>
      <span className="x-quiet">{label}</span>
      <strong className={isLate && value ? 'x-late' : undefined}>
        {value === null ? '—' : countText(value)}
        {unit && <small>{unit}</small>}
      </strong>
      {change !== undefined && <span className="x-quiet">{`比上月 ${changeText(change)}`}</span>}
    </>
  )
  if (!to) return <div className="x-figure">{content}</div>
  return (
    <Link className="x-figure" to={to} search={search as never}>
      {content}
    </Link>
  )
}

function changeText(change: number | null): string {
  if (change === null) return '—'
  if (change === 0) return '持平'
  return change > 0 ? `+${countText(change)}` : `−${countText(-change)}`
}
