/** The routes by which files go out: templates, error workbooks, exports. */
import { PassThrough, type Readable } from 'node:stream'
import { download, type Download } from '../../commands/server/index.ts'
import { withScope } from '../../access/server/index.ts'
import { record } from '../../audit/server/index.ts'
import { errorsAsked, exportAsked, templateAsked } from '../contract.ts'
import { exchangePermissions as may } from '../permissions.ts'
import { openBatch, targetOf, type ExchangeBench, type Targets } from './bench.ts'
import { exportStream } from './export/export-ledger.ts'
import { templateWorkbook } from './export/template.ts'
import { errorWorkbook } from './import/error-workbook.ts'
import { assertMay } from './import/receive-file.ts'
import { writeWorkbook, type WorkbookPlan } from './sheet/write-workbook.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The downloads; each writes its audit entry before the first byte, a template excepted: it holds nothing. */
export function fileOutRoutes(targets: Targets, bench: ExchangeBench): Download[] {
  return [
    download({
      name: 'exchange.template',
      path: '/exchange/template',
      summary: '下载模板',
      may: may.import,
      wantsConfirmation: false,
      query: templateAsked,
      async run(_database, { query }) {
        const { ledger } = targetOf(targets, query.ledger)
        return { name: `${ledger.title}模板.xlsx`, type: xlsx, body: written(templateWorkbook(ledger)) }
      },
    }),
    download({
      name: 'exchange.errors',
      path: '/exchange/errors',
      summary: '下载错误行',
      may: may.import,
      wantsConfirmation: true,
      query: errorsAsked,
      async run(database, { actor, query }) {
        const { batch, target } = await withScope(database, actor, async (tx) => {
          const opened = await openBatch(tx, targets, actor, query.batch)
          assertMay(actor, opened.target, opened.division)
          await record(tx, actor, 'exchange.errors', {
            subjectKind: 'batch',
            subject: query.batch,
            division: opened.division,
            detail: { ledger: opened.batch.ledger, verdict: query.verdict },
          })
          return opened
        })
        const plan = errorWorkbook(bench, actor, target.ledger, batch, query.verdict)
        return { name: `${target.ledger.title}待更正.xlsx`, type: xlsx, body: written(plan) }
      },
    }),
    download({
      name: 'exchange.export',
      path: '/exchange/export',
      summary: '导出台账',
      may: may.export,
      wantsConfirmation: true,
      query: exportAsked,
      async run(database, { actor, query: { ledger, ...asked } }) {
        const target = targetOf(targets, ledger)
        assertMay(actor, target, asked.division ?? actor.division)
        const body = exportStream({ database, keys: bench.keys }, actor, target, asked)
        const type = asked.format === 'csv' ? 'text/csv; charset=utf-8' : xlsx
        return { name: `${target.ledger.title}.${asked.format}`, type, body }
      },
    }),
  ]
}

function written(plan: WorkbookPlan): Readable {
  const through = new PassThrough()
  writeWorkbook(plan, through).catch((error: unknown) => {
    through.destroy(error instanceof Error ? error : new Error(String(error)))
  })
  return through
}
