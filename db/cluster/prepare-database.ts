/** Makes the three roles and the database that the system lives in. */
import pg from 'pg'

/** Passwords of the two roles that log in. */
export interface Passwords {
  app: string
  backup: string
}

/** The lock under which one process at a time prepares; it goes with the connection. */
const PREPARING = 19_491_002

const NO_SUCH_DATABASE = '3D000'
const OLDEST = 150000

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
  const client = await connectToServer(adminUrl)
  try {
    await refuseOldServer(client)
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
    } else {
      // A database that somebody made beforehand belongs to him; the owner role needs to make its schemas in it.
      await client.query(`grant create on database ${client.escapeIdentifier(database)} to xinlu_owner`)
    }
  } finally {
    await client.end()
  }
}

// The address may name a database that is still to be made; then the server's own is asked.
async function connectToServer(url: string): Promise<pg.Client> {
  try {
    return await connected(url)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== NO_SUCH_DATABASE) throw error
    return connected(urlFor(url, 'postgres'))
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string; server_version: string }>(
    `select current_setting('server_version_num') as server_version_num, current_setting('server_version') as server_version`,
  )
  const [
    { server_version_num: number, server_version: version } = {
      server_version_num: '0',
      server_version: '?',
    },
  ] = rows
  if (Number(number) < OLDEST)
    throw new Error(`数据库是 PostgreSQL ${version}，本系统需要 15 或更新的版本。请升级后再启动。`)
}
