/** Knows the row policy in the words in which plans tell it. */

/** Answers a filter without the row policy, which the planner counts as one more condition; lists name their range besides. */
export function withoutPolicy(condition: string): string {
  return condition.replaceAll(POLICY, 'true')
}

const SETTING = (name: string) =>
  `\\(NULLIF\\(current_setting\\('app\\.${name}'::text, true\\), ''::text\\)\\)::bigint`
const POLICY = new RegExp(
  `\\(\\(\\([\\w.]+ >= ${SETTING('lo')}\\) AND \\([\\w.]+ < ${SETTING('hi')}\\)\\) OR \\([\\w.]+ = ANY \\(\\(string_to_array\\(NULLIF\\(current_setting\\('app\\.extra'::text, true\\), ''::text\\), ','::text\\)\\)::bigint\\[\\]\\)\\)\\)`,
  'g',
)
