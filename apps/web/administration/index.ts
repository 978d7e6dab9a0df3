/** The pages of system administration, and everybody's own account. */
import { defineWebModule } from '@xinlu/kernel/commands/web'
import { permissions } from '@xinlu/server/administration/permissions'

/** Administration in the office app. */
export const administrationWeb = defineWebModule({
  name: 'administration',
  pages: [
    {
      path: '/administration/own',
      title: '我的账号',
      may: permissions.ownSessions,
      load: async () => (await import('./own/own-page.tsx')).OwnPage,
      menu: { group: '我的', order: 10 },
    },
  ],
})
