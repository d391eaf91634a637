/** Addresses of the money that comes for challenges. */
import { type Id, pageLimit } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { withClaim } from '../../giving/claims.ts';
import type { Api } from '../../http/api.ts';
import { answerText, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { hasChallenge } from '../challenges/records.ts';
import { fundChallenge } from './making.ts';
import { listFundings } from './records.ts';

export interface FundingParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newFundingId: () => Id<'funding'>;
  readonly newTransferId: () => Id<'transfer'>;
}

/** Hangs them on the house. */
export function registerFundings(api: Api, parts: FundingParts): void {
  const { db, now, newFundingId, newTransferId } = parts;

  serve(api, 'createFunding', async ({ params, body, caller, idempotency }) => {
    const answer = await withClaim(db, idempotency, async (transaction) => {
      const ids = { ...params, fundingId: newFundingId(), transferId: newTransferId() };
      const made = await fundChallenge(transaction, caller, ids, body, now());
      return answerText('createFunding', made);
    });
    return answer ?? refuse('idempotency_key_reused');
  });

  serve(api, 'listFundings', async ({ params, query, caller }) => {
    const { challengeId } = params;
    const { cursor, limit = pageLimit.default } = query;
    if (!(await hasChallenge(db, caller, challengeId))) refuse('challenge_unknown');
    const found = await listFundings(db, caller, challengeId, { cursor, limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  });
}
