/** The face of divisions: the tree of places, its history, and the search over it. */
export { crossCounty, type ChangeOrder } from './check-change.ts'
export { changeLabels, isAbolished, type Change, type ChangeKind, type Division } from './model.ts'
export {
  planMerge,
  planMove,
  planRename,
  planSplit,
  type ChangePlan,
  type NewPlace,
  type PlannedChange,
} from './plan-change.ts'
export { searchDivisions, type DivisionSearch, type FoundDivision } from './search-divisions.ts'
export { DivisionTree } from './tree.ts'
