/** How a household of the examples is told: its people, what the departments know of it, and the doubts worked out by hand. */

/** The villages of the test city. */
export type VillageName = '上柳村' | '下柳村' | '石坡村' | '东关村' | '西关村'

/** A person, in the words of the national list. */
export interface Member {
  name: string
  relation: string
  sex: '男' | '女'
  born: string
  education: string | null
  schooling: string | null
  health: string
  labour: string | null
  workMonths: number | null
}

/** A line of a department about a member; the cells stand under the headers of that department's sheet. */
export interface DepartmentLine {
  feed: string
  who: number
  cells: Readonly<Record<string, string | number>>
}

/** How the household stands in the national monitoring system. */
export interface Watch {
  type: '脱贫不稳定户' | '边缘易致贫户' | '突发严重困难户'
  identified: string
  cleared?: string
}

/** A household with its story. */
export interface Story {
  village: VillageName
  group: string
  kind: '脱贫户' | '一般农户'
  watch?: Watch
  /** 人均纯收入 of the collection years 2021 and 2022, in 元. */
  income: readonly [number, number]
  members: readonly Member[]
  lines?: readonly DepartmentLine[]
  /** What differs in the insurance list, by member; everybody else pays the resident premium himself. */
  insurance?: Readonly<Record<number, Readonly<Record<string, string | number>>>>
  /** 危房户 in the national list. */
  houseUnsafe?: true
  /** The facts an official would check, in one sentence. */
  facts: string
  /** The rules that must point at this household on 2023-06-30, worked out by hand from the facts. */
  doubts: readonly string[]
}

/** A grown-up, able to work unless told otherwise. */
export function grown(
  name: string,
  relation: string,
  sex: Member['sex'],
  born: string,
  more: Partial<Member> = {},
): Member {
  const usual = { education: '初中', schooling: null, health: '健康', labour: '普通劳动力', workMonths: null }
  return { name, relation, sex, born, ...usual, ...more }
}

/** Somebody of sixty or more who no longer works. */
export function aged(
  name: string,
  relation: string,
  sex: Member['sex'],
  born: string,
  more: Partial<Member> = {},
): Member {
  return grown(name, relation, sex, born, { education: '小学', labour: '无劳动力', ...more })
}

/** A child or a student, by 在校生状况. */
export function pupil(
  name: string,
  relation: string,
  sex: Member['sex'],
  born: string,
  schooling: string,
): Member {
  return grown(name, relation, sex, born, { education: null, schooling, labour: '无劳动力' })
}
