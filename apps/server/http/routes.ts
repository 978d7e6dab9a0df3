/** Puts every act, ask, download and upload of the modules on the wire. */
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Working, can, exportNeedsFactor } from '@xinlu/kernel/access'
import { forbidden, parseInput, refusedInput } from '@xinlu/kernel/commands'
import {
  type Desk,
  type Download,
  type Incoming,
  type ServerModule,
  type Upload,
  type UploadedFile,
  assertConfirmed,
  rememberAsk,
  runCommand,
  runQuery,
} from '@xinlu/kernel/commands/server'
import { problemOf } from '@xinlu/kernel/commands/server'
import { senderAddress } from './sender-address.ts'

/** Finds out who is asking, and whether he has just confirmed it; throws when nobody is at work behind the request. */
export type Recognise = (
  request: FastifyRequest,
) => Promise<Pick<Working, 'actor' | 'confirmedUntil' | 'isProven'>>

/** Registers the routes of all modules below `/api`. */
export function registerRoutes(
  app: FastifyInstance,
  desk: Desk,
  modules: readonly ServerModule[],
  recognise: Recognise,
): void {
  for (const module of modules) {
    for (const act of module.commands) {
      app.post(`/api${act.contract.path}`, async (request) => {
        const asker = await recognise(request)
        return json(
          await runCommand(desk, act, { ...asker, address: senderAddress(request), body: request.body }),
        )
      })
    }
    for (const ask of module.queries) {
      app.post(`/api${ask.contract.path}`, async (request) => {
        const asker = await recognise(request)
        return json(
          await runQuery(desk, ask, { ...asker, address: senderAddress(request), body: request.body }),
        )
      })
    }
    for (const route of module.downloads) registerDownload(app, desk, route, recognise)
    for (const route of module.uploads) registerUpload(app, desk, route, recognise)
  }
}

function registerDownload(app: FastifyInstance, desk: Desk, route: Download, recognise: Recognise): void {
  app.get(`/api${route.path}`, async (request, reply) => {
    const asker = await recognise(request)
    const { actor } = asker
    const file = await remembered(desk, { ...asker, address: senderAddress(request) }, route.name, () => {
      if (!can(actor, route.may)) throw forbidden({ label: route.may.label })
      if (route.wantsConfirmation) assertMayLeave(asker, desk.now())
      const query = parseInput(route.query, { ...(request.query as object), ...(request.params as object) })
      return route.run(desk.database, { actor, query, now: desk.now() })
    })
    return reply
      .type(file.type)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .header('cache-control', 'no-store')
      .send(file.body)
  })
}

// A file of people leaves the house for good; a password alone, which can be watched or guessed, does not open it.
function assertMayLeave(asker: Pick<Working, 'confirmedUntil' | 'isProven'>, now: Date): void {
  if (!asker.isProven) throw exportNeedsFactor()
  assertConfirmed(asker, now)
}

function registerUpload(app: FastifyInstance, desk: Desk, route: Upload, recognise: Recognise): void {
  app.post(`/api${route.path}`, async (request) => {
    const asker = await recognise(request)
    const { actor } = asker
    const dir = await mkdtemp(join(tmpdir(), 'xinlu-upload-'))
    try {
      const answer = await remembered(
        desk,
        { ...asker, address: senderAddress(request) },
        route.name,
        async () => {
          if (!can(actor, route.may)) throw forbidden({ label: route.may.label })
          const { file, values } = await received(request, dir)
          const fields = parseInput(route.fields, values)
          return route.run(desk.database, { actor, fields, file, now: desk.now() })
        },
      )
      return json(answer)
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  })
}

async function received(
  request: FastifyRequest,
  dir: string,
): Promise<{ file: UploadedFile; values: Record<string, unknown> }> {
  const values: Record<string, unknown> = {}
  let file: UploadedFile | undefined
  for await (const part of request.parts()) {
    if (part.type === 'field') values[part.fieldname] = part.value
    else {
      // The sender's file name is a label, never a path.
      const path = join(dir, 'upload')
      await pipeline(part.file, createWriteStream(path))
      file = {
        path,
        name: part.filename.replace(/[\p{C}/\\]/gu, '').slice(0, 200) || '未命名文件',
        bytes: part.file.bytesRead,
      }
    }
  }
  if (!file)
    throw refusedInput(undefined, {
      reasons: [{ code: 'input.file', message: '没有收到文件，请选择文件后再提交。' }],
    })
  return { file, values }
}

// An act or ask writes down by itself that it was refused; a file's route does it here.
async function remembered<T>(
  desk: Desk,
  asker: Omit<Incoming, 'body'>,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const problem = problemOf(error, desk.constraints)
    if (problem) await rememberAsk(desk, { ...asker, body: {} }, name, problem)
    throw problem ?? error
  }
}

function json(answer: unknown): unknown {
  return answer ?? {}
}
