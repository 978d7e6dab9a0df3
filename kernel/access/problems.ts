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
