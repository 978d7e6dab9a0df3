/** The test city and its people, for the tests of every room and module. */
export { type PersonName, as, people, settleTestCity, testPassword } from './people.ts'
export { places } from './places.ts'
