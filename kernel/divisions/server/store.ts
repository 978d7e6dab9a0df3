/** All SQL of the divisions room. */
import type { DB } from '@xinlu/db'
import { sql, type Kysely, type Selectable } from 'kysely'
import {
  levelOf,
  newId,
  parentOf,
  type Day,
  type DivisionCode,
  type DivisionLevel,
  type Id,
} from '../../basis/index.ts'
import type { Change, ChangeKind, Division } from '../model.ts'
import type { ChangePlan, NewPlace } from '../plan-change.ts'
import { DivisionTree } from '../tree.ts'
import { initialsOf, pinyinOf } from './pinyin-of.ts'

/** A transaction, as every store function takes it. This room lies below `access`, which opens transactions. */
export type Tx = Kysely<DB>

/** Who records a change, by which document, from when. */
export type Recording = { effectiveOn: Day; document: string; note?: string; by: string }

/** How many rows of a table moved to the new code. */
export type Restamped = { relation: string; rows: number }

/** A line of a list of places, with the names of the table. */
export type ListedPlace = {
  code: DivisionCode
  parent: DivisionCode | null
  level: DivisionLevel
  name: string
  kind: string
  pinyin: string
  initials: string
  urban_rural: string | null
  lon: string | null
  lat: string | null
  valid_from: Day
}

/** How many places were new, how many followed the list, how many stayed as they were. */
export type DivisionsLoaded = { added: number; updated: number; unchanged: number }

/** Reads the whole tree, abolished places included. */
export async function readDivisionTree(tx: Tx): Promise<DivisionTree> {
  const rows = await tx.selectFrom('divisions.division').selectAll().orderBy('code').execute()
  return new DivisionTree(rows.map(divisionOf))
}

/** Writes a list in one statement; rows changed since by a recorded change (`ver` above 1) stay as they are. */
export async function storeList(tx: Tx, rows: readonly ListedPlace[]): Promise<DivisionsLoaded> {
  // A place whose parent is not on the list (the province above a city) stands at the top.
  const { rows: written } = await sql<{ inserted: boolean }>`
    with listed as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line(
        code bigint, parent bigint, level text, name text, kind text, pinyin text, initials text,
        urban_rural text, lon numeric(9, 6), lat numeric(9, 6), valid_from date)
    )
    insert into divisions.division as stored
      (code, parent, level, name, kind, pinyin, initials, urban_rural, lon, lat, valid_from)
    select code, parent_known.parent, level, name, kind, pinyin, initials, urban_rural, lon, lat, valid_from
    from listed
    left join lateral (
      select listed.parent where exists (select from listed above where above.code = listed.parent)
        or exists (select from divisions.division above where above.code = listed.parent)
    ) parent_known on true
    on conflict (code) do update set
      parent = excluded.parent, name = excluded.name, kind = excluded.kind, pinyin = excluded.pinyin,
      initials = excluded.initials, urban_rural = excluded.urban_rural, lon = excluded.lon, lat = excluded.lat,
      valid_from = excluded.valid_from
    where stored.ver = 1
      and (stored.parent, stored.name, stored.kind, stored.pinyin, stored.initials, stored.urban_rural, stored.lon,
        stored.lat, stored.valid_from) is distinct from (excluded.parent, excluded.name, excluded.kind, excluded.pinyin,
        excluded.initials, excluded.urban_rural, excluded.lon, excluded.lat, excluded.valid_from)
    returning (xmax = 0) as inserted`.execute(tx)
  const added = written.filter((row) => row.inserted).length
  return { added, updated: written.length - added, unchanged: rows.length - written.length }
}

/** Lists the changes that touched a place, the newest first. */
export async function listChanges(tx: Tx, code: DivisionCode): Promise<Change[]> {
  const rows = await tx
    .selectFrom('divisions.change')
    .selectAll()
    .where((is) => is.or([is('fromCode', '=', code), is('toCode', '=', code)]))
    .orderBy('effectiveOn', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id as Id<'division-change'>,
    kind: row.kind as ChangeKind,
    from: row.fromCode as DivisionCode,
    to: row.toCode as DivisionCode,
    fromName: row.fromName,
    toName: row.toName,
    effectiveOn: row.effectiveOn as Day,
    document: row.document,
    note: row.note ?? undefined,
    by: row.by,
    at: row.at,
  }))
}

/** Keeps other changes of the tree waiting until this transaction ends, so that a plan stays true while it is written. */
export async function lockTree(tx: Tx): Promise<void> {
  await sql`lock table divisions.change in share row exclusive mode`.execute(tx)
}

/** Writes a plan: new places, closed places, new names, and the history. */
export async function writePlan(tx: Tx, plan: ChangePlan, recording: Recording): Promise<void> {
  if (plan.add.length > 0) {
    await tx
      .insertInto('divisions.division')
      .values(plan.add.map((place) => newRow(place, recording.effectiveOn)))
      .execute()
  }
  for (const { code, mergedInto } of plan.close) {
    await tx
      .updateTable('divisions.division')
      .set((is) => ({ validTo: recording.effectiveOn, mergedInto, ver: is('ver', '+', 1) }))
      .where('code', '=', code)
      .execute()
  }
  for (const { code, name, kind } of plan.rename) {
    await tx
      .updateTable('divisions.division')
      .set((is) => ({
        name,
        kind,
        pinyin: pinyinOf(name),
        initials: initialsOf(name),
        ver: is('ver', '+', 1),
      }))
      .where('code', '=', code)
      .execute()
  }
  await tx
    .insertInto('divisions.change')
    .values(
      plan.changes.map((change) => ({
        id: newId(),
        kind: change.kind,
        fromCode: change.from,
        toCode: change.to,
        fromName: change.fromName,
        toName: change.toName,
        effectiveOn: recording.effectiveOn,
        document: recording.document.trim(),
        note: recording.note?.trim() || null,
        by: recording.by,
      })),
    )
    .execute()
}

/** Moves the rows of every table that holds a place, along a recorded change; see `divisions.restamp`. */
export async function restampRows(tx: Tx, from: DivisionCode, to: DivisionCode): Promise<Restamped[]> {
  const { rows } = await sql<{ relation: string; moved: number }>`
    select relation, moved from divisions.restamp(${from}, ${to})`.execute(tx)
  return rows.map((row) => ({ relation: row.relation, rows: Number(row.moved) }))
}

function newRow(place: NewPlace, validFrom: Day) {
  return {
    code: place.code,
    parent: parentOf(place.code) ?? null,
    level: levelOf(place.code),
    name: place.name,
    kind: place.kind,
    pinyin: pinyinOf(place.name),
    initials: initialsOf(place.name),
    urbanRural: place.urbanRural ?? null,
    lon: place.point?.lon ?? null,
    lat: place.point?.lat ?? null,
    validFrom,
  }
}

function divisionOf(row: Selectable<DB['divisions.division']>): Division {
  return {
    code: row.code as DivisionCode,
    parent: (row.parent ?? undefined) as DivisionCode | undefined,
    level: row.level as DivisionLevel,
    name: row.name,
    kind: row.kind,
    pinyin: row.pinyin,
    initials: row.initials,
    urbanRural: row.urbanRural ?? undefined,
    point: row.lon === null || row.lat === null ? undefined : { lon: Number(row.lon), lat: Number(row.lat) },
    validFrom: row.validFrom as Day,
    validTo: (row.validTo ?? undefined) as Day | undefined,
    mergedInto: (row.mergedInto ?? undefined) as DivisionCode | undefined,
    ver: row.ver,
  }
}
