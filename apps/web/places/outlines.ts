/** The outlines that the map knows: GeoJSON files of the house, fetched when a map is opened. */
import type { Outline } from '@xinlu/ui'
import xinzhou from '../../../db/data/xinzhou-counties.geojson?url'

/** By the code of the place whose parts they draw. */
const outlines: Readonly<Record<number, string>> = { 140900000000: xinzhou }

/** Answers the outline of the parts of a place, or nothing when there is none. */
export async function outlineOf(code: number): Promise<Outline | undefined> {
  const url = outlines[code]
  if (!url) return undefined
  const response = await fetch(url)
  return response.ok ? ((await response.json()) as Outline) : undefined
}
