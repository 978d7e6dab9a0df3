/** Every way the acts of this module refuse. */
import { defineProblem } from '@xinlu/kernel/basis'

/** Somebody has decided about the record already. */
export const alreadyDecided = defineProblem(
  409,
  'departments.already-decided',
  ({ count }: { count: number }) => `所选记录中有${count}条已由别人核对过，请刷新后重新选择。`,
)

/** The person chosen is gone, lies elsewhere or belongs to no household. */
export const noSuchPerson = defineProblem(
  422,
  'departments.no-such-person',
  ({ count }: { count: number }) =>
    `所选人员中有${count}人不在您管辖范围内的农户里（可能已迁出或死亡），不能对应。请重新选择。`,
)

/** The same record is already in the ledger, written by another import. */
export const recordTaken = defineProblem(
  409,
  'departments.record-taken',
  () => '台账中已有同一条记录，而且属于另一个人。请先核对那一条，再决定这一条是否退回部门。',
)

/** One record is named twice in a bulk act. */
export const namedTwice = defineProblem(
  422,
  'departments.named-twice',
  () => '同一条记录选择了两次，请去掉重复的。',
)

/** A longer span than one page can show. */
export const tooManyMonths = defineProblem(
  422,
  'departments.too-many-months',
  ({ most }: { most: number }) => `一次最多查看${most}个月的报送情况，请缩短起止月份。`,
)

/** Nobody has decided about the record, so there is nothing to take back. */
export const notDecided = defineProblem(
  409,
  'departments.not-decided',
  ({ count }: { count: number }) =>
    `所选记录中有${count}条还没有人核对，不需要退回待核对。请刷新后重新选择。`,
)

/** A linked record can no longer be taken out of its ledger by itself. */
export const linkedForGood = defineProblem(
  409,
  'departments.linked-for-good',
  ({ count }: { count: number }) =>
    `所选记录中有${count}条更新过台账中原有的内容，或之后又被更新，不能直接退回。请让部门重新报送正确的记录。`,
)
