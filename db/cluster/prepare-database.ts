/** Makes the three roles and the database that the system lives in. */
import pg from 'pg'

/** Passwords of the two roles that log in. */
export interface Passwords {
  app: string
  backup: string
}

/** The lock under which one process at a time prepares; it goes with the connection. */
const PREPARING = 19_491_002

/** Answers `url` with another database, and another user when one is given. */
export function urlFor(url: string, database: string, login?: { user: string; password: string }): string {
  const made = new URL(url)
  made.pathname = `/${database}`
  if (login) {
    made.username = login.user
    made.password = encodeURIComponent(login.password)
  }
  return made.toString()
}

/**
 * Makes sure that the roles exist (`xinlu_owner` owns and migrates, `xinlu_app` works, `xinlu_backup` reads all)
 * and that `database` exists and belongs to the owner. Safe to repeat. Needs a superuser's connection.
 */
export async function prepareDatabase(
  adminUrl: string,
  database: string,
  passwords: Passwords,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    // Two commands may start at the same moment; PostgreSQL refuses to let both alter one role.
    await client.query('select pg_advisory_lock($1)', [PREPARING])
    await client.query(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'xinlu_owner') then
          create role xinlu_owner nologin nosuperuser;
        end if;
        if not exists (select from pg_roles where rolname = 'xinlu_app') then
          create role xinlu_app login nosuperuser nobypassrls nocreatedb nocreaterole;
        end if;
        if not exists (select from pg_roles where rolname = 'xinlu_backup') then
          create role xinlu_backup login nosuperuser bypassrls nocreatedb nocreaterole;
        end if;
        execute format('grant xinlu_owner to %I', current_user);
      end $$`)
    await client.query(`alter role xinlu_app password ${client.escapeLiteral(passwords.app)}`)
    await client.query(`alter role xinlu_backup password ${client.escapeLiteral(passwords.backup)}`)
    await client.query(`alter role xinlu_app set timezone = 'Asia/Shanghai'`)
    const found = await client.query('select from pg_database where datname = $1', [database])
    if (found.rowCount === 0) {
      await client.query(`create database ${client.escapeIdentifier(database)} owner xinlu_owner`)
    }
  } finally {
    await client.end()
  }
}
