/** The address at which a charity reads what it was alerted to. */
import { pageLimit } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { listAlerts } from './records.ts';

/** Hangs it on the house. */
export function registerAlerts(api: Api, { db }: { readonly db: Kysely<Database> }): void {
  serve(api, 'listAlerts', async ({ query, caller }) => {
    const { cursor, limit = pageLimit.default } = query;
    const rows = await listAlerts(db, caller, { cursor, limit: limit + 1 });
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });
}
