/** Ids that the same seed makes again: UUID v7 in form, their time counted from a fixed instant. */
import type { Random } from './random.ts'

/** Answers a maker of ids; two makers with the same seed make the same ids in the same order. */
export function idMaker(random: Random, startMs: number): () => string {
  let made = 0
  return () => {
    // 4096 ids share a millisecond, told apart by the counter that v7 leaves room for.
    const time = (startMs + Math.floor(made / 4096)).toString(16).padStart(12, '0')
    const counter = (made % 4096).toString(16).padStart(3, '0')
    made += 1
    const tail = () => random.int(0, 0xffff).toString(16).padStart(4, '0')
    const variant = (0x8000 | random.int(0, 0x3fff)).toString(16)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${variant}-${tail()}${tail()}${tail()}`
  }
}
