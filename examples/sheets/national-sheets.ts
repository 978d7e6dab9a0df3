/** The exports of the national monitoring system: the list of people and the yearly income, in its own headers. */
import type { Household, Registered } from '../city/register.ts'

/** A value of a system's export. */
export type Value = string | number | null

/** The header of the national list of people, word for word. */
export const peopleHeaders = [
  ...[
    '数据日期',
    '县',
    '乡',
    '行政村',
    '自然村',
    '户编号',
    '人编号',
    '姓名',
    '证件号码',
    '人数',
    '与户主关系',
  ],
  ...[
    '民族',
    '文化程度',
    '在校生状况',
    '健康状况',
    '劳动技能',
    '务工时间（月）',
    '是否参加大病保险',
    '致贫原因1',
  ],
  ...[
    '危房户',
    '是否解决安全饮用水',
    '人均纯收入',
    '户联系电话',
    '人联系电话',
    '首次识别时间',
    '人员识别时间',
  ],
  ...['户类型', '易返贫致贫户(监测对象)类型', '风险是否消除', '风险识别时间', '风险消除时间'],
]

/** The header of the national income export, word for word. */
export const incomeHeaders = [
  ...['县', '乡', '村', '户联系电话', '户类型', '监测对象类别', '是否军烈属', '工资性收入', '转移性收入'],
  ...['养老金或离退休金', '生产经营性收入', '计划生育金', '生态补偿金', '财产性收入', '最低生活保障金'],
  ...[
    '其他转移性收入',
    '资产收益扶贫分红收入',
    '特困人员救助供养金',
    '其他财产性收入(旧指标)',
    '生产经营性支出',
  ],
  ...[
    '纯收入（元）',
    '当前家庭人口数',
    '人均纯收入（元）',
    '年度家庭人口数',
    '公益性岗位收入',
    '其他工资性收入',
  ],
  ...['产业奖励', '就业奖励', '生产经营性支出（合计）', '专项用于减少生产经营性支出的补贴', '年收入（元）'],
  ...['是否有卫生厕所', '户主姓名', '户主证件号码'],
]

/** Answers the rows of the list of people. */
export function peopleRows(register: readonly Household[]): Value[][] {
  return register.flatMap((household) => household.members.map((member) => personRow(household, member)))
}

function personRow(household: Household, member: Registered): Value[] {
  const { place, watch, members, kind, income } = household
  const isFormerPoor = kind === '脱贫户'
  const first = isFormerPoor ? '201406' : month(watch?.identified)
  const row: Record<string, Value> = {
    数据日期: '2023-06-30',
    县: place.county,
    乡: place.town,
    行政村: place.village,
    自然村: household.group,
    户编号: household.code,
    人编号: member.code,
    姓名: member.name,
    证件号码: member.number,
    人数: members.length,
    与户主关系: member.relation,
    民族: member.name.includes('·') ? '维吾尔族' : '汉族',
    文化程度: member.education,
    在校生状况: member.schooling,
    健康状况: member.health,
    劳动技能: member.labour,
    '务工时间（月）': member.workMonths,
    是否参加大病保险: '是',
    致贫原因1: isFormerPoor ? '缺技术' : null,
    危房户: household.houseUnsafe ? '是' : '否',
    是否解决安全饮用水: '是',
    人均纯收入: income[1],
    户联系电话: members[0]!.phone,
    人联系电话: member.phone,
    首次识别时间: first,
    人员识别时间: first,
    户类型: kind,
    '易返贫致贫户(监测对象)类型': watch?.type ?? null,
    风险是否消除: watch ? (watch.cleared ? '是' : '否') : null,
    风险识别时间: month(watch?.identified),
    风险消除时间: month(watch?.cleared),
  }
  return peopleHeaders.map((header) => row[header] ?? null)
}

/** Answers the rows of the income export of a collection year. */
export function incomeRows(register: readonly Household[], year: 2021 | 2022): Value[][] {
  return register.map((household) => incomeRow(household, household.income[year - 2021]!))
}

function incomeRow(household: Household, perPerson: number): Value[] {
  const { place, members, watch, lines = [] } = household
  const net = perPerson * members.length
  const supported = (kind: string) =>
    lines.some(({ feed, cells }) => feed === 'relief' && String(cells['保障类别']).includes(kind))
  const pension = members.filter(({ born }) => born < '1963-01-01').length * 1560
  const minimum = supported('低保') ? 3600 : 0
  const destitute = supported('供养') ? 4800 : 0
  const canWork = members.some(({ labour }) => labour !== '无劳动力')
  const isAway = members.some(({ workMonths }) => workMonths !== null)
  const wage = isAway ? Math.round(net * 0.5) : 0
  const cost = canWork ? 1500 : 0
  const dividend = 300
  const known = wage + dividend + pension + minimum + destitute
  const rest = net - known
  // Who cannot work any more lives on what the children give.
  const [business, given] = canWork ? [rest + cost, 0] : [0, rest]
  const row: Record<string, Value> = {
    县: place.county,
    乡: place.town,
    村: place.village,
    户联系电话: members[0]!.phone,
    户类型: household.kind,
    监测对象类别: watch?.type ?? null,
    是否军烈属: '否',
    工资性收入: wage,
    转移性收入: pension + minimum + destitute + given,
    养老金或离退休金: pension,
    生产经营性收入: business,
    计划生育金: 0,
    生态补偿金: 0,
    财产性收入: dividend,
    最低生活保障金: minimum,
    其他转移性收入: given,
    资产收益扶贫分红收入: dividend,
    特困人员救助供养金: destitute,
    '其他财产性收入(旧指标)': 0,
    生产经营性支出: cost,
    '纯收入（元）': net,
    当前家庭人口数: members.length,
    '人均纯收入（元）': perPerson,
    年度家庭人口数: members.length,
    公益性岗位收入: 0,
    其他工资性收入: wage,
    产业奖励: 0,
    就业奖励: 0,
    '生产经营性支出（合计）': cost,
    专项用于减少生产经营性支出的补贴: 0,
    '年收入（元）': net + cost,
    是否有卫生厕所: '是',
    户主姓名: members[0]!.name,
    户主证件号码: members[0]!.number,
  }
  return incomeHeaders.map((header) => row[header] ?? null)
}

function month(text: string | undefined): string | null {
  return text === undefined ? null : text.replace('-', '')
}
