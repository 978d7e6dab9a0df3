/** 核实疑点: what was found out, why, and until when the doubt stays quiet. */
import { ActDialog, type FormField, optionsOf } from '@xinlu/ui'
import { decideFinding } from '../../contract.ts'
import { verdictLabels } from './words.ts'

/** A finding, as far as deciding it needs. */
export interface DecidableFinding {
  county: number
  id: string
  ver: number
  ruleName: string
}

const fields: FormField[] = [
  { name: 'verdict', label: '核实结果', kind: 'choice', options: optionsOf(verdictLabels) },
  {
    name: 'reason',
    label: '核实情况',
    kind: 'note',
    help: '写明怎样核实、看到什么。不要写证件号码、电话、银行卡号和病情。',
  },
  {
    name: 'until',
    label: '到哪一天前不再提示',
    kind: 'day',
    required: true,
    when: ({ verdict }) => verdict === 'noRisk',
    help: '在这一天之前，同一条规则不再提示这一户。',
  },
]

/** Asks for the decision and records it. */
export function DecideDialog({ finding, onClose }: { finding: DecidableFinding; onClose: () => void }) {
  const { county, id, ver, ruleName } = finding
  return (
    <ActDialog<typeof decideFinding>
      title="核实疑点"
      about={`规则：${ruleName}`}
      contract={decideFinding}
      given={{ county, finding: id, ver }}
      fields={fields}
      draft={`monitoring.decideFinding:${id}`}
      submit="提交核实结果"
      done="核实结果已保存"
      onClose={onClose}
    />
  )
}
