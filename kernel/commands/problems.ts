/** The problems that every act and ask may meet. */
import { defineProblem } from '../basis/index.ts'

/** The input breaks rules; all the reasons travel with it. */
export const refusedInput = defineProblem(
  422,
  'commands.refused-input',
  () => '填写的内容有不符合要求之处，请按提示逐项修改后再提交。',
)

/** Nothing there, or nothing that this person may know of. */
export const notFound = defineProblem(
  404,
  'commands.not-found',
  ({ what }: { what: string }) => `没有找到${what}。它可能已被删除，或不在您的管辖范围内。`,
)

/** The thing may be seen, but this act is for others. */
export const forbidden = defineProblem(
  403,
  'commands.forbidden',
  ({ label }: { label: string }) => `您的岗位没有“${label}”的权限。如确需办理，请联系安全管理员。`,
)

/** Somebody changed the record in between; both versions travel with it. */
export const staleVersion = defineProblem(
  409,
  'commands.stale-version',
  ({ what }: { what: string }) => `您打开之后，${what}已被别人修改。请对照两个版本，确认后再提交。`,
)

/** The same id came with another content; both are kept for a person to look at. */
export const alreadySent = defineProblem(
  409,
  'commands.already-sent',
  () => '这个办理编号先前已提交过不同的内容。两份内容都已保存，请核对后重新办理。',
)
