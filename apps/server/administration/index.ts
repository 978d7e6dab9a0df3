/** System administration: what the three officers do, as one server module. */
import { defineServerModule } from '@xinlu/kernel/commands/server'
import { searchAudit, verifyAudit } from './audit-trail.ts'
import { createAccount } from './create-account.ts'
import { endPost } from './end-post.ts'
import { givePost } from './give-post.ts'
import { listAccounts } from './list-accounts.ts'
import { endAccount, removeSecondFactor, resetPassword, unlockAccount } from './manage-account.ts'
import { endOwnSession, listOwnSessions } from './own-sessions.ts'
import { permissions } from './permissions.ts'
import { dutyDiffers, loginTaken, notOneself, settingDatedTwice } from './problems.ts'
import { listPlaceChanges, listPlacesBelow, namePlaces, searchPlaces } from './search-places.ts'
import { changeSetting, listSettings } from './settings.ts'

export { makeOneTimePassword } from './one-time-password.ts'

/** The module `administration`. */
export const administration = defineServerModule({
  name: 'administration',
  permissions,
  commands: [
    createAccount,
    endAccount,
    unlockAccount,
    resetPassword,
    removeSecondFactor,
    givePost,
    endPost,
    changeSetting,
    endOwnSession,
  ],
  queries: [
    searchPlaces,
    namePlaces,
    listPlacesBelow,
    listPlaceChanges,
    listAccounts,
    listSettings,
    searchAudit,
    verifyAudit,
    listOwnSessions,
  ],
  constraints: {
    account_login_once: loginTaken,
    post_duty_of_account: dutyDiffers,
    post_not_by_oneself: notOneself,
    setting_pkey: settingDatedTwice,
  },
})
