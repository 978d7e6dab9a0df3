/** 说明疑问: a doubt that stands gets a reason, and is not shown again. */
import { command } from '@xinlu/kernel/commands/server'
import { explainDoubt as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { noSuchDoubt } from '../problems.ts'
import { findingKey } from '../quality/index.ts'
import { doubtsOf } from './finish-act.ts'
import { refOf, subjectHousehold } from './reference.ts'
import { insertOverrides } from './store/quality.ts'

/** Keeps the reason for a doubt that stands now, and answers how many are left. */
export const explainDoubt = command(contract, {
  may: households.explain,
  subject: (tx, { input }) => subjectHousehold(tx, input),
  async run(tx, { actor, input, now, subject }) {
    const doubts = await doubtsOf(tx, refOf(subject), now)
    const wanted = findingKey(input)
    if (!doubts.some((doubt) => findingKey(doubt) === wanted)) throw noSuchDoubt()
    await insertOverrides(tx, subject, actor.account, [input])
    return { left: doubts.length - 1 }
  },
  audit: ({ input, subject }) => ({
    subjectKind: 'household',
    subject: subject.id,
    division: subject.division,
    detail: { rule: input.rule, mark: input.mark, person: input.person ?? null },
  }),
})
