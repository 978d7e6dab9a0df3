/** Everybody finds places by name, pinyin, initials or code; the tree of places is public. */
import { dayOf, scopeOf } from '@xinlu/kernel/basis'
import { searchDivisions } from '@xinlu/kernel/divisions'
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
