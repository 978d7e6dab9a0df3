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
export const faultsAllowed: readonly FaultAllowed[] = []
