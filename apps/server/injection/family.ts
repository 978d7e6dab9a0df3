/** A family of payloads: texts that try the same thing in different ways. */

/** Payloads by family. */
export type Families = Readonly<Record<string, readonly string[]>>

/** Answers every beginning with every ending. */
export function crossed(beginnings: readonly string[], endings: readonly string[]): string[] {
  return beginnings.flatMap((beginning) => endings.map((ending) => `${beginning}${ending}`))
}
