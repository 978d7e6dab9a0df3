/** What the codes of findings are called on the screen. */

/** What a finding says. */
export const kindLabels = { risk: '返贫风险', gap: '政策未落实', quality: '数据疑问' } as const

/** What a person concluded. */
export const verdictLabels = {
  noRisk: '已核实无风险',
  toLead: '转为风险线索',
  returned: '退回部门核查',
} as const

/** Whether a finding stands. */
export const stateLabels = { open: '未销号', closed: '已销号' } as const
