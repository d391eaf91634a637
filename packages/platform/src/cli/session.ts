/** What every command begins with: settings, an open database, tables that are up to date. */
import { randomBytes, randomFillSync } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import type { IdSource } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Config } from '../config.ts';
import { isUnavailable } from '../database/errors.ts';
import { migrate } from '../database/migrate.ts';
import { type OpenDatabase, type OpenOptions, openDatabase } from '../database/open.ts';
import type { Database } from '../database/schema.ts';
import { CommandError, type Terminal } from './words.ts';

/** The machine's own time and randomness. */
export const systemIds: IdSource = {
  nowMs: () => Date.now(),
  fillRandom: (bytes) => randomFillSync(bytes),
};

/** How a session is opened. */
export interface SessionOptions extends Pick<OpenOptions, 'onIdleError' | 'queryTimeoutMs'> {
  /** Refuses a folder without data instead of making a database in it. */
  readonly mustExist?: boolean;
}

/**
 * Opens the database that the settings name and brings its tables up to date.
 *
 * @throws CommandError when PostgreSQL cannot be reached; DataFolderError when the folder cannot be opened
 */
export async function openSession(
  config: Config,
  terminal: Terminal,
  { mustExist = false, ...options }: SessionOptions = {},
): Promise<OpenDatabase> {
  if (mustExist && config.databaseUrl === undefined && isEmpty(config.dataDir)) {
    throw new CommandError(
      `There is no data in ${config.dataDir}. Name the folder with --data or KINDCART_DATA_DIR, ` +
        'or PostgreSQL with --database or DATABASE_URL.',
    );
  }
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    ...options,
  });
  try {
    const ran = await migrate(database.db);
    for (const name of ran) terminal.line(`Made tables: ${name}`);
    return database;
  } catch (error) {
    await database.close();
    if (!isUnavailable(error) && !isTurnedAway(error)) throw error;
    const found = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      `PostgreSQL at DATABASE_URL cannot be reached: ${found}. Start it, or correct the address; ` +
        'without DATABASE_URL, data is kept in a folder.',
      { cause: error },
    );
  }
}

function isEmpty(folder: string): boolean {
  return (
    !existsSync(folder) || (statSync(folder).isDirectory() && readdirSync(folder).length === 0)
  );
}

/** Whether PostgreSQL answered, and knows no such user, password or database. */
function isTurnedAway(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(28|3D)/.test(String(error.code));
}

/** The secrets that seal donors' links: from the settings, or made once and kept. */
export function donorSecrets(
  db: Kysely<Database>,
  config: Config,
): Promise<readonly [string, ...string[]]> {
  return keptSecrets(db, 'donor_secret', config.donorSecrets);
}

/** The secrets that sign the sandbox's events: from the settings, or made once and kept. */
export function sandboxSecrets(
  db: Kysely<Database>,
  config: Config,
): Promise<readonly [string, ...string[]]> {
  return keptSecrets(db, 'sandbox_secret', config.sandboxSecrets);
}

async function keptSecrets(
  db: Kysely<Database>,
  name: string,
  given: readonly string[],
): Promise<readonly [string, ...string[]]> {
  const [first, ...others] = given;
  if (first !== undefined) return [first, ...others];
  const made = `whsec_${randomBytes(32).toString('base64url')}`;
  await db
    .insertInto('setting')
    .values({ name, value: made })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return [kept.value];
}
