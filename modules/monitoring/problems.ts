/** Every way the findings desk refuses a request. */
import { defineProblem } from '@xinlu/kernel/basis'

/** Why a finding was not decided, a parameter not set, a screening not started. */
export const monitoringProblems = {
  quietTooLong: defineProblem(
    422,
    'monitoring.quiet-too-long',
    ({ latest }: { latest: string }) =>
      `不再提示的期限最晚到${latest}，请改早一些；到期后情况还在会再次提示。`,
  ),
  nobodyToReturnTo: defineProblem(
    422,
    'monitoring.nobody-to-return-to',
    () => '这条疑点不是部门数据推送的，没有可以退回的部门。请选择“已核实无风险”或“转为线索”。',
  ),
  parameterUnknown: defineProblem(
    422,
    'monitoring.parameter-unknown',
    () => '没有这个参数，请从参数清单中选择。',
  ),
  parameterPlace: defineProblem(
    422,
    'monitoring.parameter-place',
    () => '参数只能按县或市设定，请选择县或市。',
  ),
  parameterRetroactive: defineProblem(
    422,
    'monitoring.parameter-retroactive',
    () => '参数不能追溯设定。请把开始日期改为今天或以后。',
  ),
  parameterValue: defineProblem(
    422,
    'monitoring.parameter-value',
    ({ unit }: { unit: string }) => `参数值不合要求，应为不小于0的数（单位：${unit}）；金额和天数应为整数。`,
  ),
  parameterTaken: defineProblem(
    409,
    'monitoring.parameter-taken',
    () => '这个地方的这个参数当天已经设定过，请改用第二天的日期，保留原有记录。',
  ),
  measureTwice: defineProblem(
    409,
    'monitoring.measure-twice',
    () => '同一人同一天已有内容相同的帮扶措施，请核对是否重复录入。',
  ),
}
