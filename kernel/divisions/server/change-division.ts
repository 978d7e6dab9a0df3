/** The four acts that change the tree: each plans, writes the tree and its history, and moves the records along. */
import { countyOf, ok, type DivisionCode, type Result } from '../../basis/index.ts'
import { crossCounty, type ChangeOrder } from '../check-change.ts'
import { planMerge, planMove, planRename, planSplit, type ChangePlan } from '../plan-change.ts'
import type { DivisionTree } from '../tree.ts'
import {
  lockTree,
  readDivisionTree,
  restampRows,
  writePlan,
  type Recording,
  type Restamped,
  type Tx,
} from './store.ts'

/** A change as it is ordered: the place, the day, the document, who records it. */
export type ChangeAct = ChangeOrder & Recording

/** What a change did: the places touched, and the records that moved. */
export type ChangeDone = { changes: ChangePlan['changes']; restamped: Restamped[] }

/** Joins a place to another of its county; its records move along in the same transaction. */
export function mergeDivision(tx: Tx, act: ChangeAct & { to: DivisionCode }): Promise<Result<ChangeDone>> {
  return change(tx, act, (tree) => planMerge(tree, act))
}

/** Gives a place a new code inside its county; its records, and a township's villages, move along. */
export function moveDivision(
  tx: Tx,
  act: ChangeAct & { to: DivisionCode; name?: string; kind?: string },
): Promise<Result<ChangeDone>> {
  return change(tx, act, (tree) => planMove(tree, act))
}

/** Makes a new place out of a part of an old one; households are moved to it one by one, by people. */
export function splitDivision(
  tx: Tx,
  act: ChangeAct & { to: DivisionCode; name: string; kind?: string },
): Promise<Result<ChangeDone>> {
  return change(tx, act, (tree) => planSplit(tree, act))
}

/** Gives a place a new name; its code and its records stay. */
export function renameDivision(
  tx: Tx,
  act: ChangeAct & { name: string; kind?: string },
): Promise<Result<ChangeDone>> {
  return change(tx, act, (tree) => planRename(tree, act))
}

/**
 * Moves the rows of every table that holds a place from an old code to the new current one, along a recorded merge or
 * move, when both lie in one county; the scope of the transaction must cover both.
 *
 * A move across counties is refused: `county` is part of every primary key and the distribution key of the database,
 * and the two counties keep separate audit chains. Households go there as a recorded move-out of the one county and
 * move-in of the other, so that both can prove what they handed over and what they received.
 */
export async function restampDivision(
  tx: Tx,
  from: DivisionCode,
  to: DivisionCode,
): Promise<Result<Restamped[]>> {
  if (countyOf(from) !== countyOf(to)) return { ok: false, reasons: [crossCounty(from, to)] }
  return ok(await restampRows(tx, from, to))
}

async function change(
  tx: Tx,
  act: ChangeAct,
  plan: (tree: DivisionTree) => Result<ChangePlan>,
): Promise<Result<ChangeDone>> {
  await lockTree(tx)
  const planned = plan(await readDivisionTree(tx))
  if (!planned.ok) return planned
  await writePlan(tx, planned.value, act)
  const restamped: Restamped[] = []
  for (const { kind, from, to } of planned.value.changes) {
    if (kind === 'merge' || kind === 'move') restamped.push(...(await restampRows(tx, from, to)))
  }
  return ok({ changes: planned.value.changes, restamped: summed(restamped) })
}

function summed(moved: Restamped[]): Restamped[] {
  const sums = new Map<string, number>()
  for (const { relation, rows } of moved) sums.set(relation, (sums.get(relation) ?? 0) + rows)
  return [...sums].map(([relation, rows]) => ({ relation, rows }))
}
