/** The short lists of what may stand outside the rule of places, each with its reason. */

/** Tables without a `division` column, and why no row policy is needed on them. */
export const tablesWithoutPlace: Readonly<Record<string, string>> = {
  'access.account': 'who signs in is looked up before anybody has a place; citizens are not in it',
  'access.outside_identity': 'whom a provider vouches for is looked up before anybody has a place',
  'access.recovery_code': 'digests of codes of an account, which has no place before it has signed in',
  'access.second_factor': 'the authenticator of an account, which has no place before it has signed in',
  'access.session': 'a session is found by the hash of its secret, before anybody has a place',
  'access.sign_in_attempt': 'network addresses at the door, before anybody has a place',
  'access.setting': 'numbers of sign-in that hold for the whole installation',
  'audit.head': 'the end of each chain and its lock: a county, a count and a digest',
  'departments.calendar': 'days that are set for a place hold for every place below it',
  'divisions.change': 'the history of the tree of places is public',
  'divisions.division': 'the tree of places is public',
  'exchange.setting': 'numbers of the office that hold for every place below theirs',
  'migrations.migration': 'which migrations ran; the app role has no right on it',
  'operations.backup': 'when a backup was taken and how large it was, nothing of what is in it',
  'operations.setting': 'how long leftovers are kept, for the whole installation',
  'rules.parameter': 'numbers of the policy that hold for every place below theirs',
  'rules.rule_version': 'the text of adopted rules is public inside the office',
}

/** Functions that run with their owner's rights, and what keeps them from showing more than the caller may see. */
export const definerFunctions: Readonly<Record<string, string>> = {
  'access.forget_sessions(timestamp with time zone)':
    'deletes sessions that have been over for a month or more, and answers only how many',
  'divisions.restamp(bigint,bigint)':
    'moves rows of tables that only grow; row security is forced on its owner, so the scope of the caller holds',
}

/** References that need no index of their own, because what they point at is never deleted. */
export const keysWithoutIndex: Readonly<Record<string, string>> = {
  'access.session/session_account': 'accounts end and are never deleted',
}

/** Tables of a place that stay on the coordinator of a database of several machines, and why. */
export const placedOnCoordinator: Readonly<Record<string, string>> = {
  'access.post':
    'each request looks its posts up by the account, beside the session, before a county is known',
}
