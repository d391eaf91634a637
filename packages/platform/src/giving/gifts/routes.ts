/** The address of a project's public gifts. */

import { type Gift, largestGiftsMax, pageLimit } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { TermsCache } from '../projects/terms-cache.ts';
import { giftIdOf } from './gift-id.ts';
import { largestGifts, recentGifts } from './records.ts';
import { type GiftFacts, giftLeft, toGift } from './rules.ts';

export interface GiftParts {
  readonly db: Kysely<Database>;
  /** Says whether there is such a project, without a read for each visitor. */
  readonly terms: TermsCache;
}

/** Hangs it on the house. */
export function registerGifts(api: Api, { db, terms }: GiftParts): void {
  serve(api, 'listGifts', async ({ params: { projectId }, query, caller }) => {
    if ((await terms.find(caller, projectId)) === undefined) refuse('project_unknown');
    const { order, cursor, limit = pageLimit.default } = query;
    if (order === 'largest') {
      const most = Math.min(limit, largestGiftsMax);
      const largest = await largestGifts(db, caller, projectId, most);
      return { items: largest.flatMap(shown), nextCursor: null };
    }
    const found = await recentGifts(db, caller, projectId, { cursor, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    return {
      items: page.flatMap(shown),
      nextCursor: last === undefined ? null : giftIdOf(last.id),
    };
  });
}

/** Of a very small gift nothing may be left although not all of the charge was given back. */
function shown(facts: GiftFacts): Gift[] {
  return giftLeft(facts) > 0 ? [toGift(facts, giftIdOf(facts.id))] : [];
}
