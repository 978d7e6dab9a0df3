/** Asks the modules of this process as an actor, by contract, as the network does: permission, masks and audit included. */
import type { Actor } from '@xinlu/kernel/access'
import type { Ask, OutputOf, Sent } from '@xinlu/kernel/commands'
import { type Desk, runQuery, type ServerModule } from '@xinlu/kernel/commands/server'

/** Who asks, where. */
export interface Asking {
  desk: Desk
  modules: readonly ServerModule[]
  actor: Actor
}

/** Answers an ask; throws the problem that it throws. */
export async function askOf<C extends Ask>(
  { desk, modules, actor }: Asking,
  contract: C,
  body: Sent<C>,
): Promise<OutputOf<C>> {
  const asks = modules.flatMap(({ queries }) => queries)
  const found = asks.find((query) => query.contract.name === contract.name)
  if (!found) throw new Error(`no module of this server answers ${contract.name}`)
  return (await runQuery(desk, found, { actor, body })) as OutputOf<C>
}
