/** What routes may do that the run would otherwise call a fault, each with its reason. */

/** Problems with status 403 that speak about a field or the whole installation and not about a place. */
export const refusedBesidesPlace: Readonly<Record<string, string>> = {
  'households.not-searchable': 'the role is not cleared for the field that is searched by',
}

/** Acts on settings that hold for the whole installation: a permission in one county is not enough. */
export const installationWide: Readonly<Record<string, string>> = {
  'administration.changeSetting': 'settings of sign-in hold before anybody has a place',
}

/** Asks whose answer changes by the asking. */
export const everNew: Readonly<Record<string, string>> = {
  'administration.searchAudit': 'the search itself is an entry of the trail',
  'administration.verifyAudit': 'the check itself is an entry of the trail',
  'administration.listOwnSessions': 'the session was seen just now',
}
