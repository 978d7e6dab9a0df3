/** Checks between the columns of one record that several feeds share. */
import { reason, type Day, type Fen, type Reason } from '@xinlu/kernel/basis'

/** Refuses an end before its beginning; an empty day is not compared. */
export function inOrder<F extends string, T extends string>(
  from: F,
  to: T,
  words: { from: string; to: string },
) {
  return (row: Readonly<Record<F | T, Day | null>>): Reason | null => {
    const [start, end] = [row[from] as Day | null, row[to] as Day | null]
    if (start === null || end === null || end >= start) return null
    const message = `${words.to}${end}早于${words.from}${start}，请核对。`
    return reason('departments.days-in-order', message, { path: to, value: end })
  }
}

/** Refuses an amount that is more than the whole it is part of; an empty amount is not compared. */
export function withinWhole<P extends string, W extends string>(
  part: P,
  whole: W,
  words: { part: string; whole: string },
) {
  return (row: Readonly<Record<P | W, Fen | null>>): Reason | null => {
    const [some, all] = [row[part] as Fen | null, row[whole] as Fen | null]
    if (some === null || all === null || some <= all) return null
    return reason('departments.part-of-whole', `${words.part}大于${words.whole}，请核对金额和单位。`, {
      path: part,
    })
  }
}

/** Refuses a column that is empty although another column's value calls for it. */
export function neededWhen<K extends string>(key: K, isNeeded: (row: never) => boolean, message: string) {
  return (row: Readonly<Record<K, unknown>>): Reason | null =>
    row[key] === null && isNeeded(row as never) ? reason('departments.needed', message, { path: key }) : null
}
