/** 住建局: houses noticed as unsafe, their appraisal and how far their repair is. */
import { choice, day, defineLedger, text } from '@xinlu/kernel/ledgers'
import { inOrder, neededWhen } from './row-checks.ts'
import { passedOver, subject } from './subject.ts'

type Stage = { state: string }
const isAppraised = (row: Stage) => row.state !== 'suspected'

/** One row for each time a house is noticed; its appraisal and repair bring the same row up to date. */
export const house = defineLedger({
  name: 'departments.house',
  title: '农村住房鉴定',
  owner: '住建局',
  about: '每处排查发现的房屋填一行；鉴定等级按《农村住房危险性鉴定标准》，C级为局部危房，D级为整幢危房。',
  columns: {
    ...subject({
      name: ['户主姓名', '房屋所有人', '产权人姓名'],
      id: ['户主身份证号', '户主身份证号码', '户主证件号码'],
    }),
    listedOn: day('排查日期', { required: true, aliases: ['发现日期', '摸排日期', '登记日期'] }),
    state: choice(
      '办理状态',
      {
        suspected: '疑似危房',
        appraised: '已鉴定',
        planned: '列入改造计划',
        building: '施工中',
        accepted: '已竣工验收',
      },
      {
        required: true,
        aliases: ['改造状态', '进度', '改造进度', '状态'],
        also: {
          疑似: 'suspected',
          待鉴定: 'suspected',
          鉴定: 'appraised',
          列入计划: 'planned',
          未开工: 'planned',
          施工: 'building',
          已开工: 'building',
          在建: 'building',
          验收: 'accepted',
          已验收: 'accepted',
          竣工验收: 'accepted',
        },
      },
    ),
    reason: choice(
      '排查原因',
      {
        patrol: '日常排查',
        rain: '强降雨',
        earthquake: '地震',
        landslide: '地质灾害',
        fire: '火灾',
        aged: '年久失修',
        reported: '农户申请',
        other: '其他',
      },
      {
        required: true,
        aliases: ['发现原因', '致危原因'],
        also: { 暴雨: 'rain', 巡查: 'patrol', 滑坡: 'landslide', 自主申报: 'reported' },
      },
    ),
    grade: choice(
      '鉴定等级',
      { A: 'A级', B: 'B级', C: 'C级', D: 'D级' },
      { aliases: ['房屋等级', '危房等级', '住房安全等级', '鉴定结果'] },
    ),
    appraisedOn: day('鉴定日期', { aliases: ['鉴定时间'] }),
    agency: text('鉴定机构', { max: 100, aliases: ['鉴定单位'] }),
    reportNo: text('鉴定报告编号', { max: 60, aliases: ['报告编号', '鉴定报告号'] }),
    acceptedOn: day('竣工验收日期', { aliases: ['验收日期', '竣工日期'] }),
  },
  list: ['listedOn', 'state', 'grade', 'appraisedOn'],
  form: [
    { title: '住户', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '排查', columns: ['listedOn', 'reason', 'state'] },
    { title: '鉴定和改造', columns: ['grade', 'appraisedOn', 'agency', 'reportNo', 'acceptedOn'] },
  ],
  checks: [
    neededWhen('grade', isAppraised, '已鉴定的房屋应填鉴定等级（A、B、C、D）。'),
    neededWhen('appraisedOn', isAppraised, '已鉴定的房屋应填鉴定日期。'),
    neededWhen('acceptedOn', (row: Stage) => row.state === 'accepted', '已竣工验收的应填验收日期。'),
    inOrder('appraisedOn', 'acceptedOn', { from: '鉴定日期', to: '验收日期' }),
  ],
  // The head of the household is the person this ledger is about, so the header is not passed over here.
  ignored: [
    ...passedOver.filter((header) => header !== '户主姓名'),
    '改造方式',
    '补助金额',
    '房屋结构',
    '建筑面积',
  ],
})
