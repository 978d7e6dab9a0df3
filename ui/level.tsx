/** How urgent something is: a colour, a shape and a word, so that each alone would do. */

/** The levels by what they are called. */
export const levels = { red: '红色', orange: '橙色', yellow: '黄色' } as const

/** The code of a level. */
export type LevelCode = keyof typeof levels

const shapes: Record<LevelCode, string> = {
  red: 'M7 0.8 13.4 13H0.6z',
  orange: 'M7 0.5 13.5 7 7 13.5 0.5 7z',
  yellow: 'M1.5 1.5h11v11h-11z',
}

/** Shows a level. */
export function Level({ level }: { level: LevelCode }) {
  return (
    <span className={`x-level x-level-${level}`}>
      <svg width="13" height="13" viewBox="0 0 14 14" aria-hidden="true" fill="currentColor">
        <path d={shapes[level]} />
      </svg>
      {levels[level]}
    </span>
  )
}
