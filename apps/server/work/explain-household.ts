/** One household, explained condition by condition, in lines for the terminal. */
import { type DivisionCode, fen, yuanText } from '@xinlu/kernel/basis'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { readDivisionTree } from '@xinlu/kernel/divisions/server'
import type { OutputOf } from '@xinlu/kernel/commands'
import { monitoringContract } from '@xinlu/monitoring'
import { type Asking, askOf } from './ask-of.ts'
import { kindLabels, levelLabels, verdictLabels } from './labels.ts'

type Explained = OutputOf<typeof monitoringContract.explainHousehold>
type RuleExplained = Explained['rules'][number]

/** The explanation of a household, with the name of the place where it lives. */
export type Explanation = Explained & { place: string }

const RECORDS_SHOWN = 6

/** Explains a household as the actor may read it; opening it is audited. */
export async function explainHousehold(
  asking: Asking,
  household: { county: number; household: string },
): Promise<Explanation> {
  const explained = await askOf(asking, monitoringContract.explainHousehold, household)
  const tree = await withScope(asking.desk.database, SYSTEM, (tx) => readDivisionTree(tx))
  return { ...explained, place: tree.pathName(explained.division as DivisionCode) }
}

/** Answers the lines: who, the suggested type, each rule that points with its conditions, the records behind. */
export function explanationLines(explanation: Explanation, { all = false } = {}): string[] {
  const { rules } = explanation
  const pointing = rules.filter(({ outcome }) => outcome === true)
  const others = rules.filter(({ outcome }) => outcome !== true)
  return [
    headline(explanation),
    ...suggestionLines(explanation),
    '',
    pointing.length === 0 ? '没有规则提示这一户。' : `有${pointing.length}条规则提示这一户：`,
    ...pointing.flatMap((rule, at) => [
      '',
      ...ruleLines(rule, `${at + 1}. `, decisionOf(explanation, rule), all),
    ]),
    ...recordLines(explanation),
    '',
    ...(all
      ? ['没有提示的规则：', ...others.flatMap((rule) => ['', ...ruleLines(rule, '· ', [], all)])]
      : [`另有${others.length}条规则没有提示，加 --all 可以看到它们为什么没有提示。`]),
  ]
}

function headline({ headName, householdCode, place }: Explanation): string {
  const code = householdCode === null ? '' : `（户编号 ${householdCode}）`
  return `${headName ?? '户主不详'}户${code}  ${place}`
}

function suggestionLines({ suggestion }: Explanation): string[] {
  if (suggestion === null) return []
  const label = suggestion.label ?? '暂不建议纳入监测'
  return [
    `按指标建议的类别：${label}（只供参考，由人核实认定）`,
    ...suggestion.reasons.map((why) => `  · ${why}`),
  ]
}

function ruleLines(rule: RuleExplained, mark: string, decision: readonly string[], all: boolean): string[] {
  const { name, level, kind, owner, clause, sentence, why, trace, outcome } = rule
  // What brought the answer about is enough for a reader; every branch is shown with --all.
  const brief = outcome === true && !all ? why.map((reason) => ({ ...reason, decisive: true })) : trace
  const conditions = brief.map(({ depth, text, outcome: met, decisive }) => {
    const sign = met === null ? '?' : met ? '✓' : '✗'
    return `     ${'  '.repeat(depth)}${sign} ${decisive ? text : `〔${text}〕`}`
  })
  return [
    `${mark}${name}  〔${levelLabels[level]}·${kindLabels[kind]}·${owner}〕`,
    ...(sentence === null ? [] : [`   ${sentence}`]),
    ...conditions,
    `   依据：${clause}`,
    ...decision,
  ]
}

function decisionOf({ findings }: Explanation, { rule }: RuleExplained): string[] {
  const finding = findings.find((found) => found.rule === rule && found.state === 'open')
  const decided = finding ?? findings.find((found) => found.rule === rule && found.decision !== null)
  if (!decided?.decision) return finding ? [`   疑点自${finding.openedOn}起，还没有核实。`] : []
  const { verdict, reason, until, decidedOn, byName } = decided.decision
  const kept = until === null ? '' : `，${until}之前不再提示`
  return [`   ${byName}于${decidedOn}：${verdictLabels[verdict]}${kept}。${reason}`]
}

function recordLines({ records }: Explanation): string[] {
  if (records.length === 0) return []
  return [
    '',
    '指标背后的记录：',
    ...records.flatMap(({ records: behind }) => [
      ...behind.slice(0, RECORDS_SHOWN).map(({ on, title, amount, source }) => {
        const money = amount === null ? '' : `  ${yuanText(fen(amount))} 元`
        return `   ${on ?? '　　　　　'}  ${source}  ${title}${money}`
      }),
      ...(behind.length > RECORDS_SHOWN ? [`   ……同类还有${behind.length - RECORDS_SHOWN}条`] : []),
    ]),
  ]
}
