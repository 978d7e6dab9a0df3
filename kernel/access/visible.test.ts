import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DivisionCode, divisionCode, scopeOf } from '../basis/index.ts'
import { reaches } from './actor.ts'
import { visible } from './visible.ts'

const codes = ['149900', '149901', '149902', '149901101', '149901102', '149901101201', '149902101201'].map(
  divisionCode,
)
const some = fc.constantFrom(...codes)

describe('visible', () => {
  it('is the same rule as reaches, place by place', () => {
    fc.assert(
      fc.property(
        some,
        fc.array(some, { maxLength: 3 }),
        fc.option(some, { nil: undefined }),
        some,
        (post, extra, within, at) => {
          const actor = { scope: scopeOf(post), extra: extra as DivisionCode[] }
          const { lo, hi, extra: beside } = visible(actor, within)
          const seen = (at >= lo && at < hi) || beside.includes(at)
          const inside = within === undefined || (at >= within && at < scopeOf(within).hi)
          expect(seen).toBe(inside && reaches(actor as never, at))
        },
      ),
    )
  })
})
