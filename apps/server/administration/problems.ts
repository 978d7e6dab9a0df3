/** Every way administration refuses. */
import { defineProblem } from '@xinlu/kernel/basis'

/** Two accounts cannot share a login; ended ones keep theirs. */
export const loginTaken = defineProblem(
  409,
  'administration.login-taken',
  () => '这个登录名已有人使用（含已停用的账号），请换一个。',
)

/** Nobody arranges access for himself. */
export const notOneself = defineProblem(
  403,
  'administration.not-oneself',
  () => '不能对自己的账号或岗位做这项操作，请由另一位管理员办理。',
)

/** A password of an officer is reset at the console by two people. */
export const officerAtConsole = defineProblem(
  403,
  'administration.officer-at-console',
  () => '管理员账号的密码不能在这里重置。请在服务器上由两人在场办理。',
)

/** The role belongs to another duty than the account. */
export const dutyDiffers = defineProblem(
  422,
  'administration.duty-differs',
  () =>
    '岗位与账号的职责不符：业务账号不能担任管理员，三类管理员不能互相兼任，也不能办理业务。请为他另建账号。',
)

/** An ended account does nothing more. */
export const accountEnded = defineProblem(
  409,
  'administration.account-ended',
  () => '这个账号已停用，不能再办理。',
)

/** The post has ended before. */
export const postEnded = defineProblem(409, 'administration.post-ended', () => '这个岗位已经收回。')

/** One value a day. */
export const settingDatedTwice = defineProblem(
  409,
  'administration.setting-dated-twice',
  () => '这一项在同一天已有一个值，不能改写。请另选生效日期。',
)
