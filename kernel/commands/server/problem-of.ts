/** Translates what the database refused, once and by name, into a problem with a sentence. */
import pg from 'pg'
import { Crowded } from '../../access/server/index.ts'
import { Problem, defineProblem } from '../../basis/index.ts'

/** There is more work than can be done at this moment; the same again a little later will be done. */
export const busy = defineProblem(
  503,
  'commands.busy',
  () => '系统现在很忙，您的内容没有丢失，请稍等片刻再提交。',
)
const diskFull = defineProblem(
  507,
  'commands.disk-full',
  () => '服务器磁盘已满，暂时不能保存。请通知系统管理员，稍后重试。',
)
const outsideScope = defineProblem(
  403,
  'commands.outside-scope',
  () => '这项内容所在的地方不在您的管辖范围内，不能办理。',
)
const brokenRule = defineProblem(
  422,
  'commands.broken-rule',
  () => '填写的内容之间有矛盾，数据库没有接受。请核对后再提交。',
)

/**
 * Answers the problem behind an error: itself, the one a constraint's name stands for, or one of the few that the
 * state of the server stands for. Answers nothing for a bug. Values in the database's own message never travel.
 */
export function problemOf(
  error: unknown,
  constraints: Readonly<Record<string, () => Problem>>,
): Problem | undefined {
  if (error instanceof Problem) return error
  if (error instanceof Crowded) return busy()
  if (!(error instanceof pg.DatabaseError)) return isUnreachable(error) ? busy() : undefined
  const named = error.constraint === undefined ? undefined : constraints[error.constraint]
  if (named) return named()
  switch (error.code) {
    case '23514':
    case '23505':
    case '23503':
    case '23502':
      return brokenRule()
    case '42501':
      return outsideScope()
    case '53100':
      return diskFull()
    case '25P03':
    case '53000':
    case '53200':
    case '53300':
    case '55P03':
    case '57014':
    case '57P01':
    case '57P02':
    case '57P03':
    case '57P05':
    case '40001':
    case '40P01':
      return busy()
    case '0A000':
      // A migration ran in this moment and changed what the statement answers; sent again, it is parsed anew.
      return (error as { routine?: string }).routine === 'RevalidateCachedQuery' ? busy() : undefined
    default:
      return undefined
  }
}

function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as NodeJS.ErrnoException).code
  return (
    code === 'ECONNREFUSED' ||
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable/.test(
      error.message,
    )
  )
}
