/** The form of one act: fields, what would be refused before it is sent, what was refused after. */
import { Alert, Button } from 'antd'
import { useRef, useState } from 'react'
import type { Reason } from '@xinlu/kernel/basis'
import { type Acting, LostConnection, ProblemAnswer, sentenceOf, useAct } from '@xinlu/kernel/commands/web'
import { useDraft } from '../drafts.ts'
import { checkInput, isRequired } from './check-input.ts'
import { Field } from './field.tsx'
import type { FormField, FormValues } from './field-spec.ts'
import { StaleEdit, type StaleFacts } from './stale-edit.tsx'

type ActContract = Parameters<typeof useAct>[0]

/** What a form of an act is given. */
export interface ActFormProps<C extends ActContract> {
  contract: C
  fields: readonly FormField[]
  /** What is sent along and not typed: ids, the version the form was opened on. */
  given: FormValues
  /** What the fields hold at first. */
  initial?: FormValues
  /** The name under which what was typed is kept until it is sent. */
  draft?: string
  submit: string
  /** Modules whose asks are asked anew besides the act's own. */
  refreshes?: readonly string[]
  onDone: (answer: Awaited<ReturnType<Acting<C>['send']>>) => void
  onCancel?: () => void
  /** Answers how a stale record's newer version differs, for the labels of both sides. */
  stale?: (details: ProblemAnswer['details'], values: FormValues) => StaleFacts
}

/** Shows the form and sends the act. What was typed stays until the server has answered that it is done. */
export function ActForm<C extends ActContract>(props: ActFormProps<C>) {
  const { contract, fields, given, initial = {}, draft, submit, refreshes, onDone, onCancel, stale } = props
  const [values, setValues, dropDraft] = useDraft<FormValues>(draft, initial)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [failure, setFailure] = useState<unknown>()
  const form = useRef<HTMLFormElement>(null)
  const acting = useAct(contract, refreshes)
  const there = fields.filter(({ when }) => when?.(values) ?? true)
  const input = () => ({ ...given, ...onlyOf(values, there) })

  const check = (): readonly Reason[] => {
    const missing = there
      .filter(({ name, required }) => required && values[name] === undefined)
      .map(({ name }) => ({ code: 'input.missing', path: name, message: '这一项没有填写。' }) as Reason)
    const found = [...missing, ...checkInput(contract, input())]
    return found.filter((reason, at) => found.findIndex((other) => other.path === reason.path) === at)
  }
  const submitForm = async () => {
    const found = check()
    setReasons(found)
    setFailure(undefined)
    if (found.length > 0) return focusFirst(form.current)
    try {
      const answer = await acting.send(input() as never)
      dropDraft()
      onDone(answer as never)
    } catch (error) {
      setFailure(error)
      if (error instanceof ProblemAnswer) setReasons(error.reasons)
      focusFirst(form.current)
    }
  }
  const elsewhere = reasons.filter(({ path }) => !there.some(({ name }) => name === rootOf(path)))
  const isStale = failure instanceof ProblemAnswer && failure.status === 409

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submitForm()
      }}
    >
      {there.map((field) => (
        <Field
          key={field.name}
          field={field}
          value={values[field.name]}
          isRequired={field.required ?? isRequired(contract, field.name)}
          errors={reasons.filter(({ path }) => rootOf(path) === field.name).map(({ message }) => message)}
          onChange={(value) => {
            setValues({ ...values, [field.name]: value })
            setReasons(reasons.filter(({ path }) => rootOf(path) !== field.name))
          }}
        />
      ))}
      {(failure !== undefined || elsewhere.length > 0) && (
        <Alert
          role="alert"
          showIcon
          type={failure instanceof LostConnection ? 'warning' : 'error'}
          title={failure === undefined ? '还有不符合要求之处' : sentenceOf(failure)}
          description={elsewhere.map(({ message }) => message).join(' ') || undefined}
        />
      )}
      {isStale && <StaleEdit details={failure.details} fields={there} values={values} facts={stale} />}
      <div className="x-form-buttons">
        {onCancel && <Button onClick={onCancel}>取消</Button>}
        <Button type="primary" htmlType="submit" loading={acting.isRunning}>
          {submit}
        </Button>
      </div>
    </form>
  )
}

function rootOf(path: string | undefined): string | undefined {
  return path?.split('.')[0]
}

function onlyOf(values: FormValues, fields: readonly FormField[]): FormValues {
  const entries = fields.map(({ name }) => [name, values[name]] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

function focusFirst(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => {
    const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')
    wrong?.scrollIntoView({ block: 'nearest' })
    wrong?.focus()
  })
}
