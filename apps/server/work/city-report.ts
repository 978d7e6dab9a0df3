/** The doubts of a place by its parts and by rule. */
import type { DivisionCode } from '@xinlu/kernel/basis'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { readDivisionTree } from '@xinlu/kernel/divisions/server'
import type { OutputOf } from '@xinlu/kernel/commands'
import { monitoringContract } from '@xinlu/monitoring'
import { tableLines } from '../terminal/table.ts'
import { type Asking, askOf } from './ask-of.ts'
import { kindLabels, levelLabels } from './labels.ts'

type Counts = OutputOf<typeof monitoringContract.countFindings>

/** A rule with its open doubts. */
export type RuleDoubts = Counts['byRule'][number]

/** A place one level down with its open doubts by level. */
export interface PlaceDoubts {
  division: number
  name: string
  red: number
  orange: number
  yellow: number
  total: number
}

/** Everything open in a place, as the actor may see it. */
export interface CityReport {
  total: number
  places: PlaceDoubts[]
  rules: RuleDoubts[]
}

/** Counts the open doubts of a place, the actor's own when left out. */
export async function cityReport(asking: Asking, division?: DivisionCode): Promise<CityReport> {
  const { total, byPlace, byRule } = await askOf(asking, monitoringContract.countFindings, { division })
  const tree = await withScope(asking.desk.database, SYSTEM, (tx) => readDivisionTree(tx))
  const levels = new Map(byRule.map(({ rule, level }) => [rule, level]))
  const places = byPlace.map(({ division: code, count, byRule: counts }) => {
    const place: PlaceDoubts = {
      division: code,
      name: tree.find(code as DivisionCode)?.name ?? String(code),
      red: 0,
      orange: 0,
      yellow: 0,
      total: count,
    }
    for (const [rule, amount] of Object.entries(counts)) place[levels.get(rule)!] += amount
    return place
  })
  return { total, places, rules: byRule.toSorted((one, other) => other.count - one.count) }
}

/** Answers the lines of two tables: doubts by place, doubts by rule. */
export function doubtTables({ total, places, rules }: CityReport): string[] {
  if (total === 0) return ['没有疑点。']
  const sum = (level: 'red' | 'orange' | 'yellow') => places.reduce((all, place) => all + place[level], 0)
  return [
    '疑点按地方：',
    ...tableLines(
      ['地方', levelLabels.red, levelLabels.orange, levelLabels.yellow, '合计'],
      [
        ...places.map((place) => [place.name, place.red, place.orange, place.yellow, place.total]),
        ['合计', sum('red'), sum('orange'), sum('yellow'), total],
      ],
    ),
    '',
    '疑点按规则：',
    ...tableLines(
      ['规则', '级别', '性质', '责任部门', '疑点'],
      rules.map(({ name, level, kind, owner, count }) => [
        name,
        levelLabels[level],
        kindLabels[kind],
        owner,
        count,
      ]),
    ),
  ]
}
