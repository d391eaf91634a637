/** Opens the database: PGlite in a folder, or PostgreSQL by address. The same SQL runs on both. */
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import { openDataFolder } from './data-folder.ts';
import { preparedOptions, preparing } from './prepared.ts';
import type { Database } from './schema.ts';

/** An open database, and what SQL alone does not give. */
export interface OpenDatabase {
  readonly kind: 'pglite' | 'postgres';
  readonly db: Kysely<Database>;
  /** Listens on a channel until the returned function is called. */
  listen(channel: string, listener: Listener): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Who hears notifications. */
export interface Listener {
  readonly onPayload: (payload: string) => void;
  /** The connection was lost and is back; what was said meanwhile was not heard. */
  readonly onResumed: () => void;
}

export interface OpenOptions {
  /** PostgreSQL address; when undefined, PGlite in `dataDir`. */
  readonly url?: string | undefined;
  /** Folder of PGlite; undefined keeps everything in memory. */
  readonly dataDir?: string | undefined;
  /** Connections of the pool (PostgreSQL). */
  readonly poolMax?: number;
  /** How long a request waits for a connection before it is told that the database is unavailable. */
  readonly connectTimeoutMs?: number;
  /** Longest time for one statement (PostgreSQL); 0 for commands that look at everything. */
  readonly queryTimeoutMs?: number;
  /** Told of errors on idle connections, which nobody waits for. */
  readonly onIdleError?: (error: Error) => void;
}

const int8 = 20;
const day = 1082;

/** All amounts and counts are within ±(2^53 − 1); anything else must not be rounded in silence. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the safe integers`);
  return value;
}

/** Opens it; no tables are made yet, see `migrate`. */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  return options.url === undefined
    ? openPGlite(options.dataDir)
    : openPostgres(options.url, options);
}

/** A day of the calendar has no time zone, so it stays the text that it is. */
const keepText = (text: string) => text;

const parsers = { [int8]: parseInt8, [day]: keepText };

async function openPGlite(dataDir: string | undefined): Promise<OpenDatabase> {
  const { opened: pglite, release } =
    dataDir === undefined
      ? { opened: await PGlite.create({ parsers }), release: async () => {} }
      : await openDataFolder(dataDir, {
          open: (folder) => PGlite.create({ dataDir: folder, parsers }),
          tryOut: filesInUse,
        });
  const db = new Kysely<Database>({ dialect: new PGliteDialect({ pglite }) });
  return {
    kind: 'pglite',
    db,
    listen: (channel, { onPayload }) => pglite.listen(channel, onPayload),
    async close() {
      await db.destroy();
      // Kysely closes only what it has used.
      if (!pglite.closed) await pglite.close();
      await release();
    },
  };
}

/** Opens a copy of a data folder and reads in which files its tables and indexes are. */
async function filesInUse(folder: string): Promise<readonly string[]> {
  const pglite = await PGlite.create(folder);
  try {
    const { rows } = await pglite.query<{ path: string }>(
      'select pg_relation_filepath(oid) as path from pg_class where pg_relation_filepath(oid) is not null',
    );
    return rows.map((row) => row.path);
  } finally {
    await pglite.close();
  }
}

function openPostgres(url: string, options: OpenOptions): OpenDatabase {
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') => {
      if (oid === int8) return parseInt8;
      return oid === day ? keepText : pg.types.getTypeParser(oid, format);
    },
  };
  const onIdleError = options.onIdleError ?? (() => undefined);
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolMax ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 2_000,
    query_timeout: options.queryTimeoutMs ?? 15_000,
    types,
    application_name: 'kindcart',
    options: preparedOptions,
  });
  // A connection that breaks while nobody uses it has no caller to tell; the pool drops it itself.
  pool.on('error', onIdleError);
  pool.on('release', (_error, client) => {
    if (!isAtRest(client)) void client.end().catch(onIdleError);
  });
  // While it is used, its query is told as well; the event itself must still find a listener.
  pool.on('connect', (client) => client.on('error', onIdleError));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  return {
    kind: 'postgres',
    db,
    listen: (channel, listener) => listenPostgres(url, channel, listener, onIdleError),
    close: () => db.destroy(),
  };
}

/**
 * Whether a connection has nothing under way. One whose statement ran into its time limit has: the
 * server may still begin a transaction that was given up here, and whatever the next caller wrote
 * on that connection would be acknowledged and never committed.
 */
function isAtRest(client: pg.PoolClient): boolean {
  const answered = 'readyForQuery' in client && client.readyForQuery === true;
  return answered && client.getTransactionStatus() === 'I';
}

const reconnectMs = 500;

/** Keeps one connection listening, and makes a new one whenever it breaks. */
async function listenPostgres(
  url: string,
  channel: string,
  { onPayload, onResumed }: Listener,
  onError: (error: Error) => void,
): Promise<() => Promise<void>> {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'kindcart listen',
      connectionTimeoutMillis: 5_000,
      // Nothing is ever sent here, so only this finds out that the other side is gone.
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    client = next;
    next.on('notification', (message) => onPayload(message.payload ?? ''));
    next.on('error', onError);
    next.on('end', reconnectLater);
    try {
      await next.connect();
      await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await next.end();
      throw error;
    }
  }
  function reconnectLater(): void {
    if (stopped || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      connect().then(onResumed, (error: Error) => {
        onError(error);
        reconnectLater();
      });
    }, reconnectMs);
  }

  try {
    await connect();
  } catch (error) {
    stopped = true;
    clearTimeout(timer);
    throw error;
  }
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
