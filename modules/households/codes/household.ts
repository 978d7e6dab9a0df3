/** Code lists of a household: kind, monitored type, risks, house, road, fuel. */
import { day } from '@xinlu/kernel/basis'
import { type CodeOf, defineCodes } from './code-list.ts'

const collected = '全国防返贫监测信息系统采集表及导出表（2023年版）'
const from = day('2023-01-01')

/** 户类型. */
export const householdKinds = defineCodes({
  title: '户类型',
  standard: collected,
  from,
  labels: { formerPoor: '脱贫户', ordinary: '一般农户' },
  aliases: { 普通农户: 'ordinary', 一般户: 'ordinary', 非脱贫户: 'ordinary', 脱贫享受政策户: 'formerPoor' },
})
export type HouseholdKind = CodeOf<typeof householdKinds>

/** 监测对象类别. */
export const monitoredKinds = defineCodes({
  title: '监测对象类别',
  standard: '中农组发〔2021〕7号；全国导出表代码100A03001–003',
  from: day('2021-05-14'),
  labels: { unstable: '脱贫不稳定户', marginal: '边缘易致贫户', sudden: '突发严重困难户' },
  aliases: {
    '100A03001': 'unstable',
    '100A03002': 'marginal',
    '100A03003': 'sudden',
    脱贫不稳定: 'unstable',
    边缘易致贫: 'marginal',
    突发严重困难: 'sudden',
  },
})
export type MonitoredKind = CodeOf<typeof monitoredKinds>

/** 致贫返贫风险; at most five per household. */
export const risks = defineCodes({
  title: '风险类型',
  standard: '全国防返贫监测信息系统风险代码表（11项）',
  from,
  labels: {
    R01: '因病',
    R02: '因学',
    R03: '因残',
    R04: '因自然灾害',
    R05: '因意外事故',
    R06: '因产业项目失败',
    R07: '因务工就业不稳',
    R08: '因缺劳动力',
    R09: '因安全住房',
    R10: '因安全饮水',
    R99: '其他',
  },
  aliases: {
    因灾: 'R04',
    因产业失败: 'R06',
    因就业不稳: 'R07',
    缺劳动力: 'R08',
    因住房: 'R09',
    因饮水: 'R10',
    其它: 'R99',
  },
})
export type Risk = CodeOf<typeof risks>

/** How many risks the national form has room for. */
export const MOST_RISKS = 5

/** 自然灾害子项, required when the risk is 因自然灾害. */
export const disasters = defineCodes({
  title: '自然灾害子项',
  standard: '全国防返贫监测信息系统自然灾害子项代码表（7项）',
  from,
  labels: {
    flood: '洪涝灾害',
    geological: '地质灾害',
    drought: '旱灾',
    biological: '生物灾害',
    weather: '气象灾害',
    earthquake: '地震灾害',
    other: '其他',
  },
  aliases: {
    '0201': 'flood',
    '0202': 'geological',
    '0203': 'drought',
    '0204': 'biological',
    '0205': 'weather',
    '0206': 'earthquake',
    '0299': 'other',
  },
})
export type Disaster = CodeOf<typeof disasters>

/** 风险消除方式. */
export const clearWays = defineCodes({
  title: '风险消除方式',
  standard: collected,
  from,
  labels: { helped: '帮扶消除', natural: '自然消除' },
  aliases: { 自然消失: 'natural' },
})
export type ClearWay = CodeOf<typeof clearWays>

/** Whether the household still exists here, and if not, what became of it. */
export const householdStates = defineCodes({
  title: '户状态',
  standard: '本系统',
  from,
  labels: { living: '在册', movedOut: '已迁出', merged: '已并户', dissolved: '已销户' },
})
export type HouseholdState = CodeOf<typeof householdStates>

/** Whether a person still belongs to the register. */
export const personStates = defineCodes({
  title: '人员状态',
  standard: '本系统',
  from,
  labels: { living: '在册', dead: '死亡', left: '已减少' },
})
export type PersonState = CodeOf<typeof personStates>

/** 房屋结构. */
export const houseKinds = defineCodes({
  title: '房屋结构',
  standard: collected,
  from,
  labels: {
    earthWood: '土木',
    brickWood: '砖木',
    brickConcrete: '砖混',
    frame: '框架',
    cave: '窑洞',
    other: '其他',
  },
  aliases: {
    砖混结构: 'brickConcrete',
    砖木结构: 'brickWood',
    土木结构: 'earthWood',
    框架结构: 'frame',
    石窑: 'cave',
    土窑: 'cave',
  },
})
export type HouseKind = CodeOf<typeof houseKinds>

/** 房屋安全等级; C and D are dangerous. */
export const houseGrades = defineCodes({
  title: '房屋安全等级',
  standard: '农村住房安全性鉴定技术导则（2019年）',
  from: day('2019-11-28'),
  labels: { A: 'A级', B: 'B级', C: 'C级', D: 'D级' },
})
export type HouseGrade = CodeOf<typeof houseGrades>

/** 入户路类型. */
export const roadKinds = defineCodes({
  title: '入户路类型',
  standard: collected,
  from,
  labels: { dirt: '泥土路', gravel: '砂石路', cement: '水泥路', asphalt: '沥青路', brick: '砖铺路' },
})

/** 主要燃料类型. */
export const fuels = defineCodes({
  title: '主要燃料类型',
  standard: collected,
  from,
  labels: { straw: '柴草', dung: '干畜粪', coal: '煤炭', gas: '燃气', power: '电', other: '其他' },
})
