/** Every line the departments send: those of the stories, and those that concern everybody. */
import type { Household, Registered } from './register.ts'
import type { DepartmentLine } from './story.ts'
import { atSchool } from './department-lines.ts'

/** A line about a member of a household. */
export interface LineAbout {
  household: Household
  member: Registered
  line: DepartmentLine
}

/** Answers the lines of one feed in the order of the register. */
export function linesOf(feed: string, register: readonly Household[]): LineAbout[] {
  const told = register.flatMap((household) =>
    (household.lines ?? [])
      .filter((line) => line.feed === feed)
      .map((line) => ({ household, member: household.members[line.who]!, line })),
  )
  return [...told, ...everybody(feed, register)]
}

function everybody(feed: string, register: readonly Household[]): LineAbout[] {
  switch (feed) {
    case 'insurance':
      return insured(register)
    case 'enrolment':
      return schooled(register)
    case 'subsidyPayment':
      return paid(register)
    case 'holdingProperty':
    case 'holdingBusiness':
    case 'payroll':
      return owned(feed, register)
    default:
      return []
  }
}

// One line a person: who is registered in two counties is insured once.
function insured(register: readonly Household[]): LineAbout[] {
  const seen = new Set<string>()
  return register.flatMap((household) =>
    household.members.flatMap((member, who) => {
      if (seen.has(member.number)) return []
      seen.add(member.number)
      const usual = { 参保年度: 2023, 险种类型: '城乡居民基本医疗保险', 个人缴费金额: 350 }
      return [
        {
          household,
          member,
          line: { feed: 'insurance', who, cells: { ...usual, ...household.insurance?.[who] } },
        },
      ]
    }),
  )
}

// Pupils of the compulsory stage whom no story speaks of; the list of 石坡乡 has not come, and one goes to school elsewhere.
function schooled(register: readonly Household[]): LineAbout[] {
  const stages: Record<string, [string, string]> = { 小学: ['小学', '三年级'], 九年级: ['初中', '九年级'] }
  return register.flatMap((household) =>
    household.members.flatMap((member, who) => {
      const stage = stages[member.schooling ?? '']
      const isTold = household.lines?.some((line) => line.feed === 'enrolment' && line.who === who)
      if (!stage || isTold || member.name === '梁雨桐' || household.place.town === '石坡乡') return []
      return [{ household, member, line: atSchool(who, ...stage, { 寄宿生: '否' }) }]
    }),
  )
}

// Every household draws the subsidy for its land, by the head.
function paid(register: readonly Household[]): LineAbout[] {
  return register.map((household, at) => ({
    household,
    member: household.members[0]!,
    line: {
      feed: 'subsidyPayment',
      who: 0,
      cells: {
        项目编码: '010203',
        项目名称: '耕地地力保护补贴',
        到账日期: '2023-05-06',
        补贴金额: 180 + (at % 9) * 33.5,
        卡号后四位: String(1000 + at),
      },
    },
  }))
}

// What the comparison found about households that nobody watches: it must not make a doubt.
function owned(feed: string, register: readonly Household[]): LineAbout[] {
  const of = (name: string, cells: DepartmentLine['cells']): LineAbout => {
    const household = register.find(({ members }) => members.some((member) => member.name === name))!
    const who = household.members.findIndex((member) => member.name === name)
    return { household, member: household.members[who]!, line: { feed, who, cells } }
  }
  switch (feed) {
    case 'holdingProperty':
      return [
        of('李志强', {
          权证号: '晋（2021）清河市不动产权第0000321号',
          坐落: '清河市区',
          不动产用途: '成套住宅',
          登记原因: '买卖',
          '建筑面积（平方米）': 88.6,
          登簿日期: '2021年8月3日',
          交易价格: '38万',
        }),
        of('阎守信', {
          权证号: '晋（2019）青川县不动产权第0000087号',
          坐落: '东关镇安置小区',
          不动产用途: '成套住宅',
          登记原因: '易地搬迁',
          '建筑面积（平方米）': 75,
          登簿日期: '2019.11.20',
        }),
      ]
    case 'holdingBusiness':
      return [
        of('张银花', {
          社会信用代码: '92149901MA0K00012X',
          企业名称: '云山县银花小卖部',
          市场主体类型: '个体户',
          职务: '经营者',
          经营状态: '在营',
          核准日期: '2018-03-09',
          注册资本: 20_000,
        }),
        of('毕成功', {
          社会信用代码: '93149902MA0K00034Y',
          企业名称: '青川县东关养殖专业合作社',
          市场主体类型: '合作社',
          职务: '合作社成员',
          经营状态: '存续',
          核准日期: '2020-06-18',
        }),
      ]
    default:
      return [
        of('何晓东', {
          工作单位: '东关镇中心小学',
          供养类别: '教师',
          编制类型: '事业编制',
          参加工作日期: '2004-09-01',
        }),
      ]
  }
}
