/** 点击查看: one hidden field of one record, asked for with a reason. */
import { z } from 'zod'
import { defineProblem } from '../basis/index.ts'
import { ask } from './contract.ts'
import * as field from './field.ts'

/** Why somebody may want to see a hidden value; the code is kept in the audit trail. */
export const revealReasons = {
  visit: '入户走访核对',
  verify: '信息核实比对',
  contact: '联系本人办理事项',
  payment: '资金发放核对',
  complaint: '信访投诉处理',
  inspection: '监督检查',
} as const

/** The code of a reason. */
export type RevealReason = keyof typeof revealReasons

/** More looks than the house allows in an hour. */
export const revealTooOften = defineProblem(
  429,
  'commands.reveal-too-often',
  ({ limit }: { limit: number }) =>
    `您一小时内查看隐藏信息已达 ${limit} 次上限，请稍后再试。如确需批量核对，请申请导出并经审批。`,
)

const reasonCodes = Object.keys(revealReasons) as [RevealReason, ...RevealReason[]]

/**
 * Declares the ask that opens one of `fields` of one record; its name is `<module>.reveal…`. The answer also says
 * where the record lies; the value is null when nothing is on file.
 */
export function reveal<const F extends string>(
  name: `${string}.reveal${string}`,
  { summary, fields }: { summary: string; fields: readonly [F, ...F[]] },
) {
  return ask(name, {
    summary,
    input: {
      subject: field.id(),
      field: z.enum(fields, '没有这一栏'),
      reason: z.enum(reasonCodes, '请选择查看原因'),
    },
    output: z.object({ value: z.string().nullable(), division: z.number() }),
  })
}
