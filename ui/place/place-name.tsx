/** The name of a place from its code. */
import { usePlace } from './place-book.ts'

/** Shows the name, or with `path` all names down from the county; an abolished place is marked. */
export function PlaceName({ code, path = false }: { code: number | null | undefined; path?: boolean }) {
  const place = usePlace(code)
  if (code == null) return <span>—</span>
  if (!place) return <span className="x-quiet">……</span>
  return (
    <span title={place.path}>
      {path ? place.path : place.name}
      {place.abolished && <span className="x-quiet">（已撤并）</span>}
    </span>
  )
}
