/** Judges the rows of a list of incomes: whose household each is, and whether the year's record is new, changed, the same. */
import type { Tx } from '@xinlu/kernel/access/server'
import { type Fen, yuanText } from '@xinlu/kernel/basis'
import type { Batch } from '@xinlu/kernel/exchange'
import { sql } from 'kysely'
import { readIncome } from '../../income-sheet.ts'
import { type IncomeWindow, yearlyWindow } from '../../income.ts'
import { incomeLedger } from '../../ledger.ts'
import { yearNeeded } from '../../problems.ts'
import { dateOf } from '../store/months.ts'
import { type StagedIn, findPlaces, givenTable, inScope, unpackRows } from './given-rows.ts'

/** Gives every row without errors of its own a verdict. Throws `yearNeeded` when the import names no year. */
export async function judgeIncome(tx: Tx, batch: Batch, rows: StagedIn): Promise<void> {
  const window = windowOf(batch)
  await unpackRows(tx, batch, incomeLedger, rows)
  await findPlaces(tx)
  await computeSums(tx)
  await sql`drop table if exists pg_temp.judged`.execute(tx)
  await sql`
    create temp table judged on commit drop as
    with met as (
      select g.n, g.fresh, p.id as person, h.id as household, h.division, pl.place, coalesce(pl.found, 0) as found,
        g.name_key, p.name_key as known_key, p.relation, s.sums, s.note, i.id as income, i.ver, i.net, i.denominator,
        i.wage, i.business, i.property, i.transfer, i.cost,
        min(g.n) over (partition by coalesce(h.id, g.fresh)) as first_n
      from ${givenTable} g
      join pg_temp.sums s using (n)
      left join pg_temp.given_place pl using (county_name, township_name, village_name)
      left join households.person p
        on p.county = pl.place / 1000000 and p.id_index = g.head_number_index and p.state = 'living'
      left join households.household h on h.county = p.county and h.id = p.household
      left join households.income i on i.county = h.county and i.household = h.id and i.moment = 'yearly'
        and i.window_from = ${dateOf(window.from)}::date
    )
    select m.*, case
        when found = 0 then jsonb_build_object('code', 'households.place-unknown', 'path', 'villageName', 'message',
          '没有找到这个村，请核对县、乡、村的名称，或在村一栏填写12位区划代码。')
        when found > 1 then jsonb_build_object('code', 'households.place-ambiguous', 'path', 'villageName', 'message',
          '这个村名在这个乡镇不止一个，请在村一栏填写12位区划代码。')
        when not ${inScope(sql`place`)} then jsonb_build_object('code', 'exchange.outside-scope', 'path', 'villageName',
          'message', '“村”不在您的管辖范围内。')
        when household is null then jsonb_build_object('code', 'households.head-unknown', 'path', 'headNumber', 'message',
          '户档中没有这个证件号码的人，请先导入名单或新建户档，再导入收入。')
        when relation <> 'head' then jsonb_build_object('code', 'households.not-head', 'path', 'headNumber', 'message',
          '这个证件号码在册的不是户主，请核对；户主已变的，请先办理“户主变更”。')
        when name_key <> known_key then jsonb_build_object('code', 'households.other-name', 'path', 'headName', 'message',
          '户主姓名与这个证件号码在册的姓名不同，请核对；在册有误的，请先办理“更正证件”。')
        when n <> first_n then jsonb_build_object('code', 'households.row-twice', 'path', 'headNumber', 'message',
          '与第' || first_n || '行是同一户，请核对后只保留一行。')
        end as error,
        case when income is null then 'new'
          when (wage, business, property, transfer, cost, denominator) is distinct from ((sums ->> 'wage')::bigint,
            (sums ->> 'business')::bigint, (sums ->> 'property')::bigint, (sums ->> 'transfer')::bigint,
            (sums ->> 'cost')::bigint, (sums ->> 'denominator')::int) then 'update'
          else 'same' end as verdict
      from met m`.execute(tx)
  await sql`create index on pg_temp.judged (n)`.execute(tx)
  // Fresh temporary tables have no statistics, and a guess here once joined every row with every row.
  await sql`analyze pg_temp.judged`.execute(tx)
  if (rows === 'pg_temp.incoming') await sql`analyze pg_temp.incoming`.execute(tx)
  await sql`
    update ${sql.table(rows)} s set
      verdict = case when j.error is not null then 'error' else j.verdict end,
      errors = case when j.error is not null then jsonb_build_array(j.error) end,
      notes = nullif(coalesce((select jsonb_agg(old.one) from jsonb_array_elements(s.notes) as old(one)
        where old.one ->> 'code' not in ('households.differs', 'households.net-differs')), '[]'::jsonb)
        || case when j.error is null and j.note is not null then jsonb_build_array(jsonb_build_object(
          'code', 'households.net-differs', 'path', 'net', 'message', j.note)) else '[]'::jsonb end
        || case when j.error is null and j.verdict = 'update' then jsonb_build_array(jsonb_build_object(
          'code', 'households.differs', 'path', 'net', 'message',
          '纯收入：' || ${yuan(sql`j.net`)} || '元 → ' || ${yuan(sql`(j.sums ->> 'net')::bigint`)} || '元')) else '[]'::jsonb end,
        '[]'::jsonb),
      person = j.person, household = j.household, place = j.division, target = coalesce(j.income, j.fresh),
      target_mark = coalesce(j.ver, 0)::text
    from pg_temp.judged j where s.county = ${batch.county} and s.batch = ${batch.id} and s.n = j.n`.execute(
    tx,
  )
}

/** Answers the window of the year that the import names. */
export function windowOf(batch: Pick<Batch, 'period'>): IncomeWindow {
  if (batch.period === null || !/^\d{4}$/.test(batch.period)) throw yearNeeded()
  return yearlyWindow(Number(batch.period))
}

/** Computes lines and sums of the given rows with the one formula there is, into `pg_temp.sums`. */
export async function computeSums(tx: Tx): Promise<void> {
  await sql`drop table if exists pg_temp.sums`.execute(tx)
  await sql`create temp table sums (n int primary key, sums jsonb, lines jsonb, note text) on commit drop`.execute(
    tx,
  )
  let after = -1
  for (;;) {
    const { rows } = await sql<Parameters<typeof readIncome>[0] & { n: number }>`
      select * from ${givenTable} where n > ${after} order by n limit 5000`.execute(tx)
    if (rows.length === 0) break
    after = rows.at(-1)!.n
    const read = rows.map((row) => {
      const { amounts, sums, differs } = readIncome(row)
      const lines = Object.entries(amounts).map(([line, amount]) => ({ line, fen: amount }))
      return { n: row.n, sums, lines, note: differs === null ? null : noteOf(sums.net, differs) }
    })
    await sql`insert into pg_temp.sums select * from jsonb_to_recordset(${JSON.stringify(read)}::jsonb)
      as r(n int, sums jsonb, lines jsonb, note text)`.execute(tx)
  }
  await sql`analyze pg_temp.sums`.execute(tx)
}

// Rounding of each column to whole 元 in the export can add up to a few 元.
function noteOf(net: Fen, differs: Fen): string | null {
  if (Math.abs(differs) <= 500) return null
  const more = differs > 0 ? '大' : '小'
  return `表中纯收入比分项计算的${yuanText(net)}元${more}${yuanText(Math.abs(differs) as Fen)}元，按分项计算的入库，请核对。`
}

function yuan(amount: ReturnType<typeof sql>) {
  return sql`to_char(${amount} / 100.0, 'FM999999999990.00')`
}
