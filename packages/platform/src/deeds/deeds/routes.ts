/** Addresses of deeds that devices sign, and of those that somebody looks at. */
import { type CreateDeed, type DeedOutcome, pageLimit } from '@kindcart/contract';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { decideDeed } from './deciding.ts';
import { type DeedGiving, type GivingParts, giveDeeds } from './giving.ts';
import { findChallenge, isParticipant, listDays, listUnderReview } from './records.ts';
import { createDeedSignatures, type DeedSignatures } from './signatures.ts';

/** Hangs them on the house. */
export function registerDeeds(api: Api, parts: GivingParts, giving: DeedGiving): void {
  const { db } = parts;
  const signatures = createDeedSignatures(db);

  serve(api, 'createDeeds', async ({ body, caller }) => ({
    items: await takeSigned(signatures, giving, caller, body.deeds),
  }));

  serve(api, 'listDeeds', async ({ params, query, caller }) => {
    const { limit = pageLimit.default, from, until, cursor } = query;
    const challenge = await findChallenge(db, caller, params.challengeId);
    if (challenge === undefined) return refuse('challenge_unknown');
    if (!(await isParticipant(db, caller, params.participantId))) refuse('participant_unknown');
    const page = { ...params, from, until, cursor, limit: limit + 1 };
    const found = await listDays(db, caller, challenge, page);
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.day ?? null) : null };
  });

  serve(api, 'listDeedsUnderReview', async ({ query, caller }) => {
    const { challengeId, cursor, limit = pageLimit.default } = query;
    const found = await listUnderReview(db, caller, { challengeId, cursor, limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  serve(api, 'decideDeed', ({ params, body, caller }) =>
    decideDeed(parts, caller, params.deedId, body),
  );
}

/** Takes those that their devices signed; each is answered by itself, in order. */
async function takeSigned(
  signatures: DeedSignatures,
  giving: DeedGiving,
  { organizationId, livemode }: Book,
  deeds: readonly CreateDeed[],
): Promise<DeedOutcome[]> {
  const book = { organizationId, livemode };
  const refusals = await Promise.all(deeds.map((deed) => signatures.refusal(book, deed)));
  const given = await giveDeeds(
    giving,
    deeds
      .filter((_, place) => refusals[place] === null)
      .map(({ device, counter, signature, ...deed }) => ({
        ...book,
        ...deed,
        signed: { device, counter, signature },
      })),
  );
  let next = 0;
  return refusals.map((refused) => {
    if (refused !== null) return { deed: null, refused };
    const outcome = given[next++];
    if (outcome === undefined) throw new Error('A deed was taken and not answered');
    return outcome;
  });
}
