/** How many days are left. */

/** Says how many days are left; overdue is red and says so in words, null is no time limit. */
export function Clock({ daysLeft, label = '' }: { daysLeft: number | null; label?: string }) {
  if (daysLeft === null) return <span className="x-quiet">不限时</span>
  if (daysLeft < 0) return <span className="x-late">{`${label}已超期 ${-daysLeft} 天`}</span>
  if (daysLeft === 0) return <span className="x-late">{`${label}今天到期`}</span>
  return <span className={daysLeft <= 3 ? 'x-level-orange' : undefined}>{`${label}还剩 ${daysLeft} 天`}</span>
}
