/** At which level a post of each role lies. */
import { type DivisionCode, type DivisionLevel, levelOf } from '@xinlu/kernel/basis'
import type { Role } from '@xinlu/kernel/access'

/** The levels at which a role exists; a table, because offices differ more than code should. */
export const levelsOfRole: Readonly<Record<Role, readonly DivisionLevel[]>> = {
  village: ['village'],
  township: ['township'],
  county: ['county'],
  city: ['city'],
  department: ['city', 'county', 'township'],
  auditor: ['city', 'county'],
  systemOfficer: ['city', 'county'],
  securityOfficer: ['city', 'county'],
  auditOfficer: ['city', 'county'],
}

/** Answers whether a post of the role may lie in a place of this level. */
export function fitsPlace(role: Role, division: DivisionCode): boolean {
  return levelsOfRole[role].includes(levelOf(division))
}

/** Answers whether a place may stand on the short list beside a post's range: a township or a village. */
export function fitsShortList(division: DivisionCode): boolean {
  return ['township', 'village'].includes(levelOf(division))
}
