/** One line of the doctor: what was looked at, how it is, and what to do. */

/** 好: as it should be. 注意: fit for trying, not for production. 不行: must be put right. */
export const grades = { good: '好', note: '注意', bad: '不行' } as const

/** The code of a grade. */
export type Grade = keyof typeof grades

/** What was found; `advice` says what to do about anything that is not good. */
export interface Finding {
  grade: Grade
  what: string
  advice?: string
}

/** All is well. */
export function good(what: string): Finding {
  return { grade: 'good', what }
}

/** Something to know of. */
export function note(what: string, advice: string): Finding {
  return { grade: 'note', what, advice }
}

/** Something that must be put right. */
export function bad(what: string, advice: string): Finding {
  return { grade: 'bad', what, advice }
}
