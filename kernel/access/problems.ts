/** The problems of coming in: signing in, holding a post, changing a password. */
import { defineProblem } from '../basis/index.ts'

/** The same answer for an unknown login, a wrong password, a locked and an ended account: it must tell nothing. */
export const signInRefused = defineProblem(
  401,
  'access.sign-in-refused',
  ({ failures, minutes }: { failures: number; minutes: number }) =>
    `登录名或密码不正确，或者账号暂时不能使用。连续输错 ${failures} 次，账号会锁定 ${minutes} 分钟。如有疑问，请联系系统管理员。`,
)

/** No session, or one that has ended. */
export const notSignedIn = defineProblem(
  401,
  'access.not-signed-in',
  () => '您还没有登录，或登录已超时。请重新登录。',
)

/** Signed in, with several posts and none chosen, or with none at all. */
export const noPost = defineProblem(403, 'access.no-post', ({ posts }: { posts: number }) =>
  posts > 0 ? '您有多个岗位，请先选择一个再办理。' : '您的账号现在没有岗位，不能办理业务。请联系安全管理员。',
)

/** Signed in with a password that has to be replaced first. */
export const mustChangePassword = defineProblem(
  403,
  'access.must-change-password',
  () => '您的密码是初始密码或已到期，请先修改密码。',
)

/** The password was right, the code of the second factor is still to come. */
export const needsSecondFactor = defineProblem(
  403,
  'access.needs-second-factor',
  () => '还差一步：请输入动态码完成登录。',
)

/** The post demands a second factor and the account has none. */
export const mustEnrol = defineProblem(
  403,
  'access.must-enrol',
  () => '您的岗位必须使用第二因素。请先绑定动态码，再办理业务。',
)

/** Files of people go out only to somebody who has passed the second factor, whatever the post demands. */
export const exportNeedsFactor = defineProblem(
  403,
  'access.export-needs-factor',
  () => '导出含个人信息的文件必须使用第二因素。请先绑定动态码，再导出。',
)

/** The code was wrong, too old, or used before; which of them is not told. */
export const wrongCode = defineProblem(
  422,
  'access.wrong-code',
  () => '动态码不正确或已用过。请等下一个动态码出现后再输入。连续输错会锁定账号。',
)

/** There is nothing to pass or to confirm: no factor is on its way, or it is there already. */
export const noSuchStep = defineProblem(
  409,
  'access.no-such-step',
  () => '现在不需要这一步。请刷新页面后再试。',
)

/** An authenticator is bound already. */
export const alreadyEnrolled = defineProblem(
  409,
  'access.already-enrolled',
  () => '您的账号已绑定动态码。要换手机，请先用现在的动态码解除绑定。',
)

/** Hidden values and exports open only shortly after password or code were entered. */
export const confirmFirst = defineProblem(
  428,
  'access.confirm-first',
  () => '这一步需要先确认是您本人：请输入密码或动态码。',
)

/** Too many failures from one network address. */
export const tooManyFromHere = defineProblem(
  429,
  'access.too-many-from-here',
  ({ minutes }: { minutes: number }) =>
    `从您的网络地址登录失败的次数太多，暂时不能登录。请过 ${minutes} 分钟再试，或联系系统管理员。`,
)

/** The provider knows the person, but no account has been bound to him; nothing is made or guessed. */
export const outsideNotBound = defineProblem(
  403,
  'access.outside-not-bound',
  () => '统一身份认证已通过，但还没有绑定本系统的账号。请先用登录名和密码登录，再在“我的账号”里绑定。',
)

/** The identity belongs to another account, or this account has one of the same provider. */
export const outsideTaken = defineProblem(
  409,
  'access.outside-taken',
  () => '这个统一身份已绑定别的账号，或您的账号已绑定别的统一身份。请联系系统管理员。',
)

/** The new password breaks rules; all the reasons travel with it. */
export const passwordRefused = defineProblem(
  422,
  'access.password-refused',
  () => '新密码不符合要求，请按提示修改。',
)

/** The present password was wrong. */
export const wrongPassword = defineProblem(
  422,
  'access.wrong-password',
  () => '当前密码不正确，请重新输入。连续输错会锁定账号。',
)

/** The post is not among those that the account holds today. */
export const postNotHeld = defineProblem(
  404,
  'access.post-not-held',
  () => '没有找到这个岗位，或您已不再担任。',
)
