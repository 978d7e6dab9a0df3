/** People, posts and places: who may do what, where, and what they may see of it. */
export { roles, type Role } from './role.ts'
export { duties, dutyOf, type Duty } from './duty.ts'
export { definePermissions, type Permission, type Permissions } from './permission.ts'
export { type Actor, actorOf, can, reaches } from './actor.ts'
export { CHILD_BELOW, clearances, isCleared, type Sensitivity } from './sensitivity.ts'
export {
  HIDDEN,
  maskCard,
  maskCitizenId,
  maskName,
  maskPhone,
  maskProfiles,
  type MaskProfile,
} from './mask.ts'
export { maskAddress } from './mask-address.ts'
export { maskedIdentity, type Identity, type MaskedIdentity } from './masked-identity.ts'
export { visible, type VisiblePlaces } from './visible.ts'
export { checkPassword, type PasswordOwner } from './password-rules.ts'
export { settingRanges, type SettingKey, type Settings } from './settings.ts'
export type { HeldPost, SessionView, Working } from './session-view.ts'
export {
  alreadyEnrolled,
  confirmFirst,
  exportNeedsFactor,
  mustChangePassword,
  mustEnrol,
  needsSecondFactor,
  noPost,
  noSuchStep,
  notSignedIn,
  outsideNotBound,
  outsideTaken,
  passwordRefused,
  postNotHeld,
  signInRefused,
  tooManyFromHere,
  wrongCode,
  wrongPassword,
} from './problems.ts'
