/** What the people of the bench ask for, and who they are. */
import { newId } from '@xinlu/kernel/basis'

/** A household that something is asked about. */
export interface Home {
  county: number
  id: string
  division: number
  headName: string
  ver: number
}

/** One kind of request. */
export interface HttpAsk {
  name: string
  /** Who asks it: demo accounts of a village, a county and the city. */
  logins: readonly string[]
  /** Whether it changes the household, so that no household may be asked for twice. */
  isOnce?: boolean
  of(home: Home): { path: string; body: object }
}

const everybody = ['sun.erbao', 'wang.qiang', 'zhao.min']

/** The kinds. */
export const httpAsks: readonly HttpAsk[] = [
  {
    name: 'list of doubts',
    logins: everybody,
    of: () => ({ path: '/api/monitoring/list-findings', body: {} }),
  },
  {
    name: 'list of a village',
    logins: everybody,
    of: ({ division }) => ({ path: '/api/households/list-village', body: { village: division } }),
  },
  {
    name: 'household page',
    logins: everybody,
    of: ({ county, id }) => ({ path: '/api/households/get-household', body: { county, household: id } }),
  },
  {
    name: 'search by name',
    logins: everybody,
    of: ({ headName }) => ({ path: '/api/households/search-households', body: { name: headName } }),
  },
  {
    name: 'a visit written, with audit and inbox',
    logins: ['wang.qiang'],
    isOnce: true,
    of: ({ county, id, ver }) => ({
      path: '/api/households/record-visit',
      body: { command: newId(), county, household: id, ver, onDay: '2023-06-10' },
    }),
  },
]
