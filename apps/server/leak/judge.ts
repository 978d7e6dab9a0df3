/** Says what is wrong with one pair of answers: to a request for a row of a foreign place, and for one that is nowhere. */
import type { Asker } from './city/actors.ts'
import { everNew, asksMore, refusedBesidesPlace } from './exceptions.ts'
import type { RouteUnderTest } from './inventory.ts'
import { type Belongings, betrayalsIn, textsIn, withoutSent } from './look-for-leaks.ts'
import { COLLIDES } from './probe.ts'
import type { Answer } from './send.ts'
import { shapeOf } from './shape.ts'

/** One fault of one route for one asker. */
export interface Fault {
  route: string
  asker: string
  what: 'foreign bytes' | 'existence told' | 'wrong status' | 'row changed' | 'field told' | 'rule broken'
  evidence: string
}

/** A request for something foreign, and its twin for something that does not exist, with their answers. */
export interface Trial {
  route: RouteUnderTest
  asker: Asker
  foreign: { body: unknown; answer: Answer }
  nobody: { body: unknown; answer: Answer }
  /** Ids that an answer to this route may repeat, because somebody wrote them before. */
  planted: ReadonlySet<string>
}

/** Answers the faults of a trial; none is the rule. */
export function faultsOf(trial: Trial, belongings: Belongings): Fault[] {
  const { route, asker, foreign, nobody, planted } = trial
  const fault = (what: Fault['what'], evidence: string): Fault => ({
    route: route.name,
    asker: asker.title,
    what,
    evidence,
  })
  const faults = betrayalsIn(foreign.answer.text, {
    covered: asker.places,
    sent: textsIn(foreign.body),
    planted,
    belongings,
  }).map(({ place, evidence }) => fault('foreign bytes', `${place}: ${evidence}`))
  const { status } = foreign.answer
  if (!isAllowed(foreign.answer, route, asker, foreign.body))
    faults.push(
      fault(
        'wrong status',
        `${status} ${written(foreign.body).slice(0, 300)} ${contentOf(foreign.answer).slice(0, 600)}`,
      ),
    )
  const [told, untold] = comparable({ route, foreign, nobody })
  if (told !== untold && !isCollision(foreign.body)) {
    const sent = written(foreign.body).slice(0, 300)
    faults.push(fault('existence told', `${sent}\n${told.slice(0, 400)}\n${untold.slice(0, 400)}`))
  }
  return faults
}

// Places are public, so a request that names one outside the post may be refused as such.
function isAllowed({ status, text }: Answer, route: RouteUnderTest, asker: Asker, body: unknown): boolean {
  if (asker.cookie === undefined) return status === 401
  if (asker.role === undefined || !route.may.roles.includes(asker.role))
    return status === 403 || status === 422
  if (status === 403) {
    const isBesides = Object.keys(refusedBesidesPlace).some((code) => text.includes(`"${code}"`))
    return (
      namesPlaceOutside(body, asker) || isCollision(body) || isBesides || Object.hasOwn(asksMore, route.name)
    )
  }
  return [200, 404, 409, 422, 428, 429].includes(status)
}

/** Tells whether a body names a place, by its code of twelve digits, that the asker does not cover. */
export function namesPlaceOutside(body: unknown, asker: Asker): boolean {
  if (typeof body === 'number') return body > 100_000_000_000 && !asker.places.has(body)
  if (typeof body === 'string') return /^\d{12}$/.test(body) && !asker.places.has(Number(body))
  return (
    Boolean(body) &&
    typeof body === 'object' &&
    Object.values(body!).some((inner) => namesPlaceOutside(inner, asker))
  )
}

// An act that was done changes what the next one finds, so of those only the shape is compared.
function comparable({
  route,
  foreign,
  nobody,
}: Pick<Trial, 'route' | 'foreign' | 'nobody'>): [string, string] {
  // A request that names nothing foreign is its own twin.
  if (route.kind === 'act' && written(foreign.body) === written(nobody.body)) return ['', '']
  if (Object.hasOwn(everNew, route.name)) return [`${foreign.answer.status}`, `${nobody.answer.status}`]
  const isShape = route.kind !== 'ask' && foreign.answer.status === 200
  const of = ({ body, answer }: { body: unknown; answer: Answer }) =>
    `${answer.status} ${isShape ? shapeOf(contentOf(answer)) : plain(contentOf(answer), body)}`
  return [of(foreign), of(nobody)]
}

// What differs from one request to the next without telling anything: what was sent, and fresh ids.
function plain(content: string, body: unknown): string {
  return withoutSent(content, textsIn(body)).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '·')
}

function contentOf({ text }: Answer): string {
  return text.slice(text.indexOf('\n\n') + 2)
}

/** Writes a body as text, files included. */
export function written(body: unknown): string {
  return JSON.stringify(body, (_name, value: { type?: string; data?: number[] } | undefined) =>
    value?.type === 'Buffer' ? Buffer.from(value.data!).toString('utf8') : value,
  )
}

function isCollision(body: unknown): boolean {
  return COLLIDES in (body as object)
}
