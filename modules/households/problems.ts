/** Every way in which this module refuses, with its sentence. */
import { defineProblem } from '@xinlu/kernel/basis'

/** The data-quality rules found doubts that nobody has given a reason for; they travel as reasons. */
export const doubtsToConfirm = defineProblem(
  428,
  'households.doubts-to-confirm',
  ({ count }: { count: number }) =>
    `提交的内容有${count}处疑问，还没有保存。请逐条核对：有误的改正；确实如此的写明原因后再提交。`,
)

/** The identity number is in use in this county. Says neither where nor by whom. */
export const numberInUse = defineProblem<void>(
  409,
  'households.number-in-use',
  () => '这个证件号码在本县已有登记，不能重复登记。请核对号码；无误的，请联系县专班核查后办理转入。',
)

/** The 户编号 or 人编号 is in use in this county. */
export const codeInUse = defineProblem<void>(
  409,
  'households.code-in-use',
  () => '这个户编号或人编号在本县已有登记，请核对编号后再提交。',
)

/** The person belongs to a household at present, one that the actor can see. */
export const belongsElsewhere = defineProblem(
  409,
  'households.belongs-elsewhere',
  ({ name, household }: { name: string; household: string }) =>
    `${name}现在是“${household}”户的成员，不能再加入另一户。请先办理减少，或用“分户”“合户”办理。`,
)

/** The person is not a member of the household at present. */
export const notMember = defineProblem(
  409,
  'households.not-member',
  ({ what }: { what: string }) => `${what}现在不是这一户的成员，请刷新户档后再办理。`,
)

/** The head leaves while others stay. */
export const headLeaves = defineProblem(
  409,
  'households.head-leaves',
  ({ name }: { name: string }) => `${name}是户主，家中还有其他成员。请先办理“户主变更”，再办理这一项。`,
)

/** The household is no longer in the register. */
export const notLiving = defineProblem(
  409,
  'households.not-living',
  ({ state }: { state: string }) => `这一户${state}，不能再办理变更。请查看它的去向。`,
)

/** The relations given do not name every member once, or have no single head. */
export const relationsIncomplete = defineProblem(
  422,
  'households.relations-incomplete',
  ({ what }: { what: string }) => `与户主关系填写不完整：${what}`,
)

/** Everybody of a household would be split off. */
export const nobodyStays = defineProblem<void>(
  409,
  'households.nobody-stays',
  () => '分户后原户没有人了。整户搬走请办理“迁移”，改名换户主请办理“户主变更”。',
)

/** A household cannot be merged with itself. */
export const sameHousehold = defineProblem<void>(
  422,
  'households.same-household',
  () => '合户的两户是同一户，请重新选择。',
)

/** The place to move to is no village of the register. */
export const notVillage = defineProblem<void>(
  422,
  'households.not-village',
  () => '迁入地应选到村（社区），且不能是已撤并的村。请重新选择。',
)

/** The household lies there already. */
export const alreadyThere = defineProblem<void>(
  409,
  'households.already-there',
  () => '这一户已在所选的村，不需要迁移。',
)

/** A move of the household waits to be completed. */
export const moveWaiting = defineProblem<void>(
  409,
  'households.move-waiting',
  () => '这一户有一项迁移正在等待接收。请等上级接收，或先撤回那项迁移。',
)

/** The move is no longer waiting. */
export const moveClosed = defineProblem<void>(
  409,
  'households.move-closed',
  () => '这项迁移已办结或已撤回，请刷新列表。',
)

/** The window does not fit the moment for which income is recorded. */
export const wrongWindow = defineProblem(
  422,
  'households.wrong-window',
  ({ wanted }: { wanted: string }) => `收支的起止月份不对：${wanted}。请按这个区间重新核算。`,
)

/** The household has no month of identification or clearing, for which income was to be recorded. */
export const momentMissing = defineProblem(
  409,
  'households.moment-missing',
  ({ what }: { what: string }) => `这一户没有${what}，不能登记这一时点的收支。请先补录时间。`,
)

/** The act would happen on a day that cannot be. */
export const wrongDay = defineProblem(
  422,
  'households.wrong-day',
  ({ what }: { what: string }) => `日期不对：${what}`,
)

/** A search without a criterion, or with several. */
export const oneCriterion = defineProblem<void>(
  422,
  'households.one-criterion',
  () => '请填写一项查找条件：姓名、证件号码、电话、户编号或姓名拼音首字母（至少两个字母）。',
)

/** The role may not read the field and therefore not search by it. */
export const notSearchable = defineProblem(
  403,
  'households.not-searchable',
  ({ field }: { field: string }) =>
    `您的岗位不能查看${field}，因此也不能按${field}查找。请用姓名或户编号查找。`,
)

/** The doubt named is not there. */
export const noSuchDoubt = defineProblem<void>(
  409,
  'households.no-such-doubt',
  () => '这条疑问已经不存在，可能数据已更正。请刷新户档查看。',
)

/** A list of incomes was sent without the year it is about. */
export const yearNeeded = defineProblem<void>(
  422,
  'households.year-needed',
  () => '导入收入表时请填写年度（四位数字，如2023，指2022年10月至2023年9月），再重新校验。',
)
