/** The address of disputes: where a charity sees what banks ask back, and until when to answer. */
import { pageLimit } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { listDisputes, toDispute } from './records.ts';

/** Hangs it on the house. */
export function registerDisputes(api: Api, db: Kysely<Database>): void {
  serve(api, 'listDisputes', async ({ query, caller }) => {
    const { donationId, cursor, limit = pageLimit.default } = query;
    const rows = await listDisputes(db, caller, { donationId, cursor, limit: limit + 1 });
    const items = rows.slice(0, limit).map(toDispute);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });
}
