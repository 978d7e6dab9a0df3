/** Which ledgers are listed for whom, and who may export them: as their definitions say, and nothing more. */
import { exchangePermissions } from '@xinlu/kernel/exchange'
import type { ImportTarget } from '@xinlu/kernel/exchange/server'
import { importTargets } from '../../modules.ts'
import type { Asker } from '../city/actors.ts'
import type { Fault } from '../judge.ts'
import type { City } from '../open-city.ts'
import { send } from '../send.ts'

/** Answers where list and export of one ledger differ from what is expected. */
export async function ledgerFaults(city: City, ledger: string): Promise<Fault[]> {
  const target = importTargets.find((one) => one.ledger.name === ledger)!
  const route = (name: string) => city.routes.find((one) => one.name === name)!
  const faults: Fault[] = []
  for (const asker of city.askers) {
    const expected = [
      expectedOf(asker, target, exchangePermissions.read.roles),
      expectedOf(asker, target, exchangePermissions.export.roles),
    ]
    const list = await send(city.app, route('exchange.listLedgers'), asker.cookie, {})
    const body = { ledger, division: asker.home, format: 'csv', purpose: '核对' }
    const file = await send(city.app, route('exchange.export'), asker.cookie, body)
    const found = [list.text.includes(`"${ledger}"`), file.status === 200]
    for (const [at, door] of ['exchange.listLedgers', 'exchange.export'].entries())
      if (found[at] !== expected[at])
        faults.push({
          route: door,
          asker: asker.title,
          what: 'wrong status',
          evidence: `${ledger}: ${found[at] ? 'open' : 'shut'}, and should not be`,
        })
  }
  return faults
}

/** Answers whether a ledger is open to an asker at a door of these roles. */
export function expectedOf(
  { cookie, role, unit }: Asker,
  target: ImportTarget,
  at: readonly string[],
): boolean {
  if (cookie === undefined || role === undefined) return false
  if (!at.includes(role) || !target.permission.roles.includes(role)) return false
  const senders = target.units ?? [target.ledger.owner]
  return role !== 'department' || senders.some((ending) => unit.endsWith(ending))
}
