/** Every story, theme by theme. */
import type { Story } from '../builders.ts'
import { dwellingStories } from './dwelling.ts'
import { educationStories } from './education.ts'
import { eventStories } from './events.ts'
import { healthStories } from './health.ts'
import { incomeStories } from './income.ts'
import { peopleStories } from './people.ts'
import { watchStories } from './watch.ts'

/** All stories. */
export const stories: readonly Story[] = [
  ...incomeStories,
  ...healthStories,
  ...educationStories,
  ...dwellingStories,
  ...peopleStories,
  ...eventStories,
  ...watchStories,
]
