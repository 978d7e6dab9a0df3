import { describe, expect, it } from 'vitest'
import { day, divisionCode } from '../basis/index.ts'
import { maskProfiles } from './mask.ts'
import { maskedIdentity } from './masked-identity.ts'

const citizenId = '14990119900101123X'
const bornOn = day('1990-01-01')
const hidden = '*'.repeat(18)
const shown = '1499************3X'

describe('maskedIdentity', () => {
  it.each([
    ['beside birth date and village', { bornOn, division: divisionCode('149901101201') }, hidden],
    ['beside birth date and county', { bornOn, division: divisionCode('149901') }, hidden],
    ['beside a birth date on a page that does not say where', { bornOn }, hidden],
    ['beside birth date and city', { bornOn, division: divisionCode('149900') }, shown],
    ['beside the village alone', { division: divisionCode('149901101201') }, shown],
    ['alone', {}, shown],
  ])('%s', (_case, beside, number) => {
    expect(maskedIdentity({ citizenId, ...beside }, maskProfiles.inner)).toEqual({
      ...beside,
      citizenId: number,
    })
  })

  it('leaves a person without a number alone', () => {
    expect(maskedIdentity({ bornOn }, maskProfiles.inner)).toEqual({ bornOn })
  })
})
