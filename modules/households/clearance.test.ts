import { expect, it } from 'vitest'
import { factSensitivity } from './clearance.ts'
import { personLedger } from './ledger.ts'

it('keeps in the sheet what the page of a person keeps', () => {
  const both = Object.keys(factSensitivity).filter((fact) => Object.hasOwn(personLedger.columns, fact))
  expect(both.length).toBeGreaterThan(15)
  for (const fact of both) {
    const { sensitivity } = personLedger.columns[fact as keyof typeof personLedger.columns]
    expect(`${fact} ${sensitivity}`).toBe(`${fact} ${factSensitivity[fact as keyof typeof factSensitivity]}`)
  }
})
