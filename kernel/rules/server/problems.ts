/** Every way rules refuse a request. */
import { defineProblem } from '../../basis/index.ts'

/** Why screening, explaining or deciding could not be done. */
export const rulesProblems = {
  runInProgress: defineProblem(409, 'rules.run-in-progress', () => '同类筛查正在进行，请等它结束后再试。'),
  findingNotFound: defineProblem(
    404,
    'rules.finding-not-found',
    () => '没有找到这条疑点，可能已不在您的管辖范围内。',
  ),
  findingClosed: defineProblem(
    409,
    'rules.finding-closed',
    ({ closedOn }: { closedOn: string }) => `这条疑点已于${closedOn}关闭，不能再作核实结论。请刷新后查看。`,
  ),
  findingChanged: defineProblem(
    409,
    'rules.finding-changed',
    () => '这条疑点在您查看之后有了变化，请刷新，看过新的情况再作结论。',
  ),
  decisionIncomplete: defineProblem(
    422,
    'rules.decision-incomplete',
    () => '核实结论填写不完整，请按提示补充。',
  ),
  subjectNotFound: defineProblem(
    404,
    'rules.subject-not-found',
    ({ label }: { label: string }) => `没有找到这个${label}，或者它的指标还没有计算。`,
  ),
  parameterUnknown: defineProblem(
    422,
    'rules.parameter-unknown',
    ({ key }: { key: string }) => `没有名为「${key}」的参数，请从参数清单中选择。`,
  ),
}
