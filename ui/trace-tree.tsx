/** 为什么: the conditions of a rule, what each came to, and which of them decided. */

/** One line of a trace, as explanations carry it. */
export interface TraceLine {
  depth: number
  text: string
  outcome: boolean | null
  /** Whether it had a part in the outcome; the others are shown quietly. */
  decisive?: boolean
}

// The multiplication sign: fonts for Chinese have it, the ballot cross they mostly have not.
const marks = { true: ['✓', '成立'], false: ['×', '不成立'], null: ['?', '缺少数据'] } as const

/** Shows a trace as a tree, one condition a line. */
export function TraceTree({ lines }: { lines: readonly TraceLine[] }) {
  return (
    <ul className="x-trace">
      {lines.map(({ depth, text, outcome, decisive = true }, at) => {
        const [mark, word] = marks[String(outcome) as keyof typeof marks]
        return (
          <li
            key={`${at}-${text}`}
            className={decisive ? undefined : 'x-beside'}
            style={{ paddingLeft: depth * 22 }}
          >
            <span className="x-mark" aria-label={word} role="img">
              {mark}
            </span>
            <span>{text}</span>
          </li>
        )
      })}
    </ul>
  )
}
