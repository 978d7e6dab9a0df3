/** Plans that read much on purpose, each with its reason. */
import type { PlanFault } from './judge-plan.ts'

/** A fault of one ask that is meant; `where` is part of what the fault names. */
export interface FaultAllowed {
  ask: string
  fault: PlanFault
  where: string
  reason: string
}

/** The list. */
export const faultsAllowed: readonly FaultAllowed[] = [
  {
    ask: 'monitoring.countFindings',
    fault: 'passesFirstColumn',
    where: 'finding_county_rule_idx',
    reason:
      'the city counts one rule by skipping from county to county along the index: one search for each of fourteen',
  },
  {
    ask: 'monitoring.countFindings',
    fault: 'passesFirstColumn',
    where: 'finding_open_once',
    reason:
      'the city counts all its open findings by rule: each is read once, whichever index they are read by',
  },
  {
    ask: 'exchange.listImports',
    fault: 'throwsAway',
    where: 'batch_newest_idx',
    reason:
      'a county takes its imports off the newest of the city, one in fourteen; there are tens of thousands of them',
  },
  {
    ask: 'monitoring.listFindings',
    fault: 'throwsAway',
    where: `'{medical.selfPayHigh,`,
    reason:
      'a department looks for its few rules among the newest of its county: hundreds of rows for a page',
  },
  {
    ask: 'administration.searchAudit',
    fault: 'throwsAway',
    where: 'entry_act_idx',
    reason:
      "one act of the days asked for is read for all counties, and thirteen of fourteen are another county's",
  },
  {
    ask: 'households.listMoves',
    fault: 'throwsAway',
    where: 'move_waiting_idx',
    reason: 'a county takes the moves that wait off the queue of the city, which is short',
  },
  {
    ask: 'departments.listBatches',
    fault: 'scansTable',
    where: 'exchange.batch',
    reason:
      'for the whole city every batch of the months asked for is counted; there are tens of thousands in all',
  },
]
