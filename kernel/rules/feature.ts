/** A feature is a named quantity of a subject, kept in one column of the wide table of its subject kind. */

/**
 * What a feature measures. `money` is a whole number of 分, `count` a whole number, `number` may have decimals,
 * `percent` is written in points (30 means 30 %), `day` is a day, `code` a stable code, `flag` yes or no.
 */
export type FeatureType = 'money' | 'number' | 'count' | 'percent' | 'flag' | 'code' | 'day'

/** One quantity: what officials call it, in which unit, over which window, from which source. */
export type Feature<Key extends string = string, Type extends FeatureType = FeatureType> = {
  readonly key: Key
  readonly label: string
  readonly type: Type
  readonly unit?: string
  /** The stretch of time it looks at, in words: 申报前12个月. */
  readonly window?: string
  /** Who keeps the records behind it. */
  readonly source: string
  readonly help?: string
  /** The label of each code; only for features of type `code`. */
  readonly codes?: Readonly<Record<string, string>>
}

/** Features under their keys, as `defineFeatures` answers them. */
export type FeatureSet = Readonly<Record<string, Feature>>

/** The value of one feature of one subject; null when nothing is known. */
export type FeatureValue = number | string | boolean | null

/** A feature as written inside `defineFeatures`, where the property is the key. */
export type FeatureBody = Omit<Feature, 'key'> & { readonly key?: string }

/** Checks one feature and answers it with its exact key and type; a malformed one is a bug and throws. */
export function defineFeature<const Key extends string, const Type extends FeatureType>(
  feature: Feature<Key, Type>,
): Feature<Key, Type> {
  if (!/^[a-z][A-Za-z0-9]{0,47}$/.test(feature.key))
    throw new Error(`Feature key ${feature.key} is not camelCase`)
  if (feature.label === '' || feature.source === '')
    throw new Error(`Feature ${feature.key}: label or source is empty`)
  if (feature.codes && feature.type !== 'code')
    throw new Error(`Feature ${feature.key}: only a code has codes`)
  return Object.freeze({ ...feature })
}

/**
 * Checks a set of features written under their keys and keeps every key and type exact, so that rules over them
 * are checked by the compiler.
 *
 * @example defineFeatures({ daysLate: { label: '逾期天数', type: 'count', unit: '天', source: '流通台账' } }).daysLate.key
 */
export function defineFeatures<const Bodies extends Record<string, FeatureBody>>(
  bodies: Bodies,
): { readonly [Key in keyof Bodies & string]: Feature<Key, Bodies[Key]['type']> } {
  const set: Record<string, Feature> = {}
  for (const [key, body] of Object.entries(bodies)) {
    if (body.key !== undefined && body.key !== key)
      throw new Error(`Feature ${body.key} stands under the key ${key}`)
    set[key] = defineFeature({ ...body, key })
  }
  return Object.freeze(set) as { readonly [Key in keyof Bodies & string]: Feature<Key, Bodies[Key]['type']> }
}

/**
 * Answers the column of the wide table that holds a feature.
 *
 * @example featureColumn('incomePerCapita') // 'income_per_capita'
 */
export function featureColumn(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** Answers the PostgreSQL type the column of a feature must have. */
export function featureColumnType(type: FeatureType): string {
  switch (type) {
    case 'money':
      return 'bigint'
    case 'count':
      return 'integer'
    // Doubles and not numerics: the interpreter and the database then calculate the very same numbers.
    case 'number':
    case 'percent':
      return 'double precision'
    case 'flag':
      return 'boolean'
    case 'code':
      return 'text'
    case 'day':
      return 'date'
    default:
      return type satisfies never
  }
}
