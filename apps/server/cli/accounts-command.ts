/** `xinlu accounts`: who may come in; and the officers' acts on accounts, at the server's console. */
import { Command } from 'commander'
import type { Day, DivisionCode } from '@xinlu/kernel/basis'
import { type Duty, type Role, duties } from '@xinlu/kernel/access'
import { listAllAccounts, type AccountShown } from './accounts/list-all-accounts.ts'
import { addAccount, endAccount, givePost, takePost, unlockAccount } from './accounts/account-acts.ts'
import { removeFactor } from './accounts/remove-factor.ts'
import { resetPassword } from './accounts/reset-password.ts'
import { accountLines } from './accounts/account-lines.ts'
import { dutyValue, roleValue, stateValue } from './accounts/codes.ts'
import { inHouse } from './in-house.ts'
import { type OperatorChoice, withOperator } from './operator.ts'
import { jsonOption, printJson, printLines } from './printing.ts'
import { dayValue, divisionValue } from './values.ts'

interface ListOptions extends OperatorChoice {
  state?: AccountShown['state']
  json?: boolean
}

/** Answers the command with its acts below it. */
export function accountsCommand(): Command {
  const list = new Command('accounts')
    .description('账号和岗位：列表，以及开户、授岗、重置密码、停用')
    .option('--state <状态>', '只看某种状态：可用、已锁定、已停用', stateValue)
    .option(...jsonOption)
    .action(async (options: ListOptions) => {
      const accounts = await inHouse((inside) => listAllAccounts(inside, options))
      if (options.json) printJson(accounts)
      else printLines(accountLines(accounts))
    })
  return withOperator(list)
    .addCommand(addCommand())
    .addCommand(postCommand())
    .addCommand(unpostCommand())
    .addCommand(resetCommand())
    .addCommand(unfactorCommand())
    .addCommand(unlockCommand())
    .addCommand(endCommand())
}

function addCommand(): Command {
  const add = act('add', '开户：新账号没有任何权限，授予岗位之后才能办理')
    .argument('<登录名>', '3至40位小写字母、数字、点、横线')
    .argument('<姓名>', '本人姓名')
    .option(
      '--duty <职责>',
      `账号的职责，定了不能改：${Object.values(duties).join('、')}（默认业务）`,
      dutyValue,
    )
    .option('--home <区划代码>', '由哪个县（或市）管理（默认全市）', divisionValue)
  return add.action(
    async (login: string, name: string, options: OperatorChoice & { duty?: Duty; home?: DivisionCode }) => {
      const password = await inHouse((inside) => addAccount(inside, { ...options, login, name }))
      printLines([
        `账号 ${login}（${name}）已建立。`,
        `一次性密码：${password}`,
        '请当面交给本人，第一次登录时必须修改。下一步：xinlu accounts post',
      ])
    },
  )
}

function postCommand(): Command {
  const post = act('post', '授予岗位：角色、单位、区划')
    .argument('<登录名>')
    .requiredOption('--role <角色>', '如 村专员、乡专干、县专班、市局、部门联络员、督导审计', roleValue)
    .requiredOption('--unit <单位>', '岗位所在单位的名称')
    .requiredOption('--division <区划代码>', '岗位管辖的地方', divisionValue)
    .option('--extra <区划代码...>', '另管的乡镇或村，最多20个')
    .option('--from <日期>', '从哪一天起（默认今天）', dayValue)
  type Options = OperatorChoice & {
    role: Role
    unit: string
    division: DivisionCode
    extra?: string[]
    from?: Day
  }
  return post.action(async (login: string, options: Options) => {
    const extra = (options.extra ?? []).map(divisionValue)
    await inHouse((inside) => givePost(inside, { ...options, extra, login }))
    printLines([`已授予 ${login} 岗位：${options.unit}。`])
  })
}

function unpostCommand(): Command {
  const unpost = act('unpost', '收回岗位：从现在起生效')
    .argument('<登录名>')
    .requiredOption('--unit <单位>', '收回哪个岗位：单位名称或其中几个字')
  return unpost.action(async (login: string, options: OperatorChoice & { unit: string }) => {
    const unit = await inHouse((inside) => takePost(inside, { ...options, login }))
    printLines([`已收回 ${login} 在${unit}的岗位。`])
  })
}

function resetCommand(): Command {
  const reset = act('reset', '重置密码：给出一次性密码，原有登录全部退出')
    .argument('<登录名>')
    .option('--witness <姓名>', '重置管理员的密码须两人在场：写另一位在场人员的姓名')
  return reset.action(async (login: string, options: OperatorChoice & { witness?: string }) => {
    const password = await inHouse((inside) => resetPassword(inside, { ...options, login }))
    printLines([`账号 ${login} 的一次性密码：${password}`, '请当面交给本人，登录时必须修改。'])
  })
}

function unfactorCommand(): Command {
  const unfactor = act('unfactor', '解除第二因素：手机和恢复码都丢失的账号，原有登录全部退出')
    .argument('<登录名>')
    .requiredOption('--reason <原因>', '解除的原因')
    .option('--witness <姓名>', '解除管理员的第二因素须两人在场：写另一位在场人员的姓名')
  type Options = OperatorChoice & { reason: string; witness?: string }
  return unfactor.action(async (login: string, options: Options) => {
    await inHouse((inside) => removeFactor(inside, { ...options, login }))
    printLines([`账号 ${login} 的第二因素已解除，请本人登录后重新绑定。`])
  })
}

function unlockCommand(): Command {
  const unlock = act('unlock', '解锁：连续输错密码被锁定的账号').argument('<登录名>')
  return unlock.action(async (login: string, options: OperatorChoice) => {
    await inHouse((inside) => unlockAccount(inside, { ...options, login }))
    printLines([`账号 ${login} 已解锁。`])
  })
}

function endCommand(): Command {
  const end = act('end', '停用账号：立即退出，不能恢复，历史保留')
    .argument('<登录名>')
    .requiredOption('--reason <原因>', '停用的原因')
  return end.action(async (login: string, options: OperatorChoice & { reason: string }) => {
    await inHouse((inside) => endAccount(inside, { ...options, login }))
    printLines([`账号 ${login} 已停用。`])
  })
}

// `--post` of the operator would read like the post that is given, so the acts take `--as` alone.
function act(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--as <登录名>', '以哪位管理员的名义办理（默认系统本身）')
}
