/** The README of the examples: what each file is, and the table by which an official checks the doubts. */
import { householdRules } from '@xinlu/monitoring'
import type { Household } from '../city/register.ts'
import type { RefusedFile } from './refused-files.ts'

/** A file as the list names it, with the verdicts its rows must get. */
export interface ListedFile {
  sender: string
  file: string
  ledger: string
  period: string
  counts: Readonly<Record<'new' | 'update' | 'same' | 'error' | 'unmatched' | 'contradicting', number>>
}

interface Told {
  register: readonly Household[]
  files: readonly ListedFile[]
  supplement: ListedFile
  dirty: { errors: number; repairs: number }
  refused: readonly RefusedFile[]
}

/** Answers the text of the README. */
export function readmeText({ register, files, supplement, dirty, refused }: Told): string {
  const people = register.reduce((sum, { members }) => sum + members.length, 0)
  const doubts = register.reduce((sum, household) => sum + household.doubts.length, 0)
  return `# 样例：各部门送来的表格

这里是一座虚构小城（清河市，辖云山县、青川县）在2023年6月底收到的全部表格，以及导入、筛查之后应当得到的结果。
人名、地名、号码都是编造的；身份证号的顺序码取自保留段（900—999），不会与真实号码相同。

所有文件由 \`npm run examples\` 写出（\`examples/make-examples.ts\`），每次写出的内容逐字节相同。要改样例，请改
\`examples/city/\` 中各户的情况，再运行一次。本说明也由它写出。

要照着做一遍，请用一个空的数据目录，先装载这座小城的区划：

    XINLU_DATA_DIR=/tmp/xinlu-example npx xinlu divisions load --file examples/区划.csv

## 一、各部门的表格

共${register.length}户、${people}人（两县重复登记的1人按2人计）。表头照各单位平时的写法：有标题行、有别名、有表尾说明，
有 .xlsx，也有 GB18030 和 UTF-8 的 .csv。按下表的顺序导入：

| 报送单位 | 文件 | 台账 | 行数 | 新增 | 未匹配 | 矛盾 |
| --- | --- | --- | --: | --: | --: | --: |
${files.map(fileLine).join('\n')}

导入一份表格的命令：

\`\`\`
npx xinlu import 脱贫人口和监测对象名单 examples/全国防返贫监测信息系统/脱贫人口和监测对象名单_云山县_2023年6月.xlsx --period 2023-06
npx xinlu import 农户收入 examples/全国防返贫监测信息系统/农户收入_2022年度.xlsx --period 2022
\`\`\`

- 未匹配：户档中没有这个证件号码（丁秋生、路人甲）。
- 矛盾：号码对得上、姓名对不上（樊来福，户档中是樊来喜）；或者一个号码在两个县都有登记，分不清是哪一户（何晓梅）。
- 这些行不会入库，也不会中途停下来问人，都在待核对队列里等着，两边的内容都保留。
- 同一份文件再导入一次，什么都不变。

\`财政局/${supplement.file}\` 有500行，其中50行是5月已经导入过的，应当新增450、不变50。

## 二、脏数据

\`dirty/\` 中三份表格共有${dirty.errors}处标注好的错误、${dirty.repairs}处看着别扭但应当读懂的写法，标注在
\`dirty/labels.json\`：第几行、哪一列、什么毛病、应报的原因代码、正确的内容。系统报出的错误应与标注完全一致，不多也不少。

- \`医保自付_脏数据.xlsx\`：证件号码、姓名、日期、金额、代码、公式、错误值、重复行等各种毛病。
- \`监测对象名单_脏数据.xlsx\`：补录的独居户，村名、与户主关系、民族、文化程度、健康状况、电话、月份等各种毛病。
- \`停水记录_脏数据.xlsx\`：村名、区划代码的毛病。
- 医保和停水两份说的都是2022年6月以前的事，补录的户没有疑点，因此都不影响下面的结果。

## 三、应当整份退回的文件

\`refused/\` 中的文件一行也不应入库，应当给出下面这句话（标注在 \`refused/labels.json\`）。

| 文件 | 毛病 | 应给出的话 |
| --- | --- | --- |
${refused.map(({ file, why, sentence }) => `| ${file} | ${why} | ${sentence} |`).join('\n')}

## 四、应当提示的疑点（截至2023年6月30日）

下表由人按规则逐户推算，共${doubts}条；没有写疑点的户，是为了检验“差一点就不该提示”的情形。筛查结果应与本表完全一致，
机器可读的一份是 \`expected-doubts.json\`。
监测范围线7100元；自付医疗费预警线脱贫户和监测户5000元、一般农户20000元；单次住院6000元、10000元；其余见
\`modules/monitoring/parameters.ts\`。

| 户编号 | 户主 | 村 | 户类型 | 事实 | 应提示的疑点 |
| --- | --- | --- | --- | --- | --- |
${register.map(storyLine).join('\n')}

以下三条规则在这组样例中不会出现，因为全国系统的导出表没有它们要看的内容：扣除合规自付支出后收入低于监测范围线
（导出表没有合规自付支出）、登记的风险没有对应措施（导出表没有风险类型）、因疫标记未处理（导出表没有因疫标记）。
`
}

function fileLine({ sender, file, ledger, counts }: ListedFile): string {
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return `| ${sender} | ${file} | ${ledger} | ${rows} | ${counts.new} | ${counts.unmatched} | ${counts.contradicting} |`
}

function storyLine({ code, members, place, kind, watch, facts, doubts }: Household): string {
  const standing = watch ? `${kind}（${watch.type}${watch.cleared ? '，已消除' : ''}）` : kind
  const names = doubts.map(nameOf).join('；')
  return `| ${code} | ${members[0]!.name} | ${place.village} | ${standing} | ${facts} | ${names || '无'} |`
}

function nameOf(key: string): string {
  const rule = householdRules.find((one) => one.key === key)
  if (!rule) throw new Error(`no rule ${key}`)
  return rule.name
}
