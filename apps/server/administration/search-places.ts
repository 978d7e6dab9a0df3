/** Everybody finds places by name, pinyin, initials or code; the tree of places is public. */
import { type Day, dayOf, scopeOf } from '@xinlu/kernel/basis'
import { type Division, type DivisionTree, isAbolished, searchDivisions } from '@xinlu/kernel/divisions'
import { listChanges, readDivisionTree } from '@xinlu/kernel/divisions/server'
import { query } from '@xinlu/kernel/commands/server'
import * as contract from './contract.ts'
import { permissions } from './permissions.ts'

/** 查找区划: the best first, abolished ones last and marked. */
export const searchPlaces = query(contract.searchPlaces, {
  may: permissions.searchPlaces,
  async run(tx, { input, now }) {
    const tree = await readDivisionTree(tx)
    const within = input.within === undefined ? undefined : scopeOf(input.within)
    const found = searchDivisions(tree, input.text, { on: dayOf(now), within, limit: input.size })
    return {
      items: found.map(({ division, path, abolished, current }) => ({
        code: division.code,
        level: division.level,
        name: division.name,
        path,
        abolished,
        current,
      })),
    }
  },
})

/** 区划名称: what codes are called today. */
export const namePlaces = query(contract.namePlaces, {
  may: permissions.searchPlaces,
  async run(tx, { input, now }) {
    const tree = await readDivisionTree(tx)
    const found = input.codes.flatMap((code) => tree.find(code) ?? [])
    return { items: found.map((division) => placeShown(tree, division, dayOf(now))) }
  },
})

/** 下级区划: one step down, those that are no more at the end. */
export const listPlacesBelow = query(contract.listPlacesBelow, {
  may: permissions.searchPlaces,
  async run(tx, { input, now }) {
    const tree = await readDivisionTree(tx)
    const items = tree.childrenOf(input.place).map((division) => placeShown(tree, division, dayOf(now)))
    return { items: items.sort((a, b) => Number(a.abolished) - Number(b.abolished)) }
  },
})

function placeShown(tree: DivisionTree, division: Division, on: Day) {
  const { code, name } = division
  return { code, name, path: tree.pathName(code), abolished: isAbolished(division, on) }
}

/** 区划沿革: what became of a place, and where it came from. */
export const listPlaceChanges = query(contract.listPlaceChanges, {
  may: permissions.searchPlaces,
  async run(tx, { input }) {
    const changes = await listChanges(tx, input.place)
    return {
      items: changes.map(({ kind, from, to, effectiveOn, document }) => ({
        kind,
        from,
        to,
        effectiveOn,
        document,
      })),
    }
  },
})
