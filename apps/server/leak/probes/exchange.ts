/** Probes of the routes of exchange. */
import type { Aim } from '../aim.ts'
import type { Probe, Probes } from '../probe.ts'

const ledger = 'departments.medicalExpense'
const batch: Probe = ({ aim }) => [{ batch: aim.id('exchange.batch') }]

/** Answers a sheet of the health insurance with one settlement of a person. */
export function medicalSheet({ citizenId, name, phone }: Aim): Buffer {
  return Buffer.from(
    `身份证号码,姓名,结算日期,结算流水号,医疗类别,医疗费总额（元）,个人自付（元）\n'${citizenId},${name},2023-05-03,JS${phone},住院,900,300\n`,
  )
}

/** By route. */
export const exchangeProbes: Probes = {
  'exchange.listLedgers': () => [{}],
  'exchange.listImports': () => [{}, { ledger }],
  'exchange.getImport': batch,
  'exchange.listRows': ({ aim }) => [
    { batch: aim.id('exchange.batch') },
    { batch: aim.id('exchange.batch'), verdict: 'error' },
  ],
  'exchange.commitImport': batch,
  'exchange.undoImport': batch,
  'exchange.cancelImport': batch,
  'exchange.refreshPreview': batch,
  'exchange.checkAgain': batch,
  'exchange.template': () => [{ ledger }],
  'exchange.errors': batch,
  'exchange.export': ({ aim }) => [
    { ledger, division: aim.division, purpose: '核对' },
    { ledger, division: aim.division, format: 'csv', purpose: '核对' },
  ],
  'exchange.upload': ({ aim, own }) => [
    {
      ledger,
      division: aim.division,
      purpose: '核对',
      file: { name: '结算.csv', content: medicalSheet(own) },
    },
    {
      ledger,
      division: own.division,
      purpose: '核对',
      file: { name: '结算.csv', content: medicalSheet(aim) },
    },
  ],
}
