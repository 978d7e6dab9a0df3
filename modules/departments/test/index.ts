/** Builders for tests about department data. */
export { register, type Registered, type RegisteredPerson } from './register.ts'
export { sampleRow, type SamplePerson, type SampleRow } from './samples.ts'
export { givenOf, openOffice, type Office } from './office.ts'
