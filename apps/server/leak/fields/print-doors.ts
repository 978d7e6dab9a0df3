/** Prints the matrix of field, role and door as a page that a security officer reads. */
import { planned } from '../city/actors.ts'
import { type Door, doors } from './doors.ts'
import { expectedField, type LedgerDoor, ledgerDoors, type Worker } from './expected-field.ts'
import { fieldsOf } from './field-matrix.ts'
import { signs } from './shown-as.ts'
import { importTargets } from '../../modules.ts'

const sensitivities = { open: '公开', personal: '个人', sensitive: '敏感' } as const
const codes = Object.keys(ledgerDoors) as LedgerDoor[]

/** Answers the page, for one post of each kind. */
export function printDoors(): string {
  const columns = onePerKind()
  return [
    '# 字段、岗位与出口',
    '',
    '本页由程序按台账定义写出，不要手改：`npm run db`。测试对真实服务器逐格核对；新增接口没有归入出口，或与本页不一致，测试不通过。',
    '',
    '## 出口',
    '',
    table(
      ['出口', '接口', '说明'],
      Object.values(doors as Readonly<Record<string, Door>>).map(({ label, routes, absent }) => [
        label,
        routes.map((route) => `\`${route}\``).join('、'),
        absent ?? '',
      ]),
    ),
    '',
    '## 各台账',
    '',
    `每格五个符号，依次是：${Object.values(ledgerDoors).join('、')}。`,
    '',
    `${signs.shown} 可见；${signs.masked} 脱敏；${signs.hidden} 隐去；${signs.absent} 该出口没有这一栏；${signs.refused} 拒绝。脱敏的号码只能逐个点击查看，并记入审计。错误行按原样给有权更正的人看，其中11位以上的号码只留前3位。不满14周岁的人，对无权查看敏感信息的岗位，除公开栏目外一律隐去。`,
    ...importTargets.flatMap(({ ledger }) => [
      '',
      `### ${ledger.title}`,
      '',
      table(
        ['栏目', '级别', ...columns.map(({ title }) => title)],
        fieldsOf()
          .filter(({ target }) => target.ledger === ledger)
          .map((field) => [
            field.column.label,
            sensitivities[field.column.sensitivity],
            ...columns.map((asker) => codes.map((door) => signs[expectedField(door, asker, field)]).join('')),
          ]),
      ),
    ]),
    '',
  ].join('\n')
}

const OFFICER = 'systemOfficer'
const shownRoles = ['village', 'township', 'county', 'city', 'department', 'auditor', OFFICER]

// The three officers are one column: they are refused everywhere. Of the others one of each title, in the first county.
function onePerKind(): Worker[] {
  const posts = planned.filter(
    ({ role, title, extra, isOver }) =>
      shownRoles.includes(role) && extra === undefined && isOver === undefined && !title.startsWith('邻'),
  )
  return posts.map(({ title, role, unit, division }) => ({
    title: role === OFFICER ? '三员' : title,
    role,
    unit,
    home: division,
    places: new Set([division]),
    cookie: '',
  }))
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
