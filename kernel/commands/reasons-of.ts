/** Turns what the parser found wrong into reasons in the words of the form. */
import type { z } from 'zod'
import { type Reason, reason } from '../basis/index.ts'

/** Answers one reason for each issue; the path is dotted, the message is Chinese and says what to do. */
export function reasonsOf(error: z.ZodError): Reason[] {
  return error.issues.map((issue) =>
    reason(`input.${issue.code}`, messageOf(issue), { path: issue.path.join('.') }),
  )
}

function messageOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `有不认识的栏目：${issue.keys.join('、')}。请去掉后再提交。`
    case 'invalid_type':
      return issue.input === undefined ? '这一项没有填写。' : issue.message
    default:
      return issue.message
  }
}
