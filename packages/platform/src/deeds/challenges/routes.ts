/** Addresses of challenges. */
import { type Id, pageLimit } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { withClaim } from '../../giving/claims.ts';
import type { Api } from '../../http/api.ts';
import { answerText, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { changeChallenge, closeChallenge, makeChallenge } from './making.ts';
import { findChallenges, listChallenges } from './records.ts';

export interface ChallengeParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newChallengeId: () => Id<'challenge'>;
  readonly newTransferId: () => Id<'transfer'>;
}

/** Hangs them on the house. */
export function registerChallenges(api: Api, parts: ChallengeParts): void {
  const { db, now, newChallengeId, newTransferId } = parts;

  serve(api, 'createChallenge', async ({ body, caller, idempotency }) => {
    const answer = await withClaim(db, idempotency, async (transaction) => {
      const made = await makeChallenge(transaction, caller, newChallengeId(), body, now());
      return answerText('createChallenge', made);
    });
    return answer ?? refuse('idempotency_key_reused');
  });

  serve(api, 'listChallenges', async ({ query, caller }) => {
    const { ids, projectId, cursor, limit = pageLimit.default } = query;
    if (ids !== undefined) {
      const found = await findChallenges(db, caller, ids, now());
      const byId = new Map(found.map((challenge) => [challenge.id, challenge]));
      const items = ids
        .flatMap((id) => byId.get(id) ?? [])
        .filter((challenge) => projectId === undefined || challenge.projectId === projectId);
      return { items, nextCursor: null };
    }
    const page = { projectId, cursor, limit: limit + 1 };
    const found = await listChallenges(db, caller, page, now());
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  serve(api, 'getChallenge', async ({ params, caller }) => {
    const [challenge] = await findChallenges(db, caller, [params.challengeId], now());
    return challenge ?? refuse('challenge_unknown');
  });

  serve(api, 'updateChallenge', ({ params, body, caller }) =>
    db
      .transaction()
      .execute((transaction) =>
        changeChallenge(transaction, caller, params.challengeId, body, now()),
      ),
  );

  serve(api, 'closeChallenge', ({ params, query, caller }) => {
    const { challengeId } = params;
    const { forfeitUndecided } = query;
    return db
      .transaction()
      .execute((transaction) =>
        closeChallenge(transaction, caller, challengeId, newTransferId(), now(), forfeitUndecided),
      );
  });
}
