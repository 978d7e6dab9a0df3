/** What the terminal calls levels, kinds and verdicts. */

/** How urgent a doubt is. */
export const levelLabels = { red: '红', orange: '橙', yellow: '黄' } as const

/** What a doubt says. */
export const kindLabels = { risk: '风险', gap: '应享未享', quality: '数据质量' } as const

/** What a person concluded. */
export const verdictLabels = { noRisk: '已核实无风险', toLead: '转为线索', returned: '退回部门核实' } as const
