/** Looks at whether leftovers could be taken away. */
import type { Tx } from '@xinlu/kernel/access/server'
import { findFailedSteps } from '../../housekeeping/store.ts'
import type { TidyStep } from '../../housekeeping/tidy.ts'
import { stepLabels } from '../tidy-command.ts'
import { bad, type Finding, good } from './finding.ts'

/** Answers which steps failed the last time anything was tidied. */
export async function checkTidy(tx: Tx): Promise<Finding> {
  const failed = await findFailedSteps(tx)
  if (failed.length === 0) return good('定时清理没有出错')
  const steps = failed.map((step) => stepLabels[step as TidyStep] ?? step).join('、')
  return bad(`定时清理没有做成：${steps}`, '请运行 xinlu tidy 查看原因，处理后再运行一次。')
}
