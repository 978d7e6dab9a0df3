/** The database behind a scope, sign-in, accounts, keys. */
export { type Database, type Tx, connectionOf, openDatabase } from './database.ts'
export { SYSTEM, type LongWork, type ScopeOfWork, withScope } from './with-scope.ts'
export { type IndexKind, type Keys, type SealedValue, indexKinds } from './keys.ts'
export { type KeystoreCondition, type KeystorePlace, keystoreCondition } from './keystore.ts'
export { type LocalKeys, memoryKeys, openLocalKeys } from './local-keys.ts'
export { TamperedValue } from './seal.ts'
