/** The database behind a scope, sign-in, accounts, keys. */
export { Crowded, type Database, type Tx, connectionOf, openDatabase } from './database.ts'
export { SYSTEM, type LongWork, type ScopeOfWork, endAfter, withScope } from './with-scope.ts'
export { withView } from './with-view.ts'
export { visibleWhere, whereVisible } from './where-visible.ts'
export {
  type IndexKind,
  type Keys,
  type KeyVersion,
  type SealedValue,
  indexKinds,
  sealedVersion,
} from './keys.ts'
export { KeyRefused } from './key-ring.ts'
export { type KeystoreCondition, type KeystorePlace, keystoreCondition } from './keystore.ts'
export { type LocalKeys, memoryKeys, NOTICE_MS, openLocalKeys } from './local-keys.ts'
export { TamperedValue } from './seal.ts'
export type { AccessDesk, Recorder } from './desk.ts'
export { forbiddenWords } from './forbidden-words.ts'
export { hashPassword, verifyPassword } from './password-hash.ts'
export { actorOfSession, sessionOf, workingSession } from './session.ts'
export { type SignIn, type SignedIn, signIn, signOut, switchPost } from './sign-in.ts'
export { type PasswordChange, changePassword } from './change-password.ts'
export {
  type Caller,
  beginEnrolment,
  finishEnrolment,
  passSecondFactor,
  removeFactor,
} from './second-factor.ts'
export { type OutsideSignIn, assertMayBind, bindOutside, signInOutside } from './outside.ts'
export { type Confirmation, confirmSession } from './confirm-session.ts'
export { type Alarm, type Watch, printAlarm } from './alarm.ts'
export {
  type NewAccount,
  type NewPost,
  clearFailures,
  closeAccount,
  closePost,
  insertAccount,
  insertPost,
  lockAccount,
  setPassword,
} from './store/accounts.ts'
export { deleteFactor } from './store/factors.ts'
export { type EndedWhy, endSession, endSessions, listSessions } from './store/sessions.ts'
export { insertSetting, listSettings, settingsOn } from './store/settings.ts'
