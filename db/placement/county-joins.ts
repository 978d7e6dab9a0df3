/** Follows the county through every join of one statement, as a database spread by county has to. */
import { EqualColumns, valueKey } from './county-classes.ts'
import { conjuncts, inside, listOf, namesOf, type SqlNode, uncast, walk } from './sql-tree.ts'

/** Why a statement could not be run where the rows of one county lie, or could not be run at all. */
export type Unfit =
  | 'joinsCounties'
  | 'changesCounty'
  | 'missesCounty'
  | 'conflictWithoutCounty'
  | 'locksCounties'
  | 'writesInPart'
  | 'recursesOverCounties'

/** What is known of the database while a statement is read. */
export interface Spread {
  /** `schema.name` of all tables and views that lie with their county. */
  relations: ReadonlySet<string>
}

/** One thing wrong with a statement, and where in it. */
export interface UnfitPart {
  why: Unfit
  what: string
}

interface Item {
  alias: string
  /** The name under which its columns are told equal. */
  id: string
  /** The county of the rows of a spread table that are in it. */
  county: string | undefined
}

interface Scope {
  items: Item[]
  outer: Scope | undefined
  ctes: ReadonlyMap<string, SqlNode>
  /** Whether it looks at columns of the scope around it. */
  usesOuter: boolean
}

interface Body {
  county: string | undefined
  outputs: { name: string; key: string | undefined }[]
  scope: Scope
}

/** Answers everything unfit in one parsed statement whose parameters have the given values. */
export function unfitParts(statement: unknown, parameters: readonly unknown[], spread: Spread): UnfitPart[] {
  const reader = new StatementReader(parameters, spread)
  reader.statement(statement, undefined, new Map())
  return reader.found()
}

class StatementReader {
  readonly #equal = new EqualColumns()
  readonly #later: (() => UnfitPart[])[] = []
  readonly #parameters: readonly unknown[]
  readonly #spread: Spread
  #ids = 0

  constructor(parameters: readonly unknown[], spread: Spread) {
    this.#parameters = parameters
    this.#spread = spread
  }

  // What is equal is known only at the end: the condition around a subquery is read after it.
  found(): UnfitPart[] {
    return this.#later.flatMap((check) => check())
  }

  statement(node: unknown, outer: Scope | undefined, around: ReadonlyMap<string, SqlNode>): Body {
    for (const kind of [
      'SelectStmt',
      'InsertStmt',
      'UpdateStmt',
      'DeleteStmt',
      'CreateTableAsStmt',
    ] as const) {
      const found = inside(node, kind)
      if (!found) continue
      if (kind === 'CreateTableAsStmt') return this.statement(found['query'], outer, around)
      if (kind === 'SelectStmt') return this.#select(found, outer, around)
      return this.#write(kind, found, outer, around)
    }
    return { county: undefined, outputs: [], scope: { items: [], outer, ctes: around, usesOuter: false } }
  }

  #select(select: SqlNode, outer: Scope | undefined, around: ReadonlyMap<string, SqlNode>): Body {
    const ctes = this.#ctes(select, around)
    if (select['op'] !== undefined && select['op'] !== 'SETOP_NONE') {
      const arms = [select['larg'], select['rarg']].map((arm) => this.#select(arm as SqlNode, outer, ctes))
      // Each arm is read by itself and the answers are put together, so only the first names the columns.
      return { ...arms[0]!, county: arms[0]!.county ?? arms[1]!.county }
    }
    const scope: Scope = { items: [], outer, ctes, usesOuter: false }
    this.#from(listOf(select, 'fromClause'), scope)
    this.#conditions(select['whereClause'], scope)
    this.#subqueries(
      [
        select['targetList'],
        select['havingClause'],
        select['sortClause'],
        select['groupClause'],
        select['valuesLists'],
      ],
      scope,
    )
    this.#checkJoin(scope)
    if (listOf(select, 'lockingClause').length > 0) this.#checkPinned(scope, 'locksCounties')
    return { county: countyOf(scope), outputs: this.#outputs(listOf(select, 'targetList'), scope), scope }
  }

