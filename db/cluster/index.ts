/** A PostgreSQL to stand on: the embedded one, the roles, the database. */
export { startCluster, type Cluster } from './start-cluster.ts'
export { prepareDatabase, urlFor, type Passwords } from './prepare-database.ts'
export { freePort } from './free-port.ts'
export { isAlive } from './is-alive.ts'
