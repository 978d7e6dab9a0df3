/** Small values as the office reads them; a missing one is a dash. */
import { type Fen, yuanText } from '@xinlu/kernel/basis'

const NOTHING = '—'

/** An amount in yuan with two places, from 分. */
export function Money({ fen }: { fen: number | null | undefined }) {
  if (fen == null) return <span className="x-number">{NOTHING}</span>
  return <span className="x-number">{grouped(yuanText(fen as Fen))} 元</span>
}

/** A day as 2023年6月30日; `short` keeps 2023-06-30 for tables. */
export function DayText({ day, short = false }: { day: string | null | undefined; short?: boolean }) {
  if (!day) return <span>{NOTHING}</span>
  const [year, month, date] = day.slice(0, 10).split('-').map(Number)
  return <time dateTime={day}>{short ? day.slice(0, 10) : `${year}年${month}月${date}日`}</time>
}

const office = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
  hour12: false,
})

/** An instant in office time, to the minute. */
export function InstantText({ at }: { at: string | null | undefined }) {
  return at ? <time dateTime={at}>{office.format(new Date(at))}</time> : <span>{NOTHING}</span>
}

/** Answers a count with grouped digits; one that was capped reads `10 000+`. */
export function countText(count: number, cap = Number.POSITIVE_INFINITY): string {
  return count >= cap ? `${grouped(String(cap))}+` : grouped(String(count))
}

/** A text, or a dash. */
export function Text({ children }: { children: string | number | null | undefined }) {
  return <span>{children === null || children === undefined || children === '' ? NOTHING : children}</span>
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f')
}