  #write(
    kind: 'InsertStmt' | 'UpdateStmt' | 'DeleteStmt',
    write: SqlNode,
    outer: Scope | undefined,
    around: ReadonlyMap<string, SqlNode>,
  ): Body {
    const ctes = this.#ctes(write, around)
    const scope: Scope = { items: [], outer, ctes, usesOuter: false }
    this.#from([{ RangeVar: write['relation'] }], scope)
    const target = scope.items[0]!
    const columns = listOf(write, kind === 'InsertStmt' ? 'cols' : 'targetList').map((column) =>
      String(inside(column, 'ResTarget')?.['name']),
    )
    if (kind === 'InsertStmt') {
      this.statement(write['selectStmt'], undefined, ctes)
      const conflict = write['onConflictClause'] as SqlNode | undefined
      const named = listOf(conflict?.['infer'] as SqlNode, 'indexElems').map((part) =>
        String(inside(part, 'IndexElem')?.['name']),
      )
      const updated = listOf(conflict, 'targetList').map((column) =>
        String(inside(column, 'ResTarget')?.['name']),
      )
      if (target.county !== undefined) {
        if (columns.length > 0 && !columns.includes('county')) this.#note('missesCounty', target.alias)
        if (named.length > 0 && !named.includes('county')) this.#note('conflictWithoutCounty', target.alias)
        if (updated.includes('county')) this.#note('changesCounty', target.alias)
      }
    } else {
      this.#from(listOf(write, kind === 'UpdateStmt' ? 'fromClause' : 'usingClause'), scope)
      this.#conditions(write['whereClause'], scope)
      this.#subqueries([write['targetList']], scope)
      this.#checkJoin(scope)
      if (target.county !== undefined && kind === 'UpdateStmt' && columns.includes('county'))
        this.#note('changesCounty', target.alias)
    }
    return { county: target.county, outputs: this.#outputs(listOf(write, 'returningList'), scope), scope }
  }

  #ctes(statement: SqlNode, around: ReadonlyMap<string, SqlNode>): ReadonlyMap<string, SqlNode> {
    const clause = statement['withClause'] as SqlNode | undefined
    const ctes = new Map(around)
    for (const part of listOf(clause, 'ctes')) {
      const cte = inside(part, 'CommonTableExpr')!
      const name = String(cte['ctename'])
      const query = cte['ctequery'] as SqlNode
      if (clause?.['recursive'] === true && mentions(query, name)) {
        const body = this.statement(query, undefined, ctes)
        if (body.county !== undefined) this.#note('recursesOverCounties', name)
        ctes.delete(name)
        continue
      }
      if (!inside(query, 'SelectStmt')) {
        const body = this.statement(query, undefined, ctes)
        this.#checkPinned(body.scope, 'writesInPart')
      }
      ctes.set(name, query)
    }
    return ctes
  }

  #from(parts: readonly unknown[], scope: Scope): void {
    for (const part of parts) this.#fromPart(part, scope)
  }

  #fromPart(part: unknown, scope: Scope): void {
    const join = inside(part, 'JoinExpr')
    if (join) {
      const before = scope.items.length
      this.#fromPart(join['larg'], scope)
      const middle = scope.items.length
      this.#fromPart(join['rarg'], scope)
      const [left, right] = [scope.items.slice(before, middle), scope.items.slice(middle)]
      for (const column of namesOf(listOf(join, 'usingClause')))
        for (const one of left)
          for (const other of right) this.#equal.equate(`${one.id}.${column}`, `${other.id}.${column}`)
      this.#conditions(join['quals'], scope)
      return
    }
    const relation = inside(part, 'RangeVar')
    if (relation) return this.#relation(relation, scope)
    const derived = inside(part, 'RangeSubselect')
    if (derived) {
      const { aliasname } = (derived['alias'] ?? {}) as SqlNode
      this.#derived(
        String(aliasname),
        derived['subquery'],
        derived['lateral'] === true ? scope : scope.outer,
        scope,
      )
      return
    }
    const call = inside(part, 'RangeFunction')
    if (call) scope.items.push({ alias: aliasOf(call) ?? '', id: this.#id(), county: undefined })
  }

  #relation(relation: SqlNode, scope: Scope): void {
    const name = String(relation['relname'])
    const alias = aliasOf(relation) ?? name
    const cte = relation['schemaname'] === undefined ? scope.ctes.get(name) : undefined
    if (cte) return this.#derived(alias, cte, undefined, scope)
    const id = this.#id()
    const isSpread = this.#spread.relations.has(`${String(relation['schemaname'])}.${name}`)
    scope.items.push({ alias, id, county: isSpread ? `${id}.county` : undefined })
  }

  // Read anew at each mention: two mentions of one part of the query are two sets of rows.
  #derived(alias: string, query: unknown, outer: Scope | undefined, scope: Scope): void {
    const id = this.#id()
    const inner = new Map([...scope.ctes].filter(([name]) => name !== alias))
    const body = this.statement(query, outer, inside(query, 'SelectStmt') ? scope.ctes : inner)
    for (const { name, key } of body.outputs) if (key !== undefined) this.#equal.equate(`${id}.${name}`, key)
    scope.items.push({ alias, id, county: body.county })
  }

  #conditions(condition: unknown, scope: Scope): void {
    for (const part of conjuncts(condition)) {
      const compared = inside(part, 'A_Expr')
      if (compared?.['kind'] === 'AEXPR_OP' && namesOf(listOf(compared, 'name')).join('') === '=')
        this.#equatePair(compared['lexpr'], compared['rexpr'], scope)
      const link = inside(part, 'SubLink')
      if (link?.['subLinkType'] === 'ANY_SUBLINK' && link['operName'] === undefined) {
        const body = this.statement(link['subselect'], scope, scope.ctes)
        rowOf(link['testexpr']).forEach((tested, at) => {
          const [one, other] = [this.#keyOf(tested, scope), body.outputs[at]?.key]
          if (one !== undefined && other !== undefined) this.#equal.equate(one, other)
        })
        this.#checkLink(body, scope)
        continue
      }
      this.#subqueries(part, scope)
    }
  }

  #equatePair(left: unknown, right: unknown, scope: Scope): void {
    const [ones, others] = [rowOf(left), rowOf(right)]
    ones.forEach((one, at) => {
      const [a, b] = [this.#keyOf(one, scope), this.#keyOf(others[at], scope)]
      if (a !== undefined && b !== undefined) this.#equal.equate(a, b)
    })
  }

  #subqueries(expressions: unknown, scope: Scope): void {
    walk(expressions, (kind, node) => {
      if (kind === 'ColumnRef') this.#keyOf({ ColumnRef: node }, scope)
      if (kind !== 'SubLink') return false
      this.#subqueries(node['testexpr'], scope)
      this.#checkLink(this.statement(node['subselect'], scope, scope.ctes), scope)
      return true
    })
  }

  // A subquery that looks at nothing around it is answered first, by itself.
  #checkLink(body: Body, scope: Scope): void {
    const county = body.county
    if (county === undefined) return
    this.#later.push(() => {
      if (!body.scope.usesOuter) return []
      const around = countiesAround(scope)
      const isTied =
        around.length === 0 ||
        around.some((other) => this.#equal.areEqual(county, other)) ||
        this.#equal.isPinned(county)
      return isTied ? [] : [{ why: 'joinsCounties', what: `subquery on ${namesIn(body.scope)}` }]
    })
  }

  #checkJoin(scope: Scope): void {
    const spread = scope.items.filter((item) => item.county !== undefined)
    this.#later.push(() =>
      spread
        .slice(1)
        .filter(({ county }) => !this.#equal.areEqual(county!, spread[0]!.county!))
        .map(({ alias }) => ({ why: 'joinsCounties' as const, what: `${spread[0]!.alias}, ${alias}` })),
    )
  }

  #checkPinned(scope: Scope, why: Unfit): void {
    this.#later.push(() =>
      scope.items
        .filter(({ county }) => county !== undefined && !this.#equal.isPinned(county))
        .map(({ alias }) => ({ why, what: alias })),
    )
  }

  #note(why: Unfit, what: string): void {
    this.#later.push(() => [{ why, what }])
  }

  #outputs(targets: readonly unknown[], scope: Scope): Body['outputs'] {
    return targets.flatMap((target) => {
      const result = inside(target, 'ResTarget')
      const value = result?.['val']
      const fields = namesOf(listOf(inside(value, 'ColumnRef'), 'fields'))
      if (fields.at(-1) === '*') {
        const items = scope.items.filter(({ alias }) => fields.length === 1 || alias === fields[0])
        return items.map(({ id }) => ({ name: 'county', key: `${id}.county` }))
      }
      return [{ name: String(result?.['name'] ?? fields.at(-1)), key: this.#keyOf(value, scope) }]
    })
  }

  #keyOf(expression: unknown, scope: Scope): string | undefined {
    const node = uncast(expression)
    const parameter = inside(node, 'ParamRef')
    if (parameter) return valueKey(this.#parameters[Number(parameter['number']) - 1])
    const constant = inside(node, 'A_Const')
    if (constant)
      return valueKey(
        (constant['ival'] as SqlNode | undefined)?.['ival'] ?? JSON.stringify({ ...constant, location: 0 }),
      )
    const fields = namesOf(listOf(inside(node, 'ColumnRef'), 'fields'))
    if (fields.length === 0) return undefined
    const column = fields.at(-1)!
    for (let at: Scope | undefined = scope; at; at = at.outer) {
      const item =
        fields.length > 1 ? at.items.find(({ alias }) => alias === fields.at(-2)) : onlyItem(at, column)
      if (!item) continue
      for (let inner: Scope | undefined = scope; inner && inner !== at; inner = inner.outer)
        inner.usesOuter = true
      return `${item.id}.${column}`
    }
    return undefined
  }

  #id(): string {
    this.#ids += 1
    return `#${this.#ids}`
  }
}

// A column without a table before it: of the only table, or of the first one that lies with its county.
function onlyItem(scope: Scope, column: string): Item | undefined {
  if (scope.items.length === 1) return scope.items[0]
  return column === 'county' ? scope.items.find(({ county }) => county !== undefined) : undefined
}

function countyOf(scope: Scope): string | undefined {
  return scope.items.find(({ county }) => county !== undefined)?.county
}

function countiesAround(scope: Scope | undefined): string[] {
  if (!scope) return []
  return [...scope.items.flatMap(({ county }) => county ?? []), ...countiesAround(scope.outer)]
}

function namesIn(scope: Scope): string {
  return scope.items.map(({ alias }) => alias).join(', ')
}

function rowOf(node: unknown): unknown[] {
  const row = inside(node, 'RowExpr')
  return row ? listOf(row, 'args') : [node]
}

function aliasOf(part: SqlNode): string | undefined {
  const alias = part['alias'] as SqlNode | undefined
  return alias && String(alias['aliasname'])
}

function mentions(query: unknown, name: string): boolean {
  let found = false
  walk(query, (kind, node) => {
    found ||= kind === 'RangeVar' && node['relname'] === name && node['schemaname'] === undefined
    return found
  })
  return found
}
