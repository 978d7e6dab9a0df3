/** The rule of the whole page: an ID number can be put together again from what stands beside it. */
import { type Day, type DivisionCode, levelOf } from '../basis/index.ts'
import { type MaskProfile, maskCitizenId } from './mask.ts'

/** What a page is about to show of one person, in the clear. */
export interface Identity {
  citizenId?: string
  bornOn?: Day
  /** The narrowest place that the page names for this person, its heading included. */
  division?: DivisionCode
}

/** The same, fit to be shown together. */
export interface MaskedIdentity {
  citizenId?: string
  bornOn?: Day
  division?: DivisionCode
}

/**
 * Masks the ID number for a page. A number is the county (6), the birth date (8) and four more digits, so beside a
 * birth date it is hidden whole, unless the page names no place below a city: otherwise the two digits that an inner
 * list leaves at the end narrow it to about nine numbers. A page that does not say its place gets the strict rule.
 */
export function maskedIdentity(identity: Identity, profile: Pick<MaskProfile, 'citizenId'>): MaskedIdentity {
  if (identity.citizenId === undefined) return identity
  const tells = identity.bornOn !== undefined && !isWide(identity.division)
  return { ...identity, citizenId: maskCitizenId(identity.citizenId, tells ? { citizenId: null } : profile) }
}

function isWide(division: DivisionCode | undefined): boolean {
  return division !== undefined && ['province', 'city'].includes(levelOf(division))
}
