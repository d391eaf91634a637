/** A challenge for which money has come, for tests of what is done in it rather than of how it is made. */
import { type CreateChallenge, createChallengeExample, type Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { Book } from '../ledger/rules.ts';
import { makeChallenge } from './challenges/making.ts';
import { fundChallenge } from './fundings/making.ts';

/** What is to be there. */
export interface Seed {
  readonly challengeId: Id<'challenge'>;
  /** Has to be there, and of the example's currency. */
  readonly projectId: Id<'project'>;
  readonly fundingId: Id<'funding'>;
  readonly transferId: Id<'transfer'>;
  /** What has come, in minor units; all of the budget when left out. */
  readonly fundedAmount?: number;
  /** What is not as in the example. */
  readonly changes?: Partial<CreateChallenge>;
}

/** Makes a challenge for which money has come. */
export async function seedChallenge(db: Kysely<Database>, own: Book, seed: Seed): Promise<void> {
  const { challengeId, projectId, changes, ...ids } = seed;
  const told = { ...createChallengeExample, ...changes, projectId };
  const { amount: budget, currency } = told.budget;
  const { fundedAmount: amount = budget } = seed;
  const made = new Date('2026-10-20T02:00:00Z');
  const money = { amount, currency };
  await db.transaction().execute(async (transaction) => {
    await makeChallenge(transaction, own, challengeId, told, made);
    if (amount === 0) return;
    const came = { amount: money, reference: 'seeded', receivedOn: '2026-10-20' };
    await fundChallenge(transaction, own, { ...ids, challengeId }, came, made);
  });
}
