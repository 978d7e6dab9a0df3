/** The sheet of each department: file, title, header line and the way it is written. */
import type { DepartmentLine } from '../city/story.ts'
import type { Registered } from '../city/register.ts'

/** How a sheet is written: typed by hand with a title, by a system, or as csv. */
export type Form = 'office' | 'system' | 'csv-gb18030' | 'csv-utf8'

/** One department's sheet; the person stands under `name` and `id`. */
export interface DepartmentSheet {
  feed: string
  /** The ledger it is imported into. */
  ledger: string
  sender: string
  file: string
  form: Form
  title: string
  headers: readonly string[]
  name: string
  id: string
  /** Headers whose days are real date cells. */
  days?: readonly string[]
  notes?: readonly string[]
  /** What every line of this sheet has besides: numbers of bills, cards, plates. */
  more?: (line: DepartmentLine, who: Registered, n: number) => Readonly<Record<string, string | number>>
}

const place = ['区县', '乡镇名称', '行政村']

/** The sheets in the order in which they are imported. */
export const departmentSheets: readonly DepartmentSheet[] = [
  {
    feed: 'medicalExpense',
    ledger: '医疗费用结算',
    sender: '医保局',
    file: '医疗费用结算_2022年7月至2023年6月.xlsx',
    form: 'office',
    title: '清河市2022年7月—2023年6月农村居民医疗费用结算明细表',
    headers: [
      ...['序号', ...place, '参保人姓名', '参保人证件号码', '结算ID', '医疗类别', '结算时间', '医疗总费用'],
      ...['符合政策范围金额', '统筹基金支出', '大病保险支付', '医疗救助基金支出', '个人负担总金额', '备注'],
    ],
    name: '参保人姓名',
    id: '参保人证件号码',
    days: ['结算时间'],
    notes: ['填报单位：清河市医疗保障局　　填表人：××　　审核人：××'],
    more: (_line, _who, n) => ({ 结算ID: `JS2023${String(n).padStart(8, '0')}` }),
  },
  {
    feed: 'insurance',
    ledger: '基本医保参保',
    sender: '医保局',
    file: '2023年度基本医保参保名单.xlsx',
    form: 'system',
    title: '参保名单',
    headers: [
      ...['序号', ...place, '人员姓名', '证件号码', '参保年度', '险种类型', '个人缴费金额', '资助对象类别'],
      ...['资助金额（元）', '未参保原因说明'],
    ],
    name: '人员姓名',
    id: '证件号码',
  },
  {
    feed: 'disability',
    ledger: '残疾人证',
    sender: '残联',
    file: '持证残疾人名册_2023年二季度.xlsx',
    form: 'office',
    title: '清河市持证残疾人名册（2023年第二季度）',
    headers: [
      ...[
        '序号',
        ...place,
        '残疾人姓名',
        '证件号码',
        '残疾证号',
        '残疾类型',
        '残疾级别',
        '批准日期',
        '是否新办',
      ],
      '注销时间',
    ],
    name: '残疾人姓名',
    id: '证件号码',
    days: ['批准日期'],
    notes: ['说明：残疾证号第19位为残疾类别，第20位为残疾等级。'],
    more: ({ cells }, { number }) => ({ 残疾证号: number + kindDigit(cells) + gradeDigit(cells) }),
  },
  {
    feed: 'enrolment',
    ledger: '学籍',
    sender: '教育局',
    file: '2022-2023学年学籍比对表.xlsx',
    form: 'office',
    title: '2022—2023学年农村学生学籍和家庭教育支出比对表',
    headers: [
      ...[
        '序号',
        ...place,
        '学生姓名',
        '学生身份证号',
        '学年度',
        '就读学校',
        '学段',
        '年级',
        '班级',
        '学籍状态',
      ],
      ...['状态变动日期', '本学年净支出', '寄宿生', '享受资助项目', '受助金额', '家长姓名'],
    ],
    name: '学生姓名',
    id: '学生身份证号',
  },
  {
    feed: 'house',
    ledger: '农村住房鉴定',
    sender: '住建局',
    file: '农村住房排查鉴定台账_2023年6月.xlsx',
    form: 'office',
    title: '农村住房安全排查、鉴定和改造台账',
    headers: [
      ...['序号', ...place, '户主姓名', '户主身份证号', '发现日期', '发现原因', '改造进度', '鉴定结果'],
      ...['鉴定时间', '鉴定单位', '鉴定报告号', '竣工日期'],
    ],
    name: '户主姓名',
    id: '户主身份证号',
    days: ['发现日期', '鉴定时间', '竣工日期'],
  },
  {
    feed: 'relief',
    ledger: '社会救助',
    sender: '民政局',
    file: '社会救助资金发放名单_2023年6月.xlsx',
    form: 'office',
    title: '清河市2023年6月社会救助资金发放名单',
    headers: [
      ...[
        '序号',
        ...place,
        '申请人姓名',
        '申请人身份证号',
        '保障类别',
        '资金所属月份',
        '保障金额',
        '保障人口',
      ],
      ...['批准日期', '停发日期', '开户银行', '备注'],
    ],
    name: '申请人姓名',
    id: '申请人身份证号',
    notes: ['注：石坡乡6月名单尚在公示，下月一并报送；残疾人两项补贴东关镇未报。'],
  },
  {
    feed: 'employment',
    ledger: '务工就业',
    sender: '人社局',
    file: '农村劳动力务工台账_2023年6月.csv',
    form: 'csv-gb18030',
    title: '农村劳动力务工台账（2023年6月30日）',
    headers: [
      '姓名',
      '身份证号',
      '开始日期',
      '结束日期',
      '就业区域',
      '务工所在地',
      '单位名称',
      '月收入',
      '工种',
    ],
    name: '姓名',
    id: '身份证号',
  },
  {
    feed: 'unemployment',
    ledger: '失业返乡',
    sender: '人社局',
    file: '失业返乡人员登记表_2023年上半年.xlsx',
    form: 'office',
    title: '2023年上半年失业、返乡人员登记表',
    headers: [
      '序号',
      ...place,
      '失业人员姓名',
      '身份证号',
      '失业登记日期',
      '失业原因',
      '原就业单位',
      '重新就业日期',
    ],
    name: '失业人员姓名',
    id: '身份证号',
    days: ['失业登记日期'],
  },
  {
    feed: 'disaster',
    ledger: '受灾情况',
    sender: '应急局',
    file: '受灾户登记_2022年12月至2023年6月.csv',
    form: 'csv-utf8',
    title: '受灾户登记表',
    headers: [
      ...[...place, '户主姓名', '户主身份证号', '灾种', '受灾时间', '受灾人口', '住房受损情况', '核定损失'],
      '发放救灾款',
    ],
    name: '户主姓名',
    id: '户主身份证号',
  },
  {
    feed: 'accident',
    ledger: '意外事故',
    sender: '公安局',
    file: '道路交通等事故伤亡人员_2023年上半年.xlsx',
    form: 'office',
    title: '2023年上半年道路交通等意外事故伤亡农村人员情况表',
    headers: [
      ...['序号', ...place, '伤亡人员姓名', '当事人身份证号', '事故时间', '事故地点', '事故类别', '伤情'],
      ...['责任划分', '自担费用'],
    ],
    name: '伤亡人员姓名',
    id: '当事人身份证号',
    days: ['事故时间'],
  },
  {
    feed: 'householdMove',
    ledger: '户籍变动',
    sender: '公安局',
    file: '户籍变动_2023年上半年.csv',
    form: 'csv-gb18030',
    title: '户籍变动人员清单',
    headers: ['序号', '人员姓名', '公民身份号码', '业务类型', '办理日期', '迁往地', '派出所'],
    name: '人员姓名',
    id: '公民身份号码',
  },
  {
    feed: 'subsidyPayment',
    ledger: '一卡通补贴发放',
    sender: '财政局',
    file: '一卡通补贴发放_2023年5月.xlsx',
    form: 'system',
    title: '补贴发放',
    headers: [
      ...['序号', ...place, '领取人姓名', '领取人身份证号', '项目编码', '项目名称', '到账日期', '补贴金额'],
      '卡号后四位',
    ],
    name: '领取人姓名',
    id: '领取人身份证号',
  },
  {
    feed: 'holdingVehicle',
    ledger: '车辆登记',
    sender: '公安局',
    file: '机动车登记比对结果_2023年6月.xlsx',
    form: 'office',
    title: '农村人口机动车登记信息比对结果',
    headers: [
      ...[
        '序号',
        '机动车所有人',
        '车主身份证号',
        '车牌号码',
        '品牌型号',
        '机动车类型',
        '营运车辆',
        '初次登记日期',
      ],
      '购置价格',
    ],
    name: '机动车所有人',
    id: '车主身份证号',
    days: ['初次登记日期'],
    more: (_line, _who, n) => ({ 车牌号码: `晋Y${String(n).padStart(5, '0')}` }),
  },
  {
    feed: 'holdingProperty',
    ledger: '不动产登记',
    sender: '自然资源局',
    file: '不动产登记比对结果_2023年6月.xlsx',
    form: 'office',
    title: '农村人口不动产登记信息比对结果',
    headers: [
      ...[
        '序号',
        '权利人',
        '权利人证件号码',
        '权证号',
        '坐落',
        '不动产用途',
        '登记原因',
        '建筑面积（平方米）',
      ],
      ...['登簿日期', '交易价格'],
    ],
    name: '权利人',
    id: '权利人证件号码',
  },
  {
    feed: 'holdingBusiness',
    ledger: '经营主体登记',
    sender: '市场监管局',
    file: '经营主体登记比对结果_2023年6月.xlsx',
    form: 'office',
    title: '农村人口经营主体登记信息比对结果',
    headers: [
      ...[
        '序号',
        '人员姓名',
        '证件号码',
        '社会信用代码',
        '企业名称',
        '市场主体类型',
        '职务',
        '经营状态',
        '核准日期',
      ],
      ...['注销日期', '注册资本'],
    ],
    name: '人员姓名',
    id: '证件号码',
  },
  {
    feed: 'payroll',
    ledger: '财政供养人员',
    sender: '财政局',
    file: '财政供养人员比对结果_2023年6月.xlsx',
    form: 'office',
    title: '财政供养人员信息比对结果',
    headers: ['序号', '职工姓名', '身份证号', '工作单位', '供养类别', '编制类型', '参加工作日期', '停发日期'],
    name: '职工姓名',
    id: '身份证号',
  },
  {
    feed: 'measure',
    ledger: '帮扶措施',
    sender: '全国防返贫监测信息系统',
    file: '帮扶措施_2023年6月.xlsx',
    form: 'system',
    title: '帮扶措施',
    headers: [
      '县',
      '乡',
      '行政村',
      '户主姓名',
      '户主证件号码',
      '帮扶措施类别',
      '具体措施',
      '帮扶开始时间',
      '实施情况',
    ],
    name: '户主姓名',
    id: '户主证件号码',
  },
]

const kinds = ['视力', '听力', '言语', '肢体', '智力', '精神', '多重']
const grades = ['一级', '二级', '三级', '四级']

function kindDigit(cells: DepartmentLine['cells']): string {
  return String(kinds.findIndex((kind) => String(cells['残疾类型']).startsWith(kind)) + 1)
}

function gradeDigit(cells: DepartmentLine['cells']): string {
  return String(grades.indexOf(String(cells['残疾级别'])) + 1)
}
