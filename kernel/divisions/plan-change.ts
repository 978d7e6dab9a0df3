/** Works out what a change of the tree does, and refuses what a change of codes must not do. */
import { ok, reason, type Day, type DivisionCode, type Reason, type Result } from '../basis/index.ts'
import {
  abolished,
  checkName,
  checkNewCode,
  checkOrder,
  checkPair,
  unknown,
  type ChangeOrder,
} from './check-change.ts'
import { isAbolished, type ChangeKind, type Division } from './model.ts'
import type { DivisionTree } from './tree.ts'

/** A new place, to be inserted with its pinyin. */
export type NewPlace = Pick<Division, 'code' | 'name' | 'kind' | 'urbanRural' | 'point'>

/** One line of the history. */
export type PlannedChange = {
  kind: ChangeKind
  from: DivisionCode
  to: DivisionCode
  fromName: string
  toName: string
}

/** Everything a change does to the tree; rows of records follow each merge and move. */
export type ChangePlan = {
  add: NewPlace[]
  close: { code: DivisionCode; mergedInto: DivisionCode }[]
  rename: { code: DivisionCode; name: string; kind: string }[]
  changes: PlannedChange[]
}

/** Joins a place to another of the same level and county; a merged township's villages go under the other. */
export function planMerge(tree: DivisionTree, order: ChangeOrder & { to: DivisionCode }): Result<ChangePlan> {
  const reasons = [...checkOrder(tree, order), ...checkPair(order.from, order.to)]
  const target = tree.find(order.to)
  if (!target) reasons.push(unknown(order.to, 'to'))
  else if (isAbolished(target, order.today)) reasons.push(abolished(tree, target, 'to'))
  const from = tree.find(order.from)
  if (!from || !target || reasons.length > 0) return { ok: false, reasons }
  const plan = emptyPlan()
  reasons.push(...moveChildren(tree, plan, from, order.to, order.today))
  close(plan, 'merge', from, target)
  return reasons.length > 0 ? { ok: false, reasons } : ok(plan)
}

/** Gives a place a new code, perhaps under another township; a moved township's villages take its new digits. */
export function planMove(
  tree: DivisionTree,
  order: ChangeOrder & { to: DivisionCode; name?: string; kind?: string },
): Result<ChangePlan> {
  const reasons = [
    ...checkOrder(tree, order),
    ...checkPair(order.from, order.to),
    ...checkNewCode(tree, order.to, order.today),
  ]
  const from = tree.find(order.from)
  if (!from || reasons.length > 0) return { ok: false, reasons }
  const plan = emptyPlan()
  const moved = { ...from, code: order.to, name: order.name ?? from.name, kind: order.kind ?? from.kind }
  plan.add.push(placeOf(moved))
  reasons.push(...moveChildren(tree, plan, from, order.to, order.today))
  close(plan, 'move', from, moved)
  return reasons.length > 0 ? { ok: false, reasons } : ok(plan)
}

/**
 * Makes a new place out of a part of an old one. Which households belong to the new one is for people to say, so no
 * record moves by itself.
 */
export function planSplit(
  tree: DivisionTree,
  order: ChangeOrder & { to: DivisionCode; name: string; kind?: string },
): Result<ChangePlan> {
  const reasons = [
    ...checkOrder(tree, order),
    ...checkPair(order.from, order.to),
    ...checkNewCode(tree, order.to, order.today),
    ...checkName(order.name),
  ]
  const from = tree.find(order.from)
  if (!from || reasons.length > 0) return { ok: false, reasons }
  const plan = emptyPlan()
  const name = order.name.trim()
  plan.add.push({
    code: order.to,
    name,
    kind: order.kind ?? from.kind,
    urbanRural: undefined,
    point: undefined,
  })
  plan.changes.push({ kind: 'split', from: from.code, to: order.to, fromName: from.name, toName: name })
  return ok(plan)
}

/** Gives a place a new name and perhaps a new kind; its code stays. */
export function planRename(
  tree: DivisionTree,
  order: ChangeOrder & { name: string; kind?: string },
): Result<ChangePlan> {
  const reasons = [...checkOrder(tree, order), ...checkName(order.name)]
  const from = tree.find(order.from)
  const name = order.name.trim()
  if (from && from.name === name && (order.kind ?? from.kind) === from.kind) {
    reasons.push(
      reason('divisions.same-name', `「${name}」就是现在的名称，不需要更名。`, { path: 'name', value: name }),
    )
  }
  if (!from || reasons.length > 0) return { ok: false, reasons }
  const plan = emptyPlan()
  plan.rename.push({ code: from.code, name, kind: order.kind ?? from.kind })
  plan.changes.push({ kind: 'rename', from: from.code, to: from.code, fromName: from.name, toName: name })
  return ok(plan)
}

function emptyPlan(): ChangePlan {
  return { add: [], close: [], rename: [], changes: [] }
}

// The villages of a township keep their last three digits under the new one.
function moveChildren(
  tree: DivisionTree,
  plan: ChangePlan,
  from: Division,
  to: DivisionCode,
  today: Day,
): Reason[] {
  const reasons: Reason[] = []
  for (const child of tree.childrenOf(from.code, today)) {
    const moved = { ...child, code: (to + (child.code - from.code)) as DivisionCode }
    const taken = tree.find(moved.code)
    if (taken) {
      const message = `「${child.name}」的新代码${moved.code}已被「${taken.name}」使用，请先为「${child.name}」办理划转，换一个村级代码。`
      reasons.push(reason('divisions.code-taken', message, { path: 'to', value: moved.code }))
      continue
    }
    plan.add.push(placeOf(moved))
    close(plan, 'move', child, moved)
  }
  return reasons
}

function close(
  plan: ChangePlan,
  kind: ChangeKind,
  from: Division,
  to: { code: DivisionCode; name: string },
): void {
  plan.close.push({ code: from.code, mergedInto: to.code })
  plan.changes.push({ kind, from: from.code, to: to.code, fromName: from.name, toName: to.name })
}

function placeOf({ code, name, kind, urbanRural, point }: Division): NewPlace {
  return { code, name, kind, urbanRural, point }
}
