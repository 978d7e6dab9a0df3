/** Finds a ledger by what people call it. */
import type { ImportTarget } from '@xinlu/kernel/exchange/server'
import { unknownLedger } from '@xinlu/kernel/exchange'
import { importTargets } from '../../modules.ts'
import { tableLines } from '../../terminal/table.ts'
import { CommandRefused } from '../exit-codes.ts'

/** Answers the target of a ledger: by its title, its whole name or the part behind the dot. */
export function targetNamed(name: string): ImportTarget {
  const found = importTargets.filter(({ ledger }) =>
    [ledger.name, ledger.title, shortName(ledger.name)].includes(name),
  )
  if (found.length === 1) return found[0]!
  throw new CommandRefused(
    `${unknownLedger().detail}可用的台账：`,
    undefined,
    ledgerList().map((line) => line.trim()),
  )
}

/** Lists the ledgers with their short names and who fills them in. */
export function ledgerList(): string[] {
  return tableLines(
    ['名称', '简称', '责任单位'],
    importTargets.map(({ ledger }) => [ledger.title, shortName(ledger.name), ledger.owner]),
  )
}

function shortName(name: string): string {
  return name.slice(name.indexOf('.') + 1)
}
