/** The routes of an import: the file coming in, the asks about it, the acts on it. */
import {
  command,
  markForms,
  pageOf,
  query,
  readMark,
  upload,
  type Command,
  type Query,
  type Upload,
} from '../../commands/server/index.ts'
import type { AuditNote } from '../../audit/index.ts'
import {
  cancelImport,
  checkAgain,
  commitImport,
  getImport,
  listImports,
  listLedgers,
  listRows,
  refreshPreview,
  undoImport,
  uploadFields,
} from '../contract.ts'
import { exchangePermissions as may } from '../permissions.ts'
import {
  mayKnow,
  openBatch,
  takeBatch,
  targetOf,
  type ExchangeBench,
  type Opened,
  type Targets,
} from './bench.ts'
import { dayOf } from '../../basis/index.ts'
import { can } from '../../access/index.ts'
import type { BackgroundChecks } from './check-in-background.ts'
import { cancelBatch } from './import/cancel-batch.ts'
import { commitBatch } from './import/commit-batch.ts'
import { previewBatch } from './import/preview-batch.ts'
import { receiveFile } from './import/receive-file.ts'
import { findBatch, listBatches, listStaged } from './import/store.ts'
import { undoBatch } from './import/undo-batch.ts'
import { viewBatch, viewRows } from './view-batch.ts'

/** The upload: registers the file and begins its check; a file already imported is answered with that import. */
export function importUpload(targets: Targets, checks: BackgroundChecks): Upload {
  return upload({
    name: 'exchange.upload',
    path: '/exchange/upload',
    summary: '上传表格',
    may: may.import,
    fields: uploadFields,
    async run(database, { actor, fields, file, now }) {
      const target = targetOf(targets, fields.ledger)
      const { division, period, purpose, sheet } = fields
      const received = await receiveFile(database, actor, target, { ...file, division, period, purpose })
      if (received.repeated === undefined)
        await checks.begin(actor, target, received.batch, { path: file.path, sheet }, now)
      return { batch: received.batch.id, repeated: received.repeated ?? null }
    },
  })
}

/** The asks. */
export function importQueries(targets: Targets, { keys }: ExchangeBench): Query[] {
  return [
    query(listLedgers, {
      may: may.read,
      async run(_tx, { actor }) {
        const mine = [...targets.values()].filter(
          (target) => mayKnow(actor, target) && can(actor, target.permission),
        )
        return {
          ledgers: mine.map(({ ledger: { name, title, owner, about } }) => ({ name, title, owner, about })),
        }
      },
    }),
    query(listImports, {
      may: may.read,
      async run(tx, { actor, input: { ledger, after, size }, now }) {
        const mark = readMark(after, markForms.instant, markForms.id)
        const from = mark && { createdAt: mark[0], id: mark[1] }
        const found = await listBatches(tx, actor, { ledger, after: from, size: size + 1 })
        const { rows, next } = pageOf(found, size, (batch) => [batch.createdAt.toISOString(), batch.id])
        const known = rows.flatMap((batch) => {
          const target = targets.get(batch.ledger)
          return target ? [{ batch, target, division: batch.division }] : []
        })
        return { imports: await Promise.all(known.map((opened) => viewBatch(tx, actor, opened, now))), next }
      },
    }),
    query(getImport, {
      may: may.read,
      async run(tx, { actor, input, now }) {
        return viewBatch(tx, actor, await openBatch(tx, targets, actor, input.batch), now)
      },
    }),
    query(listRows, {
      may: may.read,
      async run(tx, { actor, now, input: { batch, verdict, after, size } }) {
        const opened = await openBatch(tx, targets, actor, batch)
        const [from = '0'] = readMark(after, markForms.int) ?? []
        const found = await listStaged(tx, opened.batch, { verdict, after: Number(from), size: size + 1 })
        const { rows, next } = pageOf(found, size, ({ n }) => [String(n)])
        const looking = { actor, keys, today: dayOf(now) }
        return { rows: await viewRows(tx, looking, opened, rows), next }
      },
      // What a file says of people is read here before it is theirs.
      audit: ({ actor, input: { batch, verdict } }) => ({
        subjectKind: 'batch',
        subject: batch,
        division: actor.division,
        detail: verdict === undefined ? {} : { verdict },
      }),
    }),
  ]
}

/** The acts. */
export function importCommands(targets: Targets, checks: BackgroundChecks): Command[] {
  const subject = (
    tx: Parameters<typeof takeBatch>[0],
    { actor, input }: { actor: Parameters<typeof takeBatch>[2]; input: { batch: string } },
  ) => takeBatch(tx, targets, actor, input.batch)
  return [
    command(commitImport, {
      may: may.import,
      subject,
      async run(tx, { actor, subject: { target, batch, division }, now }) {
        await commitBatch(tx, target, batch)
        return viewBatch(tx, actor, await reopened(tx, { target, batch, division }), now)
      },
      audit: ({ subject: opened }) => noteOf(opened),
    }),
    command(undoImport, {
      may: may.import,
      subject,
      async run(tx, { actor, subject: opened, now }) {
        await undoBatch(tx, opened.target, opened.batch, now)
        return viewBatch(tx, actor, await reopened(tx, opened), now)
      },
      audit: ({ subject: opened }) => noteOf(opened),
    }),
    command(cancelImport, {
      may: may.import,
      subject,
      async run(tx, { actor, subject: opened, now }) {
        await cancelBatch(tx, opened.batch)
        return viewBatch(tx, actor, await reopened(tx, opened), now)
      },
      audit: ({ subject: opened }) => noteOf(opened),
    }),
    command(refreshPreview, {
      may: may.import,
      subject,
      async run(tx, { actor, subject: opened, now }) {
        await previewBatch(tx, opened.target, opened.batch)
        return viewBatch(tx, actor, await reopened(tx, opened), now)
      },
      audit: ({ subject: opened }) => noteOf(opened),
    }),
    command(checkAgain, {
      may: may.import,
      // Not locked: the check has transactions of its own, and begins only in the right state.
      subject: (tx, { actor, input }) => openBatch(tx, targets, actor, input.batch),
      async run(tx, { actor, subject: opened, now }) {
        await checks.mustBeKept(opened.batch)
        return viewBatch(tx, actor, opened, now)
      },
      audit: ({ subject: opened }) => noteOf(opened),
      begin: ({ actor, subject: { target, batch }, now }) => checks.beginAgain(actor, target, batch, now),
    }),
  ]
}

async function reopened(tx: Parameters<typeof findBatch>[0], opened: Opened): Promise<Opened> {
  return { ...opened, batch: (await findBatch(tx, opened.batch.id)) ?? opened.batch }
}

function noteOf({ batch, division }: Opened): AuditNote {
  const digest = Buffer.from(batch.fileDigest).toString('hex')
  const { ledger, period, rows, counts } = batch
  return {
    subjectKind: 'batch',
    subject: batch.id,
    division,
    detail: { ledger, period, rows, counts, digest },
  }
}
