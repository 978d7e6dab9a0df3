/** Looks at one table as the roles that work on it would, and says every row they reach past their places. */
import type { Askable } from '../inspect-catalog.ts'

/** Where the probing post lies: its own village, one beside its range, and two that are not its. */
export const probed = {
  own: 149_921_100_201,
  extra: 149_921_201_201,
  neighbour: 149_921_100_202,
  foreign: 149_922_100_201,
} as const

/** The four places by name. */
export type ProbedPlace = keyof typeof probed

/** Puts the probe into a database; the superuser calls it once. */
export async function installProbe(database: Askable): Promise<void> {
  await database.query(PROBE)
}

/**
 * Answers what is wrong with the table for `xinlu_app` and for its owner, who is forced to obey too; nothing when all
 * holds. `fresh` are whole rows, one for each place, that do not exist yet. Leaves role and scope behind: the caller
 * rolls back to where it was.
 */
export async function probeTable(
  database: Askable,
  table: string,
  columns: readonly string[],
  fresh: Readonly<Record<ProbedPlace, object>>,
): Promise<string[]> {
  const { rows } = await database.query('select probe.look($1, $2, $3, $4) as odd', [
    table,
    columns.map((name) => `"${name}"`).join(', '),
    JSON.stringify(fresh),
    JSON.stringify(probed),
  ])
  return rows[0]!.odd as string[]
}

const PROBE = `
create schema probe;
grant usage on schema probe to public;

-- Runs a statement and undoes it: answers 'done <rows>', 'refused' by row security, or the error.
create function probe.try(statement text, made jsonb default null) returns text language plpgsql as $f$
declare touched bigint;
begin
  begin
    execute statement using made;
    get diagnostics touched = row_count;
    raise exception 'undo' using errcode = 'UNDO1';
  exception
    when sqlstate 'UNDO1' then return 'done ' || touched;
    when insufficient_privilege then return case when sqlerrm ~ 'row-level security' then 'refused' else sqlerrm end;
    when others then return sqlerrm;
  end;
end $f$;

create function probe.look(target regclass, columns text, fresh jsonb, places jsonb) returns text[]
language plpgsql as $f$
declare
  odd text[] := '{}';
  who text;
  place text;
  seen bigint;
  answer text;
  owner text := (select rolname from pg_class c join pg_roles r on r.oid = c.relowner where c.oid = target);
  own text := places->>'own';
  away bigint := places->>'foreign';
begin
  foreach who in array array['xinlu_app', owner] loop
    perform set_config('role', who, true);
    perform set_config('app.lo', own, true), set_config('app.hi', (own::bigint + 1)::text, true),
      set_config('app.extra', places->>'extra', true);

    if has_table_privilege(who, target, 'select') then
      foreach place in array array['own', 'extra', 'neighbour', 'foreign'] loop
        execute format('select count(*) from %s where division = $1', target) into seen using (places->>place)::bigint;
        if seen <> (place in ('own', 'extra'))::int then odd := odd || format('%s sees %s rows of %s', who, seen, place); end if;
      end loop;
      perform set_config('app.lo', '', true), set_config('app.hi', '', true), set_config('app.extra', '', true);
      execute format('select count(*) from %s', target) into seen;
      if seen <> 0 then odd := odd || format('%s sees %s rows without a scope', who, seen); end if;
      perform set_config('app.lo', (own::bigint / 1000000 * 1000000)::text, true),
        set_config('app.hi', ((own::bigint / 1000000 + 1) * 1000000)::text, true);
      execute format('select count(*) from %s where county = $1', target) into seen using own::bigint / 1000000;
      if seen <> 3 then odd := odd || format('%s sees %s rows of the whole county', who, seen); end if;
      execute format('select count(*) from %s where county <> $1', target) into seen using own::bigint / 1000000;
      if seen <> 0 then odd := odd || format('%s sees %s rows past the county', who, seen); end if;
      perform set_config('app.lo', own, true), set_config('app.hi', (own::bigint + 1)::text, true),
        set_config('app.extra', places->>'extra', true);
    end if;

    if has_table_privilege(who, target, 'insert') then
      foreach place in array array['own', 'extra', 'neighbour', 'foreign'] loop
        answer := probe.try(format('insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, $1)',
          target, columns), fresh->place);
        if answer <> (case when place in ('own', 'extra') then 'done 1' else 'refused' end) then
          odd := odd || format('%s inserts into %s: %s', who, place, answer);
        end if;
      end loop;
    end if;

    if has_column_privilege(who, target, 'division', 'update') then
      foreach place in array array['neighbour', 'foreign'] loop
        answer := probe.try(format('update %s set division = division where division = %s', target, places->>place));
        if answer <> 'done 0' then odd := odd || format('%s updates %s: %s', who, place, answer); end if;
      end loop;
      answer := probe.try(format('update %s set division = %s where division = %s', target, places->>'neighbour', own));
      if answer <> 'refused' then odd := odd || format('%s moves a row to neighbour: %s', who, answer); end if;
    end if;
    if has_column_privilege(who, target, 'county', 'update') then
      answer := probe.try(format('update %s set division = %s, county = %s where division = %s', target, away,
        away / 1000000, own));
      if answer <> 'refused' then odd := odd || format('%s moves a row to foreign: %s', who, answer); end if;
    end if;

    if has_table_privilege(who, target, 'delete') then
      foreach place in array array['neighbour', 'foreign'] loop
        answer := probe.try(format('delete from %s where division = %s', target, places->>place));
        if answer <> 'done 0' then odd := odd || format('%s deletes from %s: %s', who, place, answer); end if;
      end loop;
    end if;
  end loop;
  return odd;
end $f$;
`
