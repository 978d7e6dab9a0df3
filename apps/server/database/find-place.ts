/** Finds a place by the name or the code that stands in a workbook. */
import {
  type Day,
  type DivisionCode,
  type Result,
  ok,
  parseDivisionCode,
  reason,
  refuse,
} from '@xinlu/kernel/basis'
import { type DivisionTree, isAbolished } from '@xinlu/kernel/divisions'
import { plainPlaceName } from './plain-place-name.ts'

/**
 * Answers a reader of names and codes: a path such as `静乐县/鹅城镇/某某村`, with or without slashes, a name that only
 * one place has, or the code of a place there is; endings like 村委会 do not matter. An unknown or ambiguous one is
 * refused with what to do.
 */
export function placeFinder(tree: DivisionTree, on: Day): (text: string) => Result<DivisionCode> {
  const byName = new Map<string, DivisionCode[]>()
  const add = (name: string, code: DivisionCode) => {
    const codes = byName.get(name)
    if (!codes) byName.set(name, [code])
    else if (!codes.includes(code)) codes.push(code)
  }
  for (const division of tree.all) {
    if (isAbolished(division, on)) continue
    const names = tree.pathName(division.code).split('/').map(plainPlaceName)
    for (let from = 0; from < names.length; from += 1) add(names.slice(from).join(''), division.code)
  }
  return (text) => {
    if (!/\p{Script=Han}/u.test(text)) return placeOfCode(tree, on, text)
    const codes =
      byName.get(
        text
          .split(/[/／、>-]/u)
          .map(plainPlaceName)
          .join(''),
      ) ?? []
    if (codes.length === 1) return ok(codes[0]!)
    const message =
      codes.length === 0
        ? `没有“${text}”这个地方，请按区划填写，如“静乐县/鹅城镇/西关村”，或填12位代码。`
        : `叫“${text}”的地方有${codes.length}个，请写明县和乡镇，或填12位代码。`
    return refuse(reason(codes.length === 0 ? 'place.unknown' : 'place.ambiguous', message, { value: text }))
  }
}

function placeOfCode(tree: DivisionTree, on: Day, text: string): Result<DivisionCode> {
  const read = parseDivisionCode(text)
  if (!read.ok) return read
  const found = tree.find(read.value)
  if (found && !isAbolished(found, on)) return read
  const message = found
    ? `区划代码“${text}”（${found.name}）已撤并，请填现在的区划代码。`
    : `没有区划代码“${text}”，请核对，或按区划填写名称。`
  return refuse(reason(found ? 'place.abolished' : 'place.unknown', message, { value: text }))
}
