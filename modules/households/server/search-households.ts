/** 查找户档. */
import { dayOf, parseMobile, personKeyOf } from '@xinlu/kernel/basis'
import { type Actor, isCleared } from '@xinlu/kernel/access'
import type { Keys } from '@xinlu/kernel/access/server'
import type { InputOf } from '@xinlu/kernel/commands'
import { markForms, pageOf, query, readMark } from '@xinlu/kernel/commands/server'
import { searchHouseholds as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { notSearchable, oneCriterion } from '../problems.ts'
import { toListed } from './listed.ts'
import { personNameFor } from './page/person-view.ts'
import { type Criterion, searchByCode, searchPeople } from './store/search.ts'

/** Finds households by one criterion. A number that is none finds nothing: whether it is one is not told. */
export const searchHouseholds = query(contract, {
  may: households.read,
  async run(tx, { actor, input, keys, now }) {
    const criterion = criterionOf(actor, keys, input)
    if (criterion === undefined) return { rows: [], next: null }
    if (criterion.by === 'code') {
      const rows = await searchByCode(tx, actor, criterion.text, input.within)
      return { rows: rows.map((row) => ({ ...toListed(row), person: null, personName: null })), next: null }
    }
    const { within, size } = input
    const mark = readMark(input.after, markForms.text, markForms.id)
    const after = mark && { key: mark[0], id: mark[1] }
    const found = await searchPeople(tx, actor, criterion, { within, size, after })
    const { rows, next } = pageOf(found, size, (row) => [row.sortKey, row.person])
    const today = dayOf(now)
    const person = (row: (typeof rows)[number]) =>
      personNameFor(actor, { name: row.personName, born: row.personBorn }, today)
    return {
      rows: rows.map((row) => ({ ...toListed(row), person: row.person, personName: person(row) })),
      next,
    }
  },
})

function criterionOf(actor: Actor, keys: Keys, input: InputOf<typeof contract>): Criterion | undefined {
  const { name, initials, idNumber, phone, code } = input
  const given = [name, initials, idNumber, phone, code].filter((value) => value !== undefined)
  if (given.length !== 1) throw oneCriterion()
  if (name !== undefined) return { by: 'name', text: name }
  if (initials !== undefined) return { by: 'initials', text: initials }
  if (code !== undefined) return { by: 'code', text: code }
  if (idNumber !== undefined) {
    if (!isCleared(actor, 'sensitive')) throw notSearchable({ field: '证件号码' })
    const key = personKeyOf(idNumber)
    return key && { by: 'number', index: keys.blindIndex('citizen', key) }
  }
  if (!isCleared(actor, 'personal')) throw notSearchable({ field: '电话' })
  const number = parseMobile(phone)
  return number.ok ? { by: 'phone', index: keys.blindIndex('phone', number.value.value) } : undefined
}
