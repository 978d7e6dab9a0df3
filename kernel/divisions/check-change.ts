/** The reasons against a change of the tree. */
import {
  countyOf,
  divisionCodeText,
  levelOf,
  parentOf,
  reason,
  type Day,
  type DivisionCode,
  type Reason,
} from '../basis/index.ts'
import { isAbolished, type Division } from './model.ts'
import type { DivisionTree } from './tree.ts'

/** What every change must say: the place, the day, the document; `today` is the office's date. */
export type ChangeOrder = { from: DivisionCode; effectiveOn: Day; document: string; today: Day }

/** Answers what is wrong with the place, the day or the document of an order. */
export function checkOrder(
  tree: DivisionTree,
  { from, effectiveOn, document, today }: ChangeOrder,
): Reason[] {
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

/** Answers why a place cannot become another: same code, other level, other county. */
export function checkPair(from: DivisionCode, to: DivisionCode): Reason[] {
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

/** Answers why a code cannot be given to a new place. */
export function checkNewCode(tree: DivisionTree, to: DivisionCode, today: Day): Reason[] {
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

/** Answers that a name is missing. */
export function checkName(name: string): Reason[] {
  return name.trim() === '' ? [reason('divisions.name', '请填写新的名称。', { path: 'name' })] : []
}

/** Says why a change of codes never crosses a county. */
export function crossCounty(from: DivisionCode, to: DivisionCode): Reason {
  const message =
    `${divisionCodeText(from)}与${divisionCodeText(to)}不在同一个县（市、区），不能只改代码：` +
    '请由迁出县逐户办理迁出，由迁入县逐户办理迁入，双方都留下记录。'
  return reason('divisions.cross-county', message, { path: 'to', value: to })
}

/** Says that the tree does not know a code. */
export function unknown(code: DivisionCode, path: string): Reason {
  return reason('divisions.unknown', `区划名册中没有代码${code}，请核对。`, { path, value: code })
}

/** Says that a place is abolished, and where it went. */
export function abolished(tree: DivisionTree, place: Division, path: string): Reason {
  const next = place.mergedInto === undefined ? undefined : tree.find(place.mergedInto)
  const message = `「${place.name}」已于${place.validTo}撤并${next ? `到「${tree.pathName(next.code)}」` : ''}，请改选现行的区划。`
  return reason('divisions.abolished', message, { path, value: place.code })
}
