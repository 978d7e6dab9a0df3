/** Routes that leave no entry when they are asked, each with the reason why they need not. */

/** Asks that open nothing sensitive: lists with names masked or as the office sees them every day, counts, settings. */
export const plainAsks: Readonly<Record<string, string>> = {
  'administration.searchPlaces': 'places, no person',
  'administration.namePlaces': 'places, no person',
  'administration.listPlacesBelow': 'places, no person',
  'administration.listPlaceChanges': 'places, no person',
  'administration.listAccounts': 'accounts of the office, no citizen',
  'administration.listSettings': 'numbers of sign-in',
  'administration.listOwnSessions': 'the own sessions',
  'exchange.listLedgers': 'titles of ledgers',
  'exchange.listImports': 'files and counts, no row of them',
  'exchange.getImport': 'counts of one file, no row of it',
  'households.searchHouseholds': 'a list: name of the head and code; the page behind it leaves its entry',
  'households.listVillage': 'a list: name of the head and code; the page behind it leaves its entry',
  'households.listMoves': 'a list: name of the head and code; the page behind it leaves its entry',
  'departments.listBatches': 'counts by department and month',
  'monitoring.listFindings':
    'a list: rule, place and name of the head; the explanation behind it leaves its entry',
  'monitoring.countFindings': 'counts',
  'monitoring.whatIf': 'counts by county',
  'monitoring.listRules': 'rules',
  'monitoring.listParameters': 'numbers with their documents',
  'monitoring.listRuns': 'counts of runs',
}

/** Files without anybody in them. */
export const plainDownloads: Readonly<Record<string, string>> = {
  'exchange.template': 'an empty sheet',
}
