/** Writes the OpenAPI document from the contracts, and serves the page that shows it. */
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { type ServerModule } from '@xinlu/kernel/commands/server'
import { describedModules } from '../modules.ts'

/** The OpenAPI 3.1 document as pretty JSON with a final newline; the same contracts give the same bytes. */
export async function openApiText(): Promise<string> {
  const modules = describedModules()
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contractRouter(modules), {
    info: {
      title: '忻路 Xinlu',
      version: '0.1.0',
      description: 'Every act and ask is a POST with JSON; refusals are application/problem+json (RFC 9457).',
    },
    servers: [{ url: '/api' }],
  })
  const files = Object.fromEntries(modules.flatMap(filePaths))
  return `${JSON.stringify({ ...document, paths: { ...document.paths, ...files } }, null, 2)}\n`
}

function contractRouter(modules: readonly ServerModule[]) {
  const router: Record<string, Record<string, never>> = {}
  for (const module of modules) {
    const routes = [...module.commands, ...module.queries].map((route) => [
      route.contract.name.split('.')[1]!,
      route.contract.procedure as never,
    ])
    if (routes.length > 0) router[module.name] = Object.fromEntries(routes) as Record<string, never>
  }
  return router
}

function filePaths(module: ServerModule): [string, object][] {
  const answer = { description: '文件', content: { 'application/octet-stream': {} } }
  const downloads = module.downloads.map((route): [string, object] => [
    route.path,
    {
      get: {
        operationId: route.name,
        summary: route.summary,
        tags: [module.name],
        responses: { 200: answer },
      },
    },
  ])
  const uploads = module.uploads.map((route): [string, object] => [
    route.path,
    {
      post: {
        operationId: route.name,
        summary: route.summary,
        tags: [module.name],
        requestBody: { content: { 'multipart/form-data': {} } },
        responses: { 200: { description: '结果', content: { 'application/json': {} } } },
      },
    },
  ])
  return [...downloads, ...uploads]
}
