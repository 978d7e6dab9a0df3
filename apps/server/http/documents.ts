/** Serves the OpenAPI document, and a page to read it on; everything from this machine, nothing from outside. */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { FastifyInstance } from 'fastify'
import statics from '@fastify/static'
import { contentPolicies } from './content-policy.ts'
import { openApiText } from './openapi.ts'

const PAGE = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>忻路 接口文档</title>
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="/api/docs/assets/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script></body>
</html>`

const START = `window.ui = SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', validatorUrl: null, supportedSubmitMethods: [] })`

/** `GET /api/openapi.json`, `GET /api/docs`. The page styles itself in line, which its own policy allows it alone. */
export async function registerDocuments(app: FastifyInstance): Promise<void> {
  const document = await openApiText()
  app.get('/api/openapi.json', (_request, reply) => reply.type('application/json').send(document))
  app.get(
    '/api/docs',
    {
      helmet: { contentSecurityPolicy: contentPolicies.documents },
    },
    (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE),
  )
  app.get('/api/docs/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(START))
  const root = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  await app.register(statics, {
    root,
    prefix: '/api/docs/assets/',
    serve: true,
    index: false,
    wildcard: false,
    allowedPath: (path) => /^\/swagger-ui(-bundle\.js|\.css)$/.test(path),
  })
}
