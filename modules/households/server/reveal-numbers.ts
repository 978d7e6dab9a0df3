/** 点击查看: one number of one person or household, with a reason, counted and written into the audit trail. */
import type { Keys } from '@xinlu/kernel/access/server'
import type { DivisionCode } from '@xinlu/kernel/basis'
import { type Revealable, revealField } from '@xinlu/kernel/commands/server'
import { revealHousehold as ofHousehold, revealPerson as ofPerson } from '../contract.ts'
import { households } from '../permissions.ts'
import { sealedContactOf, sealedNumbersOf } from './store/reveal.ts'

/** Opens one number of a person. */
export const revealPerson = revealField(ofPerson, {
  may: households.reveal,
  kind: 'person',
  what: '这个人',
  fields: {
    idNumber: { sensitivity: 'sensitive', open: numberOf('idSealed') },
    phone: { sensitivity: 'personal', open: numberOf('phoneSealed') },
    disabilityCard: { sensitivity: 'sensitive', open: numberOf('disabilityCardSealed') },
  },
})

/** Opens the phone or the card of a household. */
export const revealHousehold = revealField(ofHousehold, {
  may: households.reveal,
  kind: 'household',
  what: '这一户',
  fields: {
    phone: { sensitivity: 'personal', open: contactOf('phoneSealed') },
    bankCard: { sensitivity: 'sensitive', open: contactOf('bankCardSealed') },
  },
})

function numberOf(column: 'idSealed' | 'phoneSealed' | 'disabilityCardSealed'): Revealable['open'] {
  return async (tx, keys, subject) => opened(keys, await sealedNumbersOf(tx, subject), column)
}

function contactOf(column: 'phoneSealed' | 'bankCardSealed'): Revealable['open'] {
  return async (tx, keys, subject) => opened(keys, await sealedContactOf(tx, subject), column)
}

function opened<C extends string>(
  keys: Keys,
  row: ({ division: DivisionCode } & Record<C, Buffer | null>) | undefined,
  column: C,
) {
  if (!row) return undefined
  const sealed = row[column]
  return { value: sealed === null ? null : keys.open(sealed), division: row.division }
}
