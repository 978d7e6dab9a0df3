/** The pieces a page about one thing is made of. */
import { useId, type ReactNode } from 'react'

/** The head of a page: its title, a line about it, and what can be done. */
export function PageHead({
  title,
  about,
  actions,
}: {
  title: string
  about?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className="x-page-head">
      <h1>{title}</h1>
      {about && <div className="x-about">{about}</div>}
      {actions && <div className="x-actions">{actions}</div>}
    </div>
  )
}

/** One titled sheet of paper. `flush` leaves the margin to the content, for tables. */
export function Section({
  title,
  about,
  actions,
  flush = false,
  children,
}: {
  title: string
  about?: ReactNode
  actions?: ReactNode
  flush?: boolean
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className="x-sheet" aria-labelledby={id}>
      <div className="x-sheet-head">
        <h2 id={id}>{title}</h2>
        {about && <span className="x-quiet">{about}</span>}
        {actions && <div className="x-actions">{actions}</div>}
      </div>
      <div className={flush ? undefined : 'x-sheet-body'}>{children}</div>
    </section>
  )
}

/** Labels and values, as many beside each other as there is room for. */
export function Facts({ of }: { of: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="x-facts">
      {of.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value ?? '—'}</dd>
        </div>
      ))}
    </dl>
  )
}
