/** The lines departments write about a member, in the headers of their own sheets. */
import type { DepartmentLine } from './story.ts'

/** A stay in hospital of which the person paid `selfPaid` 元; the funds paid the rest of the bill. */
export function inHospital(who: number, on: string, selfPaid: number): DepartmentLine {
  return bill(who, on, '普通住院', selfPaid, 2.5)
}

/** A visit for a chronic illness. */
export function chronic(who: number, on: string, selfPaid: number): DepartmentLine {
  return bill(who, on, '门诊慢特病', selfPaid, 2)
}

function bill(who: number, on: string, kind: string, selfPaid: number, times: number): DepartmentLine {
  const total = fen(selfPaid * times)
  const basic = fen((total - selfPaid) * 0.9)
  return {
    feed: 'medicalExpense',
    who,
    cells: {
      医疗类别: kind,
      结算时间: on,
      医疗总费用: total,
      符合政策范围金额: fen(total * 0.9),
      统筹基金支出: basic,
      大病保险支付: fen(total - selfPaid - basic),
      个人负担总金额: selfPaid,
    },
  }
}

function fen(yuan: number): number {
  return Math.round(yuan * 100) / 100
}

/** A spell of work; without an end it goes on. */
export function works(who: number, from = '2023-02-10', to = ''): DepartmentLine {
  const cells = { 开始日期: from, 结束日期: to, 就业区域: '县外省内', 务工所在地: '清河市区', 月收入: 3200 }
  return { feed: 'employment', who, cells }
}

/** A registration of lost work. */
export function lostWork(who: number, on: string, reason = '企业倒闭'): DepartmentLine {
  return { feed: 'unemployment', who, cells: { 失业登记日期: on, 失业原因: reason, 重新就业日期: '' } }
}

/** A disability card; `isNew` is what the federation says about it. */
export function card(
  who: number,
  kind: string,
  grade: string,
  on: string,
  isNew: '是' | '否',
): DepartmentLine {
  return {
    feed: 'disability',
    who,
    cells: { 残疾类型: kind, 残疾级别: grade, 批准日期: on, 是否新办: isNew },
  }
}

/** A year at school as the education bureau registers it. */
export function atSchool(
  who: number,
  stage: string,
  grade: string,
  more: Readonly<Record<string, string | number>> = {},
): DepartmentLine {
  const cells = { 学年度: '2022-2023学年', 学段: stage, 年级: grade, 学籍状态: '在籍在校', 本学年净支出: 0 }
  return { feed: 'enrolment', who, cells: { ...cells, ...more } }
}

/** A house noticed by the housing bureau. */
export function house(cells: Readonly<Record<string, string>>): DepartmentLine {
  return { feed: 'house', who: 0, cells: { 发现原因: '日常排查', ...cells } }
}

/** A month of relief; June 2023 unless told otherwise. */
export function relief(
  who: number,
  kind: string,
  amount: number,
  people: number,
  since: string,
): DepartmentLine {
  const cells = {
    保障类别: kind,
    资金所属月份: '2023年6月',
    保障金额: amount,
    保障人口: people,
    批准日期: since,
  }
  return { feed: 'relief', who, cells }
}

/** What a disaster took from the household. */
export function disaster(on: string, kind: string, loss: number, help: number | ''): DepartmentLine {
  return {
    feed: 'disaster',
    who: 0,
    cells: { 灾种: kind, 受灾时间: on, 住房受损情况: '未受损', 核定损失: loss, 发放救灾款: help },
  }
}

/** An accident of a member. */
export function accident(who: number, on: string, injury: string, cost: number): DepartmentLine {
  return {
    feed: 'accident',
    who,
    cells: { 事故时间: on, 事故类别: '道路交通事故', 伤情: injury, 责任划分: '次责', 自担费用: cost },
  }
}

/** A change in the police register. */
export function policeMove(who: number, kind: string, on: string, where = ''): DepartmentLine {
  return { feed: 'householdMove', who, cells: { 业务类型: kind, 办理日期: on, 迁往地: where } }
}

/** A vehicle in the name of a member. */
export function vehicle(who: number, kind: string, commercial: '是' | '否', since: string): DepartmentLine {
  return {
    feed: 'holdingVehicle',
    who,
    cells: { 机动车类型: kind, 营运车辆: commercial, 初次登记日期: since, 购置价格: 42000 },
  }
}

/** A measure of help of a watched household. */
export function measure(category: string, item: string, from: string): DepartmentLine {
  return {
    feed: 'measure',
    who: 0,
    cells: { 帮扶措施类别: category, 具体措施: item, 帮扶开始时间: from, 实施情况: '正在实施' },
  }
}
