/** A challenge straight in the tables, for tests of what is done in it rather than of how it is made. */
import {
  type CreateChallenge,
  createChallengeExample,
  type Id,
  usualSources,
} from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import { book, openLimitedAccount } from '../ledger/records.ts';
import { accounts, type Book } from '../ledger/rules.ts';

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
  const told = { ...createChallengeExample, ...seed.changes };
  const { challengeId, fundedAmount = told.budget.amount } = seed;
  const { currency } = told.budget;
  const row = { organization_id: own.organizationId, livemode: own.livemode };
  const made = new Date('2026-10-20T02:00:00Z');
  await db
    .insertInto('challenge')
    .values({
      ...row,
      id: challengeId,
      project_id: seed.projectId,
      ...toldColumns(told),
      funded_amount: fundedAmount,
      counted_at: made,
      created_at: made,
      updated_at: made,
    })
    .execute();
  await openLimitedAccount(db, own, accounts.challenge(challengeId), currency);
  if (fundedAmount === 0) return;
  await db
    .insertInto('funding')
    .values({
      ...row,
      id: seed.fundingId,
      challenge_id: challengeId,
      amount: fundedAmount,
      reference: 'seeded',
      received_on: '2026-10-21',
      created_at: made,
    })
    .execute();
  await book(db, [
    {
      ...own,
      id: seed.transferId,
      kind: 'challenge_funding',
      source: seed.fundingId,
      debit: accounts.sponsor(challengeId),
      credit: accounts.challenge(challengeId),
      money: { amount: fundedAmount, currency },
    },
  ]);
}

/** What was told of a challenge, as columns. */
function toldColumns(told: CreateChallenge) {
  return {
    kind: told.kind,
    names: JSON.stringify(told.names),
    sponsor: JSON.stringify(told.sponsor),
    currency: told.budget.currency,
    rate_quantity: told.rate.quantity,
    rate_amount: told.rate.amount.amount,
    budget_amount: told.budget.amount,
    daily_budget_amount: told.dailyBudget?.amount ?? null,
    min_per_day: told.perPerson.minPerDay,
    max_per_day: told.perPerson.maxPerDay,
    starts_on: told.startsOn,
    ends_on: told.endsOn,
    time_zone: told.timeZone,
    sources: JSON.stringify(told.sources ?? usualSources(told.kind)),
    depends_on_deeds: told.dependsOnDeeds,
    teams: told.teams,
  };
}
