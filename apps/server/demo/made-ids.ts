/** Ids that the same seed makes again: UUID v7 in form, their time counted from a fixed instant. */
import type { Random } from './random.ts'

// Sixteen bits as four digits, worked out once: a large city asks for a hundred million of them.
const digits = Array.from({ length: 0x1_0000 }, (_, bits) => bits.toString(16).padStart(4, '0'))

/** Answers a maker of ids; two makers with the same seed make the same ids in the same order. */
export function idMaker(random: Random, startMs: number): () => string {
  let made = 0
  let head = ''
  return () => {
    const counter = made % 4096
    // 4096 ids share a millisecond, told apart by the counter that v7 leaves room for.
    if (counter === 0) {
      const time = (startMs + made / 4096).toString(16).padStart(12, '0')
      head = `${time.slice(0, 8)}-${time.slice(8)}`
    }
    made += 1
    const variant = digits[0x8000 | random.int(0, 0x3fff)]
    const tail = () => digits[random.int(0, 0xffff)]!
    return `${head}-${digits[0x7000 | counter]}-${variant}-${tail()}${tail()}${tail()}`
  }
}
