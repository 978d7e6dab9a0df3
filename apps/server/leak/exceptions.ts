/** What routes may do that the run would otherwise call a fault, each with its reason. */

/** Problems with status 403 that speak about a field or the whole installation and not about a place. */
export const refusedBesidesPlace: Readonly<Record<string, string>> = {
  'households.not-searchable': 'the role is not cleared for the field that is searched by',
}

/** Routes that ask for more than their own permission, so that a 403 says nothing about a place. */
export const asksMore: Readonly<Record<string, string>> = {
  'administration.changeSetting': 'settings of sign-in hold for the whole installation, not for one county',
  'exchange.export': 'each ledger has a permission of its own besides',
  'exchange.upload': 'each ledger has a permission of its own besides',
}

/** Asks whose answer changes by the asking. */
export const everNew: Readonly<Record<string, string>> = {
  'administration.searchAudit': 'the search itself is an entry of the trail',
  'administration.verifyAudit': 'the check itself is an entry of the trail',
  'administration.listOwnSessions': 'the session was seen just now',
}

/** Routes that the run cannot do to its end for anybody, and why. */
export const neverDone: Readonly<Record<string, string>> = {
  'administration.endOwnSession': 'it would end the session of the run; its own test ends one',
}
