/** The ask 待核对记录: the department's side and ours, for whoever decides between them. */
import { isCleared, maskCitizenId, maskName, maskProfiles, type Actor } from '@xinlu/kernel/access'
import type { Keys } from '@xinlu/kernel/access/server'
import { ageOn, dayOf, nameKey, parseCitizenId, type Day } from '@xinlu/kernel/basis'
import { markForms, pageOf, query, readMark, type Query } from '@xinlu/kernel/commands/server'
import * as contract from '../contract.ts'
import { factsOf } from '../facts.ts'
import { feeds } from '../feeds.ts'
import { departmentPermissions, ledgersFor } from '../permissions.ts'
import { findCandidates, type FoundPerson } from './store/candidates.ts'
import { listWaitingRows, type WaitingRow } from './store/waiting.ts'

/**
 * Makes the ask; `keys` opens the department's identity number, of which only a mask and the question "born on the
 * same day?" leave the server. A liaison sees the own department's side only, because the register is not theirs.
 */
export function listWaiting(keys: Keys): Query {
  return query(contract.listWaiting, {
    may: departmentPermissions.readWaiting,
    async run(tx, { actor, input, now }) {
      const reached = ledgersFor(actor)
      const ledgers = input.ledger === undefined ? reached : reached.filter((feed) => feed === input.ledger)
      if (ledgers.length === 0) return { rows: [], next: null }
      const { state, why, within, size } = input
      const mark = readMark(input.after, markForms.instant, markForms.id)
      const after = mark && { receivedAt: mark[0], id: mark[1] }
      const found = await listWaitingRows(tx, actor, { ledgers, state, why, within, after, size: size + 1 })
      const { rows, next } = pageOf(found, size, (row) => [row.receivedAt.toISOString(), row.id])
      const people = actor.role === 'department' ? [] : await findCandidates(tx, rows.map(wantedOf))
      return {
        rows: rows.map((row) => {
          const number = row.idSealed === null ? undefined : keys.open(row.idSealed)
          const mine = people.filter((person) => person.record === row.id)
          return {
            ...aboutRecord(actor, row, number),
            candidates: mine
              .map((person) => candidateOf(actor, person, row, number, dayOf(now)))
              .sort(likeliestFirst),
          }
        }),
        next,
      }
    },
    // Illness and means of people are opened here, a page at a time: who looked at which ledgers is part of the record.
    audit: ({ actor, answer }) => ({
      subjectKind: 'departments.waiting',
      division: actor.division,
      detail: { count: answer.rows.length, ledgers: [...new Set(answer.rows.map(({ ledger }) => ledger))] },
    }),
  })
}

function aboutRecord(actor: Actor, row: WaitingRow, number: string | undefined) {
  const { county, id, ledger, batch, n, why, state, ver, reason } = row
  const { label, department } = feeds[ledger]
  const given = {
    name: shownName(actor, row.name),
    idNumber: number === undefined ? null : maskCitizenId(number, maskProfiles.inner),
    facts: factsOf(actor, ledger, row.given),
  }
  const receivedAt = row.receivedAt.toISOString()
  const decidedBy = row.decidedName
  return {
    county,
    id,
    ledger,
    label,
    department,
    batch,
    n,
    receivedAt,
    why,
    state,
    ver,
    given,
    reason,
    decidedBy,
  }
}

function candidateOf(
  actor: Actor,
  person: FoundPerson,
  row: WaitingRow,
  number: string | undefined,
  today: Day,
) {
  const { county, household, sex, relation, division, place, born } = person
  const likenesses: contract.Likeness[] = []
  if (person.sameNumber) likenesses.push('sameNumber')
  if (person.sameName) likenesses.push('sameName')
  if (number !== undefined && born !== null && birthOf(number, today) === born) likenesses.push('sameBirth')
  const village = row.given['in_village']
  if (typeof village === 'string' && place !== null && sameVillage(village, place))
    likenesses.push('sameVillage')
  return {
    county,
    person: person.person,
    household,
    name: shownName(actor, person.name) ?? '',
    sex,
    // The age and not the birth date: beside the masked number a birth date would give the number away.
    age: born === null ? null : ageOn(born, today),
    relation,
    headName: shownName(actor, person.headName),
    division,
    place: place ?? '',
    isLiving: person.state === 'living',
    likenesses,
  }
}

function wantedOf({ id, county, idIndex, name }: WaitingRow) {
  return { id, county, idIndex, nameKey: name === null ? null : nameKey(name) }
}

function shownName(actor: Actor, name: string | null): string | null {
  return name === null || isCleared(actor, 'personal') ? name : maskName(name, maskProfiles.inner)
}

function birthOf(number: string, today: Day): Day | undefined {
  const read = parseCitizenId(number, { today })
  return read.ok ? read.value.born : undefined
}

// 河拱, 河拱村 and 播明镇河拱村 are one village to whoever reads them.
function sameVillage(written: string, place: string): boolean {
  const bare = (text: string) =>
    text.replace(/\s/g, '').replace(/(村民委员会|村委会|社区居委会|居委会|社区|村)$/, '')
  return bare(written).endsWith(bare(place))
}

function likeliestFirst(a: { likenesses: string[] }, b: { likenesses: string[] }): number {
  return b.likenesses.length - a.likenesses.length
}
