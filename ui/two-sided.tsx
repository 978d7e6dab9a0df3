/** Two versions of one thing beside each other; what differs is marked. */
import type { ReactNode } from 'react'

/** One line of the comparison; `differs` is worked out from the texts unless it is given. */
export interface TwoSidedRow {
  label: string
  left: ReactNode
  right: ReactNode
  differs?: boolean
}

/** Shows two sides under their titles. */
export function TwoSided({
  left,
  right,
  rows,
}: {
  left: string
  right: string
  rows: readonly TwoSidedRow[]
}) {
  return (
    <table className="x-two-sided">
      <thead>
        <tr>
          <th scope="col">栏目</th>
          <th scope="col">{left}</th>
          <th scope="col">{right}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label} className={(row.differs ?? row.left !== row.right) ? 'x-differs' : undefined}>
            <th scope="row">{row.label}</th>
            <td>{row.left ?? '—'}</td>
            <td>{row.right ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
