/** The national categories of measures, which of them are 开发式, and how far a measure is. */

/** Fourteen categories in the order of the national form, and 扶志扶智 beside them. */
export const measureCategories = {
  M01: '产业帮扶',
  M02: '就业帮扶',
  M03: '金融帮扶',
  M04: '公益岗位帮扶',
  M05: '健康帮扶',
  M06: '义务教育保障',
  M07: '教育帮扶',
  M08: '综合保障',
  M09: '住房安全保障',
  M10: '饮水安全保障',
  M11: '社会帮扶',
  M12: '搬迁',
  M13: '生产生活条件改善',
  M14: '基础设施建设',
  M15: '扶志扶智',
} as const

/** The code of a category. */
export type MeasureCategory = keyof typeof measureCategories

/** 开发式帮扶: help by which a household earns for itself. */
export const developmentMeasures = ['M01', 'M02', 'M03', 'M04'] as const satisfies readonly MeasureCategory[]

/** How far a measure is. */
export const measureStates = {
  planned: '尚未实施',
  running: '正在实施',
  done: '已实施',
  dropped: '不再实施',
} as const

/** The code of a state. */
export type MeasureState = keyof typeof measureStates
