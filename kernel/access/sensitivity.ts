/** How sensitive a field is, and which roles read what. */
import type { Actor } from './actor.ts'
import type { Role } from './role.ts'

/**
 * `open`: places, kinds, counts. `personal`: name, phone, address, income of a person. `sensitive`: ID number,
 * bank card, illness, disability, special identity, anything of a child under 14 (个保法 art. 28; the ID number is
 * kept here because GB/T 35273 does, although GB/T 45574 no longer lists it).
 */
export type Sensitivity = 'open' | 'personal' | 'sensitive'

/** Below this age everything about a person is sensitive (个保法第28条). */
export const CHILD_BELOW = 14

/** What each role reads. A table and not a ladder: the three officers run the system and read no citizen's facts. */
export const clearances: Readonly<Record<Role, readonly Sensitivity[]>> = {
  village: ['open', 'personal', 'sensitive'],
  township: ['open', 'personal', 'sensitive'],
  county: ['open', 'personal', 'sensitive'],
  city: ['open', 'personal', 'sensitive'],
  department: ['open', 'personal'],
  auditor: ['open', 'personal'],
  systemOfficer: ['open'],
  securityOfficer: ['open'],
  auditOfficer: ['open'],
}

/**
 * Answers whether the actor may read fields of a sensitivity. A field that may not be read may not be filtered,
 * sorted, grouped, counted or exported by either: any of these would tell its value.
 */
export function isCleared(actor: Pick<Actor, 'role'>, sensitivity: Sensitivity): boolean {
  return clearances[actor.role].includes(sensitivity)
}
