/** Loaded before a process: moves its clock by so many milliseconds. */
import process from 'node:process'

const RealDate = Date
const shift = Number(process.env['XINLU_FAULT_CLOCK_MS'] ?? 0)

class ShiftedDate extends RealDate {
  constructor(...given: [] | [number | string | Date]) {
    if (given.length === 0) super(RealDate.now() + shift)
    // The other forms (year, month and so on) travel as they came.
    else super(...(given as [number]))
  }

  static override now(): number {
    return RealDate.now() + shift
  }
}

globalThis.Date = ShiftedDate as DateConstructor
