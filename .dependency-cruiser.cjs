/** Who may import whom. Each rule carries its reason; `npm run check` enforces them. */
const floors = [
  'basis',
  'divisions',
  'access',
  'audit',
  'commands',
  'ledgers',
  'exchange',
  'rules',
  'procedures',
  'indicators',
  'papers',
]

const kernelFloors = floors.map((room, floor) => ({
  name: `kernel-floor-${room}`,
  comment: `kernel/${room} stands on the rooms below it (${floors.slice(0, floor).join(', ') || 'none'}); it can't know those above.`,
  severity: 'error',
  from: { path: `^kernel/${room}/` },
  to: { path: `^kernel/(${floors.slice(floor + 1).join('|') || 'none'})/` },
}))

module.exports = {
  forbidden: [
    ...kernelFloors,
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea: put them together, or find the third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'kernel-knows-no-module',
      comment: 'The kernel has never heard of a household.',
      severity: 'error',
      from: { path: '^kernel/' },
      to: { path: '^(modules|apps)/' },
    },
    {
      name: 'modules-know-no-app',
      comment: 'Apps list modules, never the other way round.',
      severity: 'error',
      from: { path: '^modules/' },
      to: { path: '^apps/' },
    },
    {
      name: 'through-the-face',
      comment:
        'A module is entered by its faces only: index.ts, server/index.ts, web/index.ts, field/index.ts (and test/index.ts by tests).',
      severity: 'error',
      from: { path: '^(modules/([^/]+)|apps)/' },
      to: {
        path: '^modules/([^/]+)/',
        pathNot: [
          '^modules/$2/',
          '^modules/[^/]+/(index|server/index|web/index|field/index|test/index)\\.ts$',
        ],
      },
    },
    {
      name: 'neighbours-by-pure-face',
      comment:
        "A module may use a neighbour's index.ts (ids, types, pure functions), never its server or web side: data crosses by a published view or a port.",
      severity: 'error',
      from: { path: '^modules/([^/]+)/', pathNot: '(\\.test\\.ts$|/test/)' },
      to: { path: '^modules/([^/]+)/(server|web|field|test)/', pathNot: '^modules/$1/' },
    },
    {
      name: 'pure-stays-pure',
      comment:
        'Outside server/, web/, field/ there is no Node, no SQL and no framework: these files run on the phone too.',
      severity: 'error',
      from: { path: '^(kernel|modules)/', pathNot: '(/(server|web|field|test)/|\\.test\\.ts$)' },
      to: { path: '^(kernel|modules)/.*/(server|web|field|test)/' },
    },
    {
      name: 'pure-needs-little',
      comment: 'A pure file may use zod and the contract builder, nothing else from npm.',
      severity: 'error',
      from: { path: '^(kernel|modules)/', pathNot: '(/(server|web|field|test)/|\\.test\\.ts$)' },
      to: { path: 'node_modules/', pathNot: 'node_modules/(zod|@orpc/contract)/' },
    },
    {
      name: 'pure-needs-no-node',
      comment: 'A pure file runs in the browser, where Node is not.',
      severity: 'error',
      from: { path: '^(kernel|modules)/', pathNot: '(/(server|web|field|test)/|\\.test\\.ts$)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'server-knows-no-screen',
      comment: 'The server never imports a page.',
      severity: 'error',
      from: { path: '/server/' },
      to: { path: '/(web|field)/' },
    },
    {
      name: 'web-knows-no-server',
      comment:
        'A screen reaches the server by contracts only. The one contract that lies on the server side of the house is that of administration.',
      severity: 'error',
      from: { path: '^(ui|apps/web|kernel|modules)/', pathNot: '(/server/|/test/|/journeys/|\\.test\\.ts$)' },
      to: {
        path: '(^apps/server/|/server/|^db/.*\\.ts$)',
        pathNot: '^apps/server/administration/(contract|permissions)\\.ts$',
      },
    },
    {
      name: 'ui-knows-no-module',
      comment: 'A part that knows a household is a part of its module.',
      severity: 'error',
      from: { path: '^ui/' },
      to: { path: '^(modules|apps)/' },
    },
    {
      name: 'ui-serves-screens',
      comment: 'Only web and field sides and their apps draw.',
      severity: 'error',
      from: { pathNot: '(^ui/|^apps/(web|field)/|/(web|field)/)' },
      to: { path: '^ui/' },
    },
    {
      name: 'charts-come-late',
      comment: 'ECharts is half a megabyte: it comes through @xinlu/ui/charts, which pages load lazily.',
      severity: 'error',
      from: { pathNot: '^ui/charts/' },
      to: { path: 'node_modules/(echarts|zrender)/' },
    },
    {
      name: 'one-door-to-postgres',
      comment:
        'A pool outside withScope once let one pooled connection see everybody. Only the door, the database package, the backup (which reads as its own role) and tests open connections.',
      severity: 'error',
      from: {
        path: '^(kernel|modules|apps)/',
        pathNot:
          '(^kernel/access/server/(database|with-scope)\\.ts|^kernel/commands/server/problem-of\\.ts|^apps/server/(backup|database|demo)/|\\.test\\.ts$|/test/|/leak/)',
      },
      to: { path: 'node_modules/pg/' },
    },
    {
      name: 'tests-are-leaves',
      comment: 'Nothing but a test, or the samples that SQL is printed from, imports a test or its builders.',
      severity: 'error',
      from: {
        pathNot:
          '(\\.test\\.ts$|/test/|/leak/|/bench/|/injection/|/faults/|/journeys/|[/.]samples\\.ts$|^vitest)',
      },
      to: { path: '(\\.test\\.ts$|/test/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^apps/web/dist' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs'],
    },
  },
}
