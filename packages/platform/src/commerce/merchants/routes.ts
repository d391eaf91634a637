/** Addresses of merchants. */
import { type Id, pageLimit } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { withClaim } from '../../giving/claims.ts';
import type { Api } from '../../http/api.ts';
import { answerText, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { changeMerchant, findMerchant, insertMerchant, listMerchants } from './records.ts';

export interface MerchantParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newMerchantId: () => Id<'merchant'>;
}

/** Hangs them on the house. */
export function registerMerchants(api: Api, { db, now, newMerchantId }: MerchantParts): void {
  serve(api, 'createMerchant', async ({ body, caller, idempotency }) => {
    const answer = await withClaim(db, idempotency, async (transaction) => {
      const made = await insertMerchant(transaction, caller, newMerchantId(), body, now());
      return answerText('createMerchant', made);
    });
    return answer ?? refuse('idempotency_key_reused');
  });

  serve(api, 'listMerchants', async ({ query, caller }) => {
    const { cursor, limit = pageLimit.default } = query;
    const found = await listMerchants(db, caller, { cursor, limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  serve(
    api,
    'getMerchant',
    async ({ params, caller }) =>
      (await findMerchant(db, caller, params.merchantId)) ?? refuse('merchant_unknown'),
  );

  serve(
    api,
    'changeMerchant',
    async ({ params, body, caller }) =>
      (await changeMerchant(db, caller, params.merchantId, body, now())) ??
      refuse('merchant_unknown'),
  );
}
