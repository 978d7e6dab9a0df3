/** Parses what somebody sent; what does not fit comes back as all the reasons at once, in the words of the form. */
import type { z } from 'zod'
import { type Reason, reason, unwritableIn } from '../basis/index.ts'
import { refusedInput } from './problems.ts'

/** Answers the parsed value, or throws `refusedInput` with one reason for each thing that is wrong. */
export function parseInput<T extends z.ZodType>(type: T, value: unknown): z.output<T> {
  // A sentence that the field itself gives is kept; the parser's own English is replaced.
  const result = type.safeParse(value, { error: sentenceOf, reportInput: true })
  const reasons = result.success ? unwritableOf(result.data) : reasonsOf(result.error)
  if (result.success && reasons.length === 0) return result.data
  throw refusedInput(undefined, { reasons })
}

// Nobody types these, nobody sees them, and the database, a terminal or a reader may each be fooled by one.
function unwritableOf(data: unknown): Reason[] {
  const reasons: Reason[] = []
  const waiting: [path: string, value: unknown][] = [['', data]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [path, value] = next
    if (typeof value === 'string') {
      const found = unwritableIn(value)
      if (found === undefined) continue
      reasons.push(
        reason('input.unwritable', `含有看不见的控制字符（${found}），请删去后重新填写。`, { path }),
      )
    } else if (value !== null && typeof value === 'object' && !(value instanceof Date)) {
      for (const [key, inner] of Object.entries(value)) {
        waiting.push([path === '' ? key : `${path}.${key}`, inner], [path, key])
      }
    }
  }
  return reasons
}

function reasonsOf(error: z.ZodError): Reason[] {
  return error.issues.map((issue) =>
    reason(`input.${issue.code}`, issue.message, { path: issue.path.join('.') }),
  )
}

const kinds: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  array: '清单',
  object: '一组内容',
  date: '日期',
}

function sentenceOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return '这一项没有填写。'
      return `这一项应为${kinds[issue.expected] ?? issue.expected}，请改正。`
    case 'unrecognized_keys':
      return `有不认识的栏目：${issue.keys.join('、')}。请去掉后再提交。`
    case 'invalid_value':
      if (issue.input === undefined || issue.input === null) return '这一项没有填写。'
      return `只能是下列之一：${issue.values.map(String).join('、')}。`
    case 'too_small':
      return `${measured(issue.origin)}太${small(issue.origin)}，至少为${String(issue.minimum)}。`
    case 'too_big':
      return `${measured(issue.origin)}太${big(issue.origin)}，最多为${String(issue.maximum)}。`
    case 'invalid_format':
      return '格式不正确，请核对。'
    case 'not_multiple_of':
      return `应为${String(issue.divisor)}的倍数。`
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return '内容不符合要求，请核对。'
    case 'custom':
      return '内容不符合要求，请核对。'
    default:
      return issue satisfies never
  }
}

function measured(origin: string): string {
  if (origin === 'string') return '字数'
  return origin === 'array' || origin === 'set' ? '项数' : '数值'
}

function small(origin: string): string {
  return measured(origin) === '数值' ? '小' : '少'
}

function big(origin: string): string {
  return measured(origin) === '数值' ? '大' : '多'
}
