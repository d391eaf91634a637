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
  const names = new Map<string, string>();
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
        const name = values.length === 0 ? undefined : nameOf(text);
        const answer: Promise<PostgresQueryResult<R>> = Reflect.apply(client.query, client, [
          { name, text, values },
        ]);
        return answer;
      }
      return { query, release: (destroy) => client.release(destroy) };
    },
  };
}
