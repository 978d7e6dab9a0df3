/** What happened, one after the other: when, who, what, and what was said. */
import type { ReactNode } from 'react'

/** One event. */
export interface TimeLineEvent {
  key: string
  at: ReactNode
  title: ReactNode
  who?: ReactNode
  note?: ReactNode
}

/** Shows events in the order given. */
export function TimeLine({ events }: { events: readonly TimeLineEvent[] }) {
  return (
    <ol className="x-time-line">
      {events.map(({ key, at, title, who, note }) => (
        <li key={key}>
          <div>
            <strong>{title}</strong> <span className="x-quiet">{at}</span>
          </div>
          {who && <div className="x-quiet">{who}</div>}
          {note && <div>{note}</div>}
        </li>
      ))}
    </ol>
  )
}
