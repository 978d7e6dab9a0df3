/** The few ways in which the tree of a parsed statement is read. */

/** A node of the tree: `{ SelectStmt: { … } }`. */
export type SqlNode = Record<string, unknown>

/** Answers the inside of a node of that kind, or nothing when it is of another. */
export function inside(node: unknown, kind: string): SqlNode | undefined {
  return typeof node === 'object' && node !== null && kind in node
    ? ((node as SqlNode)[kind] as SqlNode)
    : undefined
}

/** Answers a field as a list. */
export function listOf(node: SqlNode | undefined, field: string): unknown[] {
  const value = node?.[field]
  return Array.isArray(value) ? value : []
}

/** Answers the texts of a list of names. */
export function namesOf(list: readonly unknown[]): string[] {
  return list.map((part) => String(inside(part, 'String')?.['sval'] ?? '*'))
}

/** Answers the parts of a condition that must all hold. */
export function conjuncts(condition: unknown): unknown[] {
  if (condition === undefined || condition === null) return []
  const all = inside(condition, 'BoolExpr')
  return all?.['boolop'] === 'AND_EXPR' ? listOf(all, 'args').flatMap(conjuncts) : [condition]
}

/** Answers an expression without its casts. */
export function uncast(node: unknown): unknown {
  const cast = inside(node, 'TypeCast')
  return cast ? uncast(cast['arg']) : node
}

/** Visits every node below; where `visit` answers true, it goes no deeper. */
export function walk(node: unknown, visit: (kind: string, node: SqlNode) => boolean): void {
  if (Array.isArray(node)) return node.forEach((part) => walk(part, visit))
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node)) {
    const isNode = /^[A-Z]/.test(key) && typeof value === 'object' && value !== null
    if (isNode && visit(key, value as SqlNode)) continue
    walk(value, visit)
  }
}
