/** Files going out and coming in: the two kinds of route whose body is not JSON. */
import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Actor, Permission } from '../../access/index.ts'
import type { Database } from '../../access/server/index.ts'

/** A file to be sent: streamed, named for the person who saves it. */
export interface OutgoingFile {
  name: string
  type: string
  body: Readable | Buffer
}

/** A GET that answers a file. It opens its own scope, because it streams longer than one short transaction. */
export interface Download<Q extends z.ZodType = z.ZodType> {
  name: string
  path: string
  summary: string
  may: Permission
  /** False only for files that hold nobody's data; the others want password or code entered shortly before. */
  wantsConfirmation: boolean
  query: Q
  run(database: Database, asked: { actor: Actor; query: z.output<Q>; now: Date }): Promise<OutgoingFile>
}

/** Declares a download. It writes its own audit entry before the first byte leaves. */
export function download<Q extends z.ZodType>(route: Download<Q>): Download {
  return route as unknown as Download
}

/** A file that has arrived and lies in a temporary place until the route is done with it. */
export interface UploadedFile {
  path: string
  name: string
  bytes: number
}

/** A POST that takes one file and a few named values. */
export interface Upload<F extends z.ZodType = z.ZodType> {
  name: string
  path: string
  summary: string
  may: Permission
  fields: F
  run(
    database: Database,
    asked: { actor: Actor; fields: z.output<F>; file: UploadedFile; now: Date },
  ): Promise<unknown>
}

/** Declares an upload. */
export function upload<F extends z.ZodType>(route: Upload<F>): Upload {
  return route as unknown as Upload
}
