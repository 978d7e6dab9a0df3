/** A module with the holes that a careless builder could leave; the run has to find each of them. */
import { PassThrough } from 'node:stream'
import { z } from 'zod'
import { definePermissions, maskName, maskProfiles, roles, type Role } from '@xinlu/kernel/access'
import type { DivisionCode } from '@xinlu/kernel/basis'
import { act, ask, field, forbidden, notFound } from '@xinlu/kernel/commands'
import {
  command,
  defineServerModule,
  download,
  query,
  type ServerModule,
} from '@xinlu/kernel/commands/server'
import { writeWorkbook } from '@xinlu/kernel/exchange/server'
import type { CityParts } from '../open-city.ts'
import type { Probe, Probes } from '../probe.ts'

const { all } = definePermissions('leaky', { all: { label: '全部', roles: Object.keys(roles) as Role[] } })
const person = { person: field.id() }
const told = z.object({ name: z.string() })

/** Makes the module; it reads and writes as the superuser, past every policy. */
export function leakyModule({ admin }: CityParts): ServerModule {
  const nameOf = async (id: string): Promise<string> => {
    const { rows } = await admin.query<{ name: string }>('select name from households.person where id = $1', [
      id,
    ])
    if (!rows[0]) throw notFound({ what: '这个人' })
    return rows[0].name
  }
  return defineServerModule({
    name: 'leaky',
    permissions: { all },
    commands: [
      command(act('leaky.touch', { summary: '', input: person, output: z.object({}) }), {
        may: all,
        subject: async (_tx, { actor }) => ({ division: actor.division as DivisionCode }),
        async run(_tx, { input }) {
          await admin.query('update households.person set ver = ver + 1 where id = $1', [input.person])
          return {}
        },
        audit: ({ subject }) => ({ subjectKind: 'person', division: subject.division }),
      }),
    ],
    queries: [
      query(ask('leaky.name', { summary: '', input: person, output: told }), {
        may: all,
        run: async (_tx, { input }) => ({ name: await nameOf(input.person) }),
      }),
      query(ask('leaky.maskedName', { summary: '', input: person, output: told }), {
        may: all,
        run: async (_tx, { input }) => ({ name: maskName(await nameOf(input.person), maskProfiles.inner) }),
      }),
      query(ask('leaky.isThere', { summary: '', input: person, output: told }), {
        may: all,
        async run(_tx, { input }) {
          await nameOf(input.person)
          throw forbidden({ label: '全部' })
        },
      }),
      query(
        ask('leaky.household', {
          summary: '',
          input: person,
          output: z.object({ id: z.string().optional() }),
        }),
        {
          may: all,
          async run(_tx, { input }) {
            const { rows } = await admin.query<{ household: string }>(
              'select household from households.person where id = $1',
              [input.person],
            )
            return { id: rows[0]?.household }
          },
        },
      ),
      query(ask('leaky.count', { summary: '', input: {}, output: z.object({ count: z.number() }) }), {
        may: all,
        async run() {
          const { rows } = await admin.query<{ count: string }>('select count(*) from households.person')
          return { count: Number(rows[0]!.count) }
        },
      }),
    ],
    downloads: [
      download({
        name: 'leaky.sheet',
        path: '/leaky/sheet',
        summary: '',
        may: all,
        wantsConfirmation: true,
        query: z.object(person),
        async run(_database, { query: { person: id } }) {
          const body = new PassThrough()
          const name = await nameOf(id)
          const columns = [{ key: 'name', title: '姓名' }]
          void writeWorkbook({ sheetName: '名单', columns, rows: [{ values: [name] }] } as never, body)
          return { name: '名单.xlsx', type: 'application/octet-stream', body }
        },
      }),
    ],
  })
}

const onePerson: Probe = ({ aim }) => [{ person: aim.id('households.person') }]

/** What is sent to the module. */
export const leakyProbes: Probes = {
  'leaky.touch': onePerson,
  'leaky.name': onePerson,
  'leaky.maskedName': onePerson,
  'leaky.isThere': onePerson,
  'leaky.household': onePerson,
  'leaky.count': () => [{}],
  'leaky.sheet': onePerson,
}
