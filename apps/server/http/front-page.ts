/** The page at `/` of a process that serves no office app: what this is, where the interface is described, how to go on. */
import type { FastifyInstance } from 'fastify'
import { contentPolicies } from './content-policy.ts'

const PAGE = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>忻路</title><link rel="stylesheet" href="/front-page.css">
</head>
<body><main>
<h1>忻路</h1>
<p class="lead">防止返贫动态监测和帮扶工作系统</p>
<p>服务已经启动。这个服务没有打开办公界面，只提供接口：</p>
<ul>
<li>命令行：在项目目录运行 <code>npx xinlu --help</code></li>
<li><a href="/api/docs">接口文档</a>（机器可读：<a href="/api/openapi.json">openapi.json</a>）</li>
<li><a href="/health">运行状态</a></li>
</ul>
<p class="note">怎样导入部门数据、怎样看一条疑点的来由，见项目里的《用户手册》（docs/manual）。</p>
</main></body>
</html>`

const STYLE = `html{background:#f4f2ec;color:#22302b;font:17px/1.8 "Noto Serif SC","Songti SC","SimSun",serif}
main{max-width:40rem;margin:12vh auto;padding:3rem 3.5rem;background:#fff;border-top:4px solid #2e5d4b;box-shadow:0 1px 12px rgba(34,48,43,.08)}
h1{margin:0;font-size:2.4rem;letter-spacing:.3em;font-weight:600;color:#2e5d4b}
.lead{margin:.2rem 0 2rem;color:#5d6b65}
ul{padding-left:1.2rem}a{color:#2e5d4b}code{padding:.1em .4em;background:#f4f2ec;font-size:.9em}
.note{margin-top:2rem;padding-top:1rem;border-top:1px solid #e3dfd4;color:#5d6b65;font-size:.92em}
@media(max-width:46rem){main{margin:0;min-height:100vh;padding:2rem 1.4rem}}`

/** `GET /` and its style. Nothing on it depends on who looks. */
export function registerFrontPage(app: FastifyInstance): void {
  app.get('/', { helmet: { contentSecurityPolicy: contentPolicies.page } }, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(PAGE),
  )
  app.get('/front-page.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(STYLE))
}
