/** The filters of a list: what they are called, and how they stand in the address. */

/** How a filter is chosen. */
export type FilterKind = 'text' | 'choice' | 'place' | 'yes' | 'day' | 'number'

/** One filter; the name is that of the ask's input. */
export interface Filter {
  name: string
  label: string
  kind: FilterKind
  options?: readonly { code: string; label: string }[]
  placeholder?: string
  /** A filter that holds a person's name or number: it is kept out of the address. */
  personal?: boolean
  width?: number
}

/** The values of filters by name. */
export type FilterValues = Readonly<Record<string, string | number | boolean | undefined>>

/** Reads the filters that stand in the address; what does not fit its kind is left out. */
export function readFilters(
  search: Readonly<Record<string, unknown>>,
  filters: readonly Filter[],
): FilterValues {
  const entries = filters
    .filter(({ personal }) => !personal)
    .map(({ name, kind, options }) => [name, valueOf(search[name], kind, options)] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

function valueOf(
  raw: unknown,
  kind: FilterKind,
  options: Filter['options'],
): string | number | boolean | undefined {
  if (raw === undefined || raw === null || raw === '') return undefined
  switch (kind) {
    case 'place':
    case 'number':
      return Number.isFinite(Number(raw)) ? Number(raw) : undefined
    case 'yes':
      return raw === true || raw === 'true' || raw === 1 ? true : undefined
    case 'choice':
      return options?.some(({ code }) => code === String(raw)) ? String(raw) : undefined
    case 'text':
    case 'day':
      return String(raw)
    default:
      return kind satisfies never
  }
}
