/** The departments that send data, the feeds they send, and how far a waiting record is. */

/** A department, its label, and the endings by which the name of a unit is known as this department's. */
export const departments = {
  medicalInsurance: { label: '医保局', units: ['医保局', '医疗保障局'] },
  disabledPersons: { label: '残联', units: ['残联', '残疾人联合会'] },
  education: { label: '教育局', units: ['教育局', '教科局', '教育和科技局', '教育科技局'] },
  housing: {
    label: '住建局',
    units: ['住建局', '住房和城乡建设局', '住房城乡建设局', '住房和城乡建设管理局'],
  },
  water: { label: '水利局', units: ['水利局', '水务局'] },
  civilAffairs: { label: '民政局', units: ['民政局'] },
  labour: { label: '人社局', units: ['人社局', '人力资源和社会保障局'] },
  emergency: { label: '应急局', units: ['应急局', '应急管理局'] },
  police: { label: '公安局', units: ['公安局', '公安分局', '交警大队'] },
  finance: { label: '财政局', units: ['财政局'] },
  landRegistry: { label: '自然资源局', units: ['自然资源局', '规划和自然资源局', '不动产登记中心'] },
  marketRegulation: { label: '市场监管局', units: ['市监局', '市场监管局', '市场监督管理局'] },
} as const

/** The stable code of a department. */
export type Department = keyof typeof departments

/** Answers the department that a unit belongs to (市、县两级同名), or nothing for any other unit. */
export function departmentOfUnit(unit: string): Department | undefined {
  const codes = Object.keys(departments) as Department[]
  return codes.find((code) => departments[code].units.some((ending) => unit.endsWith(ending)))
}

/** The feeds in the order of the office's list; the name is also that of the ledger and, in snake case, of the table. */
export const feedNames = [
  'medicalExpense',
  'insurance',
  'disability',
  'enrolment',
  'house',
  'waterStop',
  'relief',
  'employment',
  'unemployment',
  'disaster',
  'accident',
  'householdMove',
  'subsidyPayment',
  'holdingVehicle',
  'holdingProperty',
  'holdingBusiness',
  'payroll',
] as const

/** The name of a feed. */
export type FeedName = (typeof feedNames)[number]

/** Why a record waits: nobody has its identity number, or the one who has it is known otherwise. */
export const waitingReasons = { unmatched: '查无此人', contradicting: '与户档不一致' } as const

/** The code of a reason to wait. */
export type WaitingReason = keyof typeof waitingReasons

/** How far a waiting record is; `settled` came with a later import that knew the person, the others after the first are a person's decision. */
export const waitingStates = {
  waiting: '待核对',
  linked: '已对应到人',
  settled: '后续批次已对应',
  notOurs: '非本地农村户',
  returned: '已退回部门',
  dropped: '不采用',
} as const

/** The code of a state of a waiting record. */
export type WaitingState = keyof typeof waitingStates
