/**
 * Statements that PostgreSQL reads once per connection instead of once per call. Under load, reading
 * the text of a statement of a dozen parts is a twentieth of what a gift costs in all.
 */
import type { PostgresCursor, PostgresPool, PostgresQueryResult } from 'kysely';
import type pg from 'pg';

/**
 * Settings that a pool for {@link preparing} must be opened with. Statements are read once and still
 * planned at each call: a plan that was made while a table was small reads all of it when it is large.
 */
export const preparedOptions = '-c plan_cache_mode=force_custom_plan';

/** Each costs memory in every connection; beyond it, texts are sent as before. */
const textsMax = 64;

/** A pool for Kysely whose statements have a name for each text, which makes them prepared ones. */
export function preparing(pool: pg.Pool): PostgresPool {
  /** Undefined for a text that is sent without a name. */
  const names = new Map<string, string | undefined>();
  function nameOf(text: string): string | undefined {
    if (!names.has(text) && names.size < textsMax) names.set(text, `kindcart_${names.size}`);
    return names.get(text);
  }
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
      function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
      function query<R>(
        text: string | PostgresCursor<R>,
        values: readonly unknown[] = [],
      ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
        if (typeof text !== 'string') throw new TypeError('No cursors are set up.');
        // Without values it may be several statements in one text, which cannot be prepared.
        return send<R>(text, values, values.length === 0 ? undefined : nameOf(text));
      }
      async function send<R>(
        text: string,
        values: readonly unknown[],
        name: string | undefined,
      ): Promise<PostgresQueryResult<R>> {
        try {
          return await Reflect.apply(client.query, client, [{ name, text, values }]);
        } catch (error) {
          if (name === undefined || !isOutdated(error)) throw error;
          names.set(text, undefined);
          // Within a transaction, all of it has to be tried again, by whoever began it.
          if (client.getTransactionStatus() !== 'I') throw error;
          return send<R>(text, values, undefined);
        }
      }
      return { query, release: (destroy) => client.release(destroy) };
    },
  };
}

/**
 * Whether a prepared text gives other columns than when it was read: `select *`, after another process
 * has brought the tables up to date.
 */
function isOutdated(error: unknown): boolean {
  return error instanceof Error && /^cached plan must not change result type/.test(error.message);
}
