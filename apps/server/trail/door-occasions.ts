/** Every step at the door once, in an order in which each can be taken, and the entry it leaves. */
import type { LightMyRequestResponse } from 'fastify'
import { TOTP } from 'otpauth'
import { PASSWORD } from '../leak/city/actors.ts'
import { NOW } from '../leak/open-city.ts'
import type { City } from '../leak/open-city.ts'

/** One step: its route as the router names it, the acts it is written down as, and the taking of it. */
export interface DoorOccasion {
  route: string
  acts: string[]
  take(): Promise<LightMyRequestResponse>
}

/** Steps that need a provider of identities; their entries are looked at where one is running. */
export const besideProvider = [
  'POST /api/session/outside/offer',
  'POST /api/session/outside/begin',
  'GET /api/session/outside/return',
]

const SECOND_PASSWORD = 'Lu-Yuan-Shan-Gao-2024'
const HALF_MINUTE = 30_000

/** Answers the steps, for somebody of the city. */
export function doorOccasions({ app, admin }: City): DoorOccasion[] {
  let cookie = ''
  let secret = ''
  const login = 'asker-3'
  const step = (name: string, acts: string[], body: () => object | Promise<object>): DoorOccasion => ({
    route: `POST /api/session/${name}`,
    acts,
    async take() {
      const url = `/api/session/${name}`
      const payload = await body()
      const answer = await app.inject({ method: 'POST', url, headers: { cookie }, payload })
      const [kept] = answer.cookies
      if (kept?.value) cookie = `${kept.name}=${kept.value}`
      const told = answer.json() as { secret?: string }
      secret = told.secret ?? secret
      return answer
    },
  })
  // Each code counts once, and only later ones after it.
  const code = (steps: number) =>
    new TOTP({ secret }).generate({ timestamp: NOW.getTime() + steps * HALF_MINUTE })
  const ownPost = async () => {
    const { rows } = await admin.query(
      `select p.id from access.post p join access.account a on a.id = p.account where a.login = $1`,
      [login],
    )
    return { post: String((rows as { id: string }[])[0]!.id) }
  }
  return [
    step('sign-in', ['access.signIn'], () => ({ login, password: PASSWORD })),
    step('who-am-i', [], () => ({})),
    step('switch-post', ['access.switchPost'], ownPost),
    step('confirm', ['access.confirmSession'], () => ({ password: PASSWORD })),
    step('change-password', ['access.changePassword'], () => ({ old: PASSWORD, fresh: SECOND_PASSWORD })),
    step('begin-enrolment', ['access.beginEnrolment'], () => ({})),
    step('finish-enrolment', ['access.finishEnrolment'], () => ({ code: code(-1) })),
    step('sign-in', ['access.signIn'], () => ({ login, password: SECOND_PASSWORD })),
    step('pass-second-factor', ['access.passSecondFactor'], () => ({ code: code(0) })),
    step('remove-second-factor', ['access.removeFactor'], () => ({ code: code(1) })),
    step('sign-out', ['access.signOut'], () => ({})),
  ]
}
