/** The numbers of sign-in: what is in force, what is set for later, and setting them. */
import { type DivisionCode, type Reason, dayOf, levelOf, parentOf } from '@xinlu/kernel/basis'
import { settingRanges } from '@xinlu/kernel/access'
import { insertSetting, listSettings as settingRows } from '@xinlu/kernel/access/server'
import { refusedInput } from '@xinlu/kernel/commands'
import { command, query } from '@xinlu/kernel/commands/server'
import * as contract from './contract.ts'
import { permissions } from './permissions.ts'

/** 设置参数: for the whole installation, so only from a post of a city or above, and never for the past. */
export const changeSetting = command(contract.changeSetting, {
  may: permissions.changeSettings,
  subject: async (_tx, { actor }) => ({ division: cityOrAbove(actor.division) }),
  async run(tx, { actor, input: { key, fromOn, value, document }, now }) {
    const { label, least, most } = settingRanges[key]
    const reasons: Reason[] = []
    if (value < least || value > most) {
      const message = `${label}应在 ${least} 到 ${most} 之间。`
      reasons.push({ code: 'administration.value', message, path: 'value' })
    }
    if (fromOn <= dayOf(now)) {
      reasons.push({ code: 'administration.from-on', message: '生效日期最早是明天。', path: 'fromOn' })
    }
    if (reasons.length > 0) throw refusedInput(undefined, { reasons })
    await insertSetting(tx, { key, fromOn, value, document, byAccount: actor.account })
    return {}
  },
  audit: ({ subject, input: { key, fromOn, value, document } }) => ({
    subjectKind: 'setting',
    division: subject.division,
    detail: { key, fromOn, value, document },
  }),
})

/** 参数列表. */
export const listSettings = query(contract.listSettings, {
  may: permissions.readSettings,
  async run(tx, { now }) {
    const rows = await settingRows(tx, dayOf(now))
    return { items: rows.map((row) => ({ ...row, label: settingRanges[row.key].label })) }
  },
})

function cityOrAbove(division: DivisionCode): DivisionCode {
  return ['province', 'city'].includes(levelOf(division)) ? division : cityOrAbove(parentOf(division)!)
}
