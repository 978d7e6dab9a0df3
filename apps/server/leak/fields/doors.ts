/** Every door through which a field could be learnt, and which routes stand behind it. */

/** A door: its routes, or why there are none yet. */
export interface Door {
  label: string
  routes: readonly string[]
  /** For a door that does not exist: where the rule already stands, or what has to be expected of it. */
  absent?: string
}

/** The doors by code, in the order of the printed table. */
export const doors = {
  list: {
    label: '清单',
    routes: [
      'exchange.listRows',
      'departments.listWaiting',
      'households.listVillage',
      'households.listMoves',
      'monitoring.listFindings',
      'administration.listAccounts',
      'administration.listOwnSessions',
    ],
  },
  detail: {
    label: '详情',
    routes: ['households.getHousehold', 'departments.recordsOf', 'monitoring.explainHousehold'],
  },
  sort: {
    label: '排序',
    routes: [],
    absent: '尚无：没有接口按指定栏目排序；内核清单对无权查看的栏目拒绝排序',
  },
  filter: {
    label: '筛选',
    routes: [],
    absent: '尚无：没有接口按人员栏目筛选；内核清单对无权查看的栏目拒绝筛选',
  },
  search: { label: '查找', routes: ['households.searchHouseholds'] },
  count: {
    label: '计数',
    routes: ['monitoring.countFindings', 'monitoring.whatIf', 'departments.listBatches'],
  },
  group: { label: '分组', routes: ['monitoring.countFindings'] },
  facet: { label: '分面', routes: [], absent: '尚无：没有列出取值及数量的接口' },
  export: { label: '导出', routes: ['exchange.export', 'exchange.errors'] },
  reveal: { label: '点击查看', routes: ['households.revealPerson', 'households.revealHousehold'] },
  print: { label: '打印', routes: [], absent: '尚无：没有打印件' },
  duplicate: { label: '比对', routes: ['departments.listWaiting'] },
  history: { label: '历史', routes: ['households.getHousehold', 'administration.searchAudit'] },
  notification: { label: '通知', routes: [], absent: '尚无：没有通知' },
  error: { label: '错误提示', routes: ['exchange.listRows', 'exchange.getImport'] },
} as const satisfies Readonly<Record<string, Door>>

/** Routes that answer, and tell no field of anybody; each with its reason. */
export const fieldless: Readonly<Record<string, string>> = {
  'exchange.listLedgers': 'names of ledgers',
  'exchange.listImports': 'files, counts and states',
  'exchange.template': 'an empty form',
  'monitoring.listRules': 'the rules themselves',
  'monitoring.listParameters': 'numbers from documents',
  'monitoring.listRuns': 'counts of runs',
  'administration.searchPlaces': 'places are public',
  'administration.namePlaces': 'places are public',
  'administration.listPlacesBelow': 'places are public',
  'administration.listPlaceChanges': 'places are public',
  'administration.listSettings': 'numbers of sign-in',
  'administration.verifyAudit': 'whether the trail is whole',
}

/** Answers the answering routes that stand behind no door, and the doors whose routes are gone. */
export function doorless(names: readonly string[]): { routes: string[]; gone: string[] } {
  const known = new Set([...Object.values(doors).flatMap(({ routes }) => routes), ...Object.keys(fieldless)])
  return {
    routes: names.filter((name) => !known.has(name)),
    gone: [...known].filter((name) => !names.includes(name)),
  }
}
