/** The server face of divisions: the stored tree, its loader, and the acts that change it. */
export {
  mergeDivision,
  moveDivision,
  renameDivision,
  restampDivision,
  splitDivision,
  type ChangeAct,
  type ChangeDone,
} from './change-division.ts'
export { loadDivisions, type DivisionFiles } from './load-divisions.ts'
export { initialsOf, pinyinOf } from './pinyin-of.ts'
export {
  listChanges,
  readDivisionTree,
  type DivisionsLoaded,
  type Recording,
  type Restamped,
} from './store.ts'
