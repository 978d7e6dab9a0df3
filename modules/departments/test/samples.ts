/** One row of each feed as its department writes it: headers of their sheets, words and numbers as typed. */
import type { FeedName } from '../model.ts'

/** A row by its headers. */
export type SampleRow = Readonly<Record<string, string>>

/** Whom a sample row is about. */
export interface SamplePerson {
  number: string
  name: string
  village?: string
}

/** What the departments write besides the person; headers are aliases wherever an alias is the usual word. */
const written: Readonly<Record<FeedName, SampleRow>> = {
  medicalExpense: {
    结算时间: '2023年4月12日',
    结算单号: 'JS2023041200017',
    医疗类别: '普通住院',
    总费用: '48,200.00',
    目录内费用: '41,000.00',
    统筹基金支付: '26500',
    大病报销: '4300',
    医疗救助: '1500',
    个人负担: '15900',
  },
  insurance: {
    年度: '2023',
    险种类型: '城乡居民基本医疗保险',
    缴费金额: '350',
    资助类别: '低保',
    资助金额: '280',
  },
  disability: { 残疾类型: '肢体残疾', 残疾级别: '二级', 批准日期: '2023/3/6', 是否新办: '是' },
  enrolment: {
    学年度: '2022—2023学年',
    就读学校: '柳林中学',
    就读学段: '初级中学',
    就读年级: '八年级',
    学生状态: '疑似辍学',
    净支出: '2600',
    是否寄宿生: '是',
  },
  house: {
    摸排日期: '2023-05-03',
    改造进度: '鉴定',
    致危原因: '暴雨',
    危房等级: 'C级',
    鉴定时间: '2023-05-10',
    鉴定单位: '云山县房屋鉴定所',
    报告编号: 'YS-2023-18',
  },
  waterStop: {
    行政村: '149901101201',
    自然村: '沟里',
    停水日期: '2023-01-05',
    恢复日期: '2023-02-20',
    原因: '季节性断水',
  },
  relief: { 救助类型: '农村低保', 月份: '2023年5月', 金额: '1032', 保障人口: '2' },
  employment: {
    开始日期: '2023-02-10',
    就业区域: '省外',
    务工所在地: '天津',
    单位名称: '某建筑公司',
    月收入: '4600',
  },
  unemployment: { 失业日期: '2023-05-20', 原因: '裁员' },
  disaster: { 灾种: '冰雹', 受灾时间: '2023-05-28', 住房受损情况: '一般损房', 核定损失: '1.2万' },
  accident: { 事故时间: '2023-04-02', 事故种类: '交通', 伤情: '重伤', 责任划分: '次责', 自担费用: '30000' },
  householdMove: { 业务类型: '户口迁入', 办理日期: '2023-03-18', 迁来地: '青川县东关镇' },
  subsidyPayment: {
    项目编码: '010203',
    补贴项目: '耕地地力保护补贴',
    到账日期: '2023-05-06',
    补贴金额: '536.40',
    社保卡号: '6217000000000001234',
  },
  holdingVehicle: {
    车牌号: '晋H12345',
    车型: '轻型货车',
    是否营运: '是',
    注册日期: '2021-06-01',
    估值: '32000',
  },
  holdingProperty: {
    产权证号: '晋（2020）云山县不动产权第0000001号',
    用途: '成套住宅',
    登记原因: '易地搬迁',
    建筑面积: '75.5',
    登簿日期: '2020-11-02',
  },
  holdingBusiness: {
    社会信用代码: '92149901MA0K00001X',
    企业名称: '云山县老李小卖部',
    市场主体类型: '个体户',
    职务: '经营者',
    经营状态: '在营',
    注册日期: '2019-08-08',
    出资额: '20000',
  },
  payroll: { 单位名称: '柳林镇中心小学', 供养类别: '教师', 参加工作日期: '2010-09-01' },
}

/** Answers the row of a feed about a person; a stop of water is about the village when nobody is given. */
export function sampleRow(feed: FeedName, about?: SamplePerson): SampleRow {
  if (!about) return written[feed]
  const person = { 身份证号: about.number, 姓名: about.name }
  const isPlaced = about.village !== undefined && feed !== 'waterStop'
  return { ...person, ...(isPlaced ? { 村名称: about.village! } : {}), ...written[feed] }
}
