/** Compares what a registry says of packages with what we have said to it. */

/** A package with known holes, as `npm audit --json` names it; `via` names each hole, or the package it comes through. */
export interface Advice {
  name: string
  severity: string
  via: readonly (string | { url: string; title: string })[]
}

/** Why a hole does not reach us, and until when that has to be looked at again. */
export interface Explanation {
  url: string
  package: string
  reason: string
  until: string
}

/** Answers the holes that nobody explained, and the explanations that are over or speak of nothing. */
export function judged(
  found: Readonly<Record<string, Advice>>,
  explained: readonly Explanation[],
  today: string,
): { open: string[]; old: string[] } {
  const holes = Object.values(found).flatMap(({ name, severity, via }) =>
    via.flatMap((one) => (typeof one === 'string' ? [] : [{ name, severity, ...one }])),
  )
  const isExplained = (hole: (typeof holes)[number]) =>
    explained.some((one) => one.url === hole.url && one.package === hole.name && one.until >= today)
  return {
    open: holes
      .filter((hole) => !isExplained(hole))
      .map(({ name, severity, title, url }) => `${name}: ${severity}, ${title} (${url})`),
    old: explained
      .filter(
        (one) => one.until < today || !holes.some(({ url, name }) => url === one.url && name === one.package),
      )
      .map((one) => `${one.package}: ${one.url}, until ${one.until}`),
  }
}
