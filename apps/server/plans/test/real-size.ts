/** How many rows each table has in a city of 1.1 million households after a year of work. */

/** The city that the statistics are made to look like. */
export const REAL_HOUSEHOLDS = 1_100_000

/**
 * Tables that the demo city leaves empty or nearly so. A table that is not named has as many times more rows than in the
 * demo as the city has more households, and at least one for each household when the demo knows none: a new table is
 * taken to be large until somebody says otherwise.
 */
export const realRows: Readonly<Record<string, number>> = {
  'access.account': 20_000,
  'access.post': 24_000,
  'access.session': 400_000,
  'access.second_factor': 3_000,
  'access.recovery_code': 30_000,
  'access.outside_identity': 20_000,
  'access.sign_in_attempt': 2_000,
  // Every act and every reading of what is kept hidden.
  'audit.entry': 10_000_000,
  'audit.head': 14,
  'commands.inbox': 3_000_000,
  'commands.inbox_conflict': 2_000,
  'departments.waiting': 300_000,
  'exchange.batch': 30_000,
  'exchange.staged': 3_000_000,
  'exchange.change': 3_000_000,
  'households.event': 3_000_000,
  'households.move': 30_000,
  'households.quality_override': 50_000,
  'households.safety': 300_000,
  'monitoring.measure': 500_000,
  'rules.decision': 300_000,
  'rules.dirty': 50_000,
  'rules.run': 25_000,
}
