/** Two kinds of contract: an act of the office, which writes, and an ask, which only reads. */
import { oc } from '@orpc/contract'
import { z } from 'zod'

/** The id that the sender makes for one act; sending it twice does the act once. */
const commandId = z
  .uuid()
  .meta({ title: '办理编号', description: '由发送方生成；重复发送同一编号只办理一次' })

type Shape = z.ZodRawShape

/**
 * Declares an act: a POST at `/<module>/<name>` whose body is `input` and the sender's id.
 * Unknown members of the body are refused.
 */
export function act<const I extends Shape, const O extends z.ZodType>(
  name: `${string}.${string}`,
  told: Told<I, O>,
) {
  const input = z.strictObject({ ...told.input, command: commandId })
  return { ...route(name, told.summary, input, told.output), kind: 'act' as const }
}

/**
 * Declares an ask: also a POST, because what is asked for (a name, an ID number) must never stand in an address
 * or a log of addresses.
 */
export function ask<const I extends Shape, const O extends z.ZodType>(
  name: `${string}.${string}`,
  told: Told<I, O>,
) {
  return { ...route(name, told.summary, z.strictObject(told.input), told.output), kind: 'ask' as const }
}

interface Told<I extends Shape, O extends z.ZodType> {
  summary: string
  input: I
  output: O
}

function route<I extends z.ZodType, O extends z.ZodType>(name: string, summary: string, input: I, output: O) {
  const [module, verb] = name.split('.') as [string, string]
  const path = `/${module}/${verb.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` as const
  const procedure = oc.route({
    method: 'POST',
    path: path as `/${string}`,
    tags: [module],
    summary,
    operationId: name,
  })
  return { name, path, summary, input, output, procedure: procedure.input(input).output(output) }
}

/** An act as declared by `act`. */
export type Act<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = Declared<I, O> & {
  kind: 'act'
}

/** An ask as declared by `ask`. */
export type Ask<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = Declared<I, O> & {
  kind: 'ask'
}

interface Declared<I extends z.ZodType, O extends z.ZodType> {
  name: string
  path: string
  summary: string
  input: I
  output: O
  procedure: object
}

/** What arrives after parsing. */
export type InputOf<C extends { input: z.ZodType }> = z.output<C['input']>

/** What the sender has to send. */
export type Sent<C extends { input: z.ZodType }> = z.input<C['input']>

/** What is answered. */
export type OutputOf<C extends { output: z.ZodType }> = z.input<C['output']>
