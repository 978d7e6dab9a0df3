/** Work that fails again and again: the rest passes, it is seen by whoever looks, and it can be done again. */
import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '@xinlu/kernel/basis'
import type { FaultCity } from './fault-city.ts'
import type { FaultLine } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'
import { actOnImport, sendFile, showImport, untilShown, writePayments } from './imports.ts'

const CLI = join(import.meta.dirname, '..', 'cli', 'main.ts')

/** A poisoned file among good ones, and a step of the hourly tidying that cannot be done. */
export async function poisonedWork(run: FaultRun): Promise<FaultLine[]> {
  return [await poisonedFile(run), await poisonedStep(run)]
}

async function poisonedFile({ city, isShort }: FaultRun): Promise<FaultLine> {
  const good = isShort ? 2 : 6
  const mark = `P${Date.now()}`
  // Its rows are in order; the database will not take them, now or the next time.
  const poison = await writePayments(city, `${mark}poison`, 1)
  await city.owner((connection) =>
    connection.query(`
      create function public.poison() returns trigger language plpgsql as $$
      begin
        if new.item_code like '%poison%' then raise 'poisoned'; end if;
        return new;
      end $$;
      create trigger poison before insert on departments.subsidy_payment for each row execute function public.poison()`),
  )
  let refused = 0
  let whole = 0
  const batches: string[] = []
  try {
    for (let nth = 0; nth <= good; nth += 1) {
      const isPoison = nth === 1
      const { path } = isPoison ? poison : await writePayments(city, `${mark}g${nth}`, 1)
      const { body } = await sendFile(city, { path, name: `${nth}.csv` })
      batches.push(body['batch'] as string)
    }
    for (const batch of batches) {
      await untilShown(city, batch, ['previewed'])
      const { status } = await actOnImport(city, 'commit-import', batch, newId(), true)
      if (status === 200) whole += 1
      else refused += 1
    }
  } finally {
    await city.owner((connection) =>
      connection.query('drop trigger poison on departments.subsidy_payment; drop function public.poison()'),
    )
  }
  const waiting = await showImport(city, batches[1]!)
  const replayed = await actOnImport(city, 'commit-import', batches[1]!)
  return {
    what: 'poisoned import among good ones',
    how: `${good} good files and one whose rows the database refuses; the cause is then removed`,
    expected:
      'the good ones are written, the bad one stays in the list to be confirmed, and is written once the cause is gone',
    found: `${whole} of ${good} written, ${refused} refused and shown as “${waiting.state}”, then answered ${replayed.status}`,
    ok: whole === good && refused === 1 && waiting.state === 'previewed' && replayed.status === 200,
  }
}

async function poisonedStep({ city }: FaultRun): Promise<FaultLine> {
  await city.owner((connection) =>
    connection.query(`
      create function public.poison() returns trigger language plpgsql as $$ begin raise 'poisoned'; end $$;
      create trigger poison before delete on commands.inbox for each statement execute function public.poison()`),
  )
  const stray = join(city.dataDir, 'spool', '01900000-0000-7000-8000-0000000000aa')
  await writeFile(stray, 'left behind').catch(() => {})
  const failing = await xinlu(city, 'tidy', '--json')
  const metric = await figure(city, 'xinlu_tidy_failed_steps')
  const doctor = (
    JSON.parse((await xinlu(city, 'doctor', '--json')).out) as { grade: string; what: string }[]
  ).find(({ grade, what }) => grade === 'bad' && what.includes('清理'))
  await city.owner((connection) =>
    connection.query('drop trigger poison on commands.inbox; drop function public.poison()'),
  )
  const again = await xinlu(city, 'tidy', '--json')
  const told = JSON.parse(failing.out) as { failed: string[] }
  return {
    what: 'poisoned step of the hourly tidying',
    how: 'the database refuses one of five steps; the cause is then removed',
    expected: 'the other steps are done, /metrics and doctor show it, `xinlu tidy` does it again',
    found: `failed: ${told.failed.join(', ')}; xinlu_tidy_failed_steps ${metric}; doctor: ${doctor?.what ?? 'NOTHING'}; done again with exit code ${again.code}`,
    ok:
      failing.code === 1 &&
      told.failed.join() === 'answers' &&
      metric === '1' &&
      doctor !== undefined &&
      again.code === 0,
  }
}

async function figure({ server }: FaultCity, name: string): Promise<string | undefined> {
  const text = await (await fetch(`${server.origin}/metrics`)).text()
  return new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]
}

async function xinlu({ dataDir }: FaultCity, ...words: string[]): Promise<{ code: number; out: string }> {
  const { DATABASE_URL: _url, ...env } = process.env
  const child = spawn(process.execPath, [CLI, ...words], {
    env: { ...env, XINLU_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  const code = await new Promise<number>((then) => child.once('close', (status) => then(status ?? -1)))
  return { code, out }
}
