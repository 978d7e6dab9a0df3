/** Says what in a migration could keep the office waiting, or break the release that is still running beside it. */

/** A statement that was found, and why it is refused. */
export interface MigrationFault {
  statement: string
  why: string
}

interface Rule {
  looks: RegExp
  why: string
}

const table = String.raw`(?:if exists )?(?:only )?(?<table>[a-z_.]+)`
const landedRules: readonly Rule[] = [
  {
    looks: new RegExp(`^alter table ${table} .*\\badd column (?!.*\\bdefault\\b).*\\bnot null\\b`),
    why: 'a new column that must be filled: the previous release does not fill it. Give it a default.',
  },
  {
    looks: new RegExp(
      `^alter table ${table} .*\\bdefault [a-z_.]*(?:gen_random_uuid|random|clock_timestamp|nextval)\\(`,
    ),
    why: 'a default that is another for each row rewrites the whole table. Add the column without it, fill in pieces.',
  },
  {
    looks: new RegExp(`^alter table ${table} .*\\balter (?:column )?[a-z_]+ (?:set data )?type\\b`),
    why: 'a change of type rewrites the table and surprises the previous release. Add a column beside it.',
  },
  {
    looks: new RegExp(`^alter table ${table} .*\\bdrop column\\b`),
    why: 'the previous release still reads this column. Leave it until the release after the next.',
  },
  {
    looks: new RegExp(`^alter table ${table} .*\\brename\\b`),
    why: 'the previous release knows the old name. Add the new one beside it.',
  },
  {
    looks: new RegExp(`^alter table ${table} .*\\bset not null\\b`),
    why: 'reads the whole table while nobody may write. Add a check "not valid", validate it in a later migration.',
  },
  {
    looks: new RegExp(
      `^alter table ${table} (?!.*\\bnot valid\\b).*\\badd (?:constraint [a-z_]+ )?(?:check|foreign key)\\b`,
    ),
    why: 'reads the whole table while nobody may write. Add it "not valid", validate it in a later migration.',
  },
  {
    looks: new RegExp(
      `^alter table ${table} .*\\badd (?:constraint [a-z_]+ )?(?:unique|primary key|exclude)\\b`,
    ),
    why: 'builds an index while nobody may write. Build it concurrently, then add the constraint "using index".',
  },
  {
    looks: new RegExp(`^create (?:unique )?index (?!concurrently)(?:[a-z_]+ )?on ${table}`),
    why: 'nobody may write while it is built. Build it concurrently, outside a transaction.',
  },
  {
    looks: new RegExp(`^(?:drop table|truncate(?: table)?) ${table}`),
    why: 'the previous release still uses this table.',
  },
  {
    looks: new RegExp(`^(?:cluster|vacuum full|lock table) ${table}`),
    why: 'keeps everybody from the table.',
  },
]

/**
 * Answers the faults of a migration against the tables that earlier ones made; a table of its own may be treated as it
 * likes. A fault is allowed by a comment right before the statement: `-- allowed: <why nobody is kept waiting>`.
 */
export function lintMigration(text: string, landed: ReadonlySet<string>): MigrationFault[] {
  if (text.startsWith('-- outside a transaction')) return lintOutside(text)
  return statementsOf(text).flatMap(({ statement, allowed }) => {
    if (allowed) return []
    const fault = landedRules.find(({ looks }) => {
      const found = looks.exec(statement)
      return found !== null && landed.has(found.groups!['table']!)
    })
    return fault ? [{ statement: statement.slice(0, 120), why: fault.why }] : []
  })
}

// It is run again from its beginning after a broken try, so each statement must bear that.
const repeatable = [
  /^drop index concurrently if exists /,
  /^create (unique )?index concurrently [a-z_]+ on /,
  /^alter table [a-z_.]+ validate constraint /,
]

function lintOutside(text: string): MigrationFault[] {
  const statements = statementsOf(text).map(({ statement }) => statement)
  const faults = statements
    .filter((statement) => statement !== '' && !repeatable.some((looks) => looks.test(statement)))
    .map((statement) => ({
      statement,
      why: 'cannot be repeated after a broken try; put it into a file of its own.',
    }))
  const unmade = statements.filter((statement, at) => {
    const made = /^create (?:unique )?index concurrently ([a-z_]+)/.exec(statement)
    return (
      made &&
      !new RegExp(`^drop index concurrently if exists [a-z_.]*${made[1]!}$`).test(statements[at - 1] ?? '')
    )
  })
  return [
    ...faults,
    ...unmade.map((statement) => ({
      statement,
      why: 'drop the index of a broken try before it: drop index concurrently if exists.',
    })),
  ]
}

/** Answers the names of the tables a migration makes. */
export function tablesMadeIn(text: string): string[] {
  return statementsOf(text).flatMap(({ statement }) => {
    const made = /^create (?:unlogged )?table (?:if not exists )?([a-z_.]+)/.exec(statement)
    return made ? [made[1]!] : []
  })
}

// Bodies of functions are put aside: they run later, in transactions of their own.
function statementsOf(text: string): { statement: string; allowed: boolean }[] {
  const plain = text.replace(/(\$[a-z_]*\$)[\s\S]*?\1/gi, "''")
  return plain.split(';').map((part) => {
    const lines = part.split('\n').map((line) => line.trim())
    const allowed = lines.some((line) => /^-- allowed: \S.{9,}/.test(line))
    const statement = lines
      .filter((line) => !line.startsWith('--'))
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase()
    return { statement, allowed }
  })
}
