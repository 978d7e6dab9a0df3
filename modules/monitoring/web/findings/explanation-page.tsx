/** 疑点说明: one household, every doubt about it, the conditions that decided, the records behind them. */
import { useParams } from '@tanstack/react-router'
import { Button, Collapse } from 'antd'
import { useState } from 'react'
import { type Answer, useAsk, useMay } from '@xinlu/kernel/commands/web'
import {
  DayText,
  Empty,
  Facts,
  Level,
  Money,
  PageHead,
  PlaceName,
  Section,
  Shown,
  TimeLine,
  TraceTree,
} from '@xinlu/ui'
import { explainHousehold } from '../../contract.ts'
import { monitoringPermissions } from '../../permissions.ts'
import { DecideDialog, type DecidableFinding } from './decide-dialog.tsx'
import { stateLabels, verdictLabels } from './words.ts'

type Explained = Answer<typeof explainHousehold>

/** The page. */
export function ExplanationPage() {
  const { county, household } = useParams({ strict: false }) as { county: string; household: string }
  const explained = useAsk(explainHousehold, { county: Number(county), household })
  return <Shown of={explained}>{(data) => <Explanation of={data} />}</Shown>
}

function Explanation({ of }: { of: Explained }) {
  const [deciding, setDeciding] = useState<DecidableFinding>()
  const mayDecide = useMay(monitoringPermissions.decide)
  const pointing = of.rules.filter(({ outcome }) => outcome === true)
  return (
    <>
      <PageHead
        title={`${of.headName ?? '—'} 户`}
        about={<PlaceName code={of.division} path />}
        actions={<Button onClick={() => print()}>打印</Button>}
      />
      <div className="x-columns">
        <div>
          {pointing.length === 0 && (
            <Section title="为什么">
              <Empty title="现在没有规则提示这一户" />
            </Section>
          )}
          {pointing.map((rule) => {
            const finding = of.findings.find((one) => one.rule === rule.rule && one.state === 'open')
            return (
              <Section
                key={rule.rule}
                title={rule.name}
                about={<Level level={rule.level} />}
                actions={
                  mayDecide &&
                  finding && (
                    <Button
                      type="primary"
                      size="small"
                      onClick={() => setDeciding({ ...finding, county: of.county })}
                    >
                      核实
                    </Button>
                  )
                }
              >
                <p style={{ marginBottom: 8 }}>{rule.sentence}</p>
                <TraceTree lines={rule.why} />
                <Collapse
                  ghost
                  size="small"
                  items={[
                    {
                      key: 'all',
                      label: '全部条件和依据',
                      children: (
                        <>
                          <TraceTree lines={rule.trace} />
                          <p className="x-quiet">
                            依据：{rule.clause}　负责单位：{rule.owner}
                          </p>
                        </>
                      ),
                    },
                  ]}
                />
              </Section>
            )
          })}
          <Records of={of} />
        </div>
        <div>
          <Suggestion of={of} />
          <Section title="核实记录">
            <History of={of} />
          </Section>
        </div>
      </div>
      {deciding && <DecideDialog finding={deciding} onClose={() => setDeciding(undefined)} />}
    </>
  )
}

function Suggestion({ of: { suggestion } }: { of: Explained }) {
  if (!suggestion) return null
  return (
    <Section title="建议对象类型">
      <strong>{suggestion.label ?? '不建议纳入'}</strong>
      {suggestion.reasons.map((reason) => (
        <p key={reason} className="x-quiet">
          {reason}
        </p>
      ))}
      <p className="x-quiet">这是规则的提示，是否纳入由评议和审核决定。</p>
    </Section>
  )
}

function History({ of: { findings } }: { of: Explained }) {
  if (findings.length === 0) return <Empty title="没有疑点记录" />
  return (
    <TimeLine
      events={findings.map(({ id, openedOn, closedOn, ruleName, decision, state }) => ({
        key: id,
        at: <DayText day={openedOn} />,
        title: ruleName,
        who: closedOn ? `${stateLabels.closed}（${closedOn}）` : stateLabels[state],
        note: decision && `${verdictLabels[decision.verdict]}：${decision.reason}（${decision.byName}）`,
      }))}
    />
  )
}

function Records({ of: { facts, records } }: { of: Explained }) {
  return (
    <>
      {records.map(({ group, records: rows }) => (
        <Section key={group} title={group} about={`${rows.length} 条`}>
          <TimeLine
            events={rows.map(({ record, on, title, amount, source }) => ({
              key: record,
              at: <DayText day={on} />,
              title,
              who: source,
              note: amount !== null && <Money fen={amount} />,
            }))}
          />
        </Section>
      ))}
      <Section title="用到的情况" about={`${facts.length} 项`}>
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: 'facts',
              label: '展开全部',
              children: (
                <Facts
                  of={facts.map(({ label, value, source }) => [label, <span title={source}>{value}</span>])}
                />
              ),
            },
          ]}
        />
      </Section>
    </>
  )
}
