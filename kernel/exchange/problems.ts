/** The problems of imports and exports. */
import { defineProblem } from '../basis/index.ts'
import { batchStates, type BatchState } from './batch.ts'

/** The import is not in a state in which this can be done. */
export const wrongState = defineProblem(
  409,
  'exchange.wrong-state',
  ({ state, act }: { state: BatchState; act: string }) =>
    `这次导入现在是“${batchStates[state]}”，不能${act}。请刷新后再看。`,
)

/** Records changed between preview and commit. */
export const previewStale = defineProblem(
  409,
  'exchange.preview-stale',
  ({ rows }: { rows: number }) =>
    `预览之后有${rows}行对应的登记内容发生了变化，没有入库。请重新核对预览后再确认。`,
)

/** Records changed after the commit, so it cannot be taken back. */
export const changedSince = defineProblem(
  409,
  'exchange.changed-since',
  ({ rows }: { rows: number }) => `入库之后已有${rows}行被修改或删除，不能整批撤销。请逐条更正。`,
)

/** The time in which an import can be taken back is over. */
export const tooLateToUndo = defineProblem(
  409,
  'exchange.too-late-to-undo',
  ({ hours }: { hours: number }) => `入库已超过${hours}小时，不能整批撤销。请逐条更正，或导入更正后的文件。`,
)

/** The ledger belongs to another unit. */
export const notYourLedger = defineProblem(
  403,
  'exchange.not-your-ledger',
  ({ title, owner }: { title: string; owner: string }) =>
    `“${title}”由${owner}负责，您的单位不能导入或导出。如确需办理，请与该单位联系。`,
)

/** No such ledger can be imported. */
export const unknownLedger = defineProblem(
  404,
  'exchange.unknown-ledger',
  () => '没有这个台账，或它不能用表格导入、导出。',
)

/** The natural key of a new row is taken, by a quicker import or by a row this actor cannot see. */
export const keyTaken = defineProblem(
  409,
  'exchange.key-taken',
  () => '有新增的行与刚入库的或您管辖范围以外的登记重复，没有入库。请重新校验；仍不行的请由县专班导入。',
)
