/** Works out what a change of the tree does, and refuses what a change of codes must not do. */
import {
  divisionCodeText,
  countyOf,
  levelOf,
  ok,
  parentOf,
  reason,
  type Day,
  type DivisionCode,
  type Reason,
  type Result,
} from '../basis/index.ts'
import { isAbolished, type ChangeKind, type Division } from './model.ts'
import type { DivisionTree } from './tree.ts'

/** What every change must say: the place, the day, the document; `today` is the office's date. */
export type ChangeOrder = { from: DivisionCode; effectiveOn: Day; document: string; today: Day }

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

function checkOrder(tree: DivisionTree, { from, effectiveOn, document, today }: ChangeOrder): Reason[] {
  const reasons: Reason[] = []
  const place = tree.find(from)
  if (!place) reasons.push(unknown(from, 'from'))
  else if (isAbolished(place, today)) reasons.push(abolished(tree, place, 'from'))
  else if (effectiveOn < place.validFrom) {
    const message = `生效日期${effectiveOn}早于「${place.name}」的设立日期${place.validFrom}，请核对批复文件。`
    reasons.push(reason('divisions.too-early', message, { path: 'effectiveOn', value: effectiveOn }))
  }
  if (effectiveOn > today) {
    const message = `生效日期${effectiveOn}还没有到，请到生效当日再办理，以免名册提前变动。`
    reasons.push(reason('divisions.not-yet', message, { path: 'effectiveOn', value: effectiveOn }))
  }
  if (document.trim() === '') {
    reasons.push(reason('divisions.document', '请填写批准区划调整的文件号。', { path: 'document' }))
  }
  return reasons
}

function checkPair(from: DivisionCode, to: DivisionCode): Reason[] {
  if (from === to)
    return [reason('divisions.same-code', '调整前后是同一个代码，请核对。', { path: 'to', value: to })]
  const reasons: Reason[] = []
  const level = levelOf(from)
  if (level !== 'township' && level !== 'village') {
    const message = '这里只办理乡镇、村一级的调整；县级以上的调整请由系统管理员按新的区划名册办理。'
    reasons.push(reason('divisions.level', message, { path: 'from', value: from }))
  } else if (levelOf(to) !== level) {
    reasons.push(
      reason('divisions.level', `代码${to}与${from}不是同一级，请核对。`, { path: 'to', value: to }),
    )
  }
  if (countyOf(from) !== countyOf(to)) reasons.push(crossCounty(from, to))
  return reasons
}

function checkNewCode(tree: DivisionTree, to: DivisionCode, today: Day): Reason[] {
  const reasons: Reason[] = []
  const taken = tree.find(to)
  if (taken) {
    const message = `代码${to}已由「${taken.name}」使用过，代码不能重复使用，请另编一个。`
    reasons.push(reason('divisions.code-taken', message, { path: 'to', value: to }))
  }
  const above = parentOf(to)
  const parent = above === undefined ? undefined : tree.find(above)
  if (above !== undefined && !parent) reasons.push(unknown(above, 'to'))
  else if (parent && isAbolished(parent, today)) reasons.push(abolished(tree, parent, 'to'))
  return reasons
}

function checkName(name: string): Reason[] {
  return name.trim() === '' ? [reason('divisions.name', '请填写新的名称。', { path: 'name' })] : []
}

/** Says why a change of codes never crosses a county. */
export function crossCounty(from: DivisionCode, to: DivisionCode): Reason {
  const message =
    `${divisionCodeText(from)}与${divisionCodeText(to)}不在同一个县（市、区），不能只改代码：` +
    '请由迁出县逐户办理迁出，由迁入县逐户办理迁入，双方都留下记录。'
  return reason('divisions.cross-county', message, { path: 'to', value: to })
}

function unknown(code: DivisionCode, path: string): Reason {
  return reason('divisions.unknown', `区划名册中没有代码${code}，请核对。`, { path, value: code })
}

function abolished(tree: DivisionTree, place: Division, path: string): Reason {
  const next = place.mergedInto === undefined ? undefined : tree.find(place.mergedInto)
  const message = `「${place.name}」已于${place.validTo}撤并${next ? `到「${tree.pathName(next.code)}」` : ''}，请改选现行的区划。`
  return reason('divisions.abolished', message, { path, value: place.code })
}
