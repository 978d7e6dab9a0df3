/** The web face of monitoring: its pages, and where the menu shows them. */
import { type Look, defineWebModule } from '@xinlu/kernel/commands/web'
import { monitoringPermissions } from '../permissions.ts'

/** The pages of the findings desk. */
export const monitoringWeb = defineWebModule({
  name: 'monitoring',
  pages: [
    {
      path: '/monitoring/findings',
      title: '疑点清单',
      may: monitoringPermissions.read,
      load: async () => (await import('./findings/findings-page.tsx')).FindingsPage,
      menu: { group: '疑点', order: 10 },
    },
    {
      path: '/monitoring/findings/$county/$household',
      title: '疑点说明',
      may: monitoringPermissions.explain,
      load: async () => (await import('./findings/explanation-page.tsx')).ExplanationPage,
      under: '/monitoring/findings',
      sample: firstFinding,
    },
  ],
})

async function firstFinding(look: Look): Promise<Record<string, string>> {
  const { rows } = (await look('/monitoring/list-findings', { level: 'red', size: 1 })) as {
    rows: { county: number; household: string }[]
  }
  return { county: String(rows[0]!.county), household: rows[0]!.household }
}
