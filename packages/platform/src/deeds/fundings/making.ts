/** A sponsor's money that has come: from the API and from the command line. */
import { type CreateFunding, type Funding, type Id, refuseFunding } from '@kindcart/contract';
import type { Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import { book } from '../../ledger/records.ts';
import { accounts, type Book } from '../../ledger/rules.ts';
import { holdChallenge, say } from '../challenges/making.ts';
import { addFunded, tellChanged } from '../challenges/records.ts';
import { findFunding, insertFunding } from './records.ts';

/** Ids of what is about to be made. */
export interface FundingIds {
  readonly challengeId: Id<'challenge'>;
  readonly fundingId: Id<'funding'>;
  readonly transferId: Id<'transfer'>;
}

/**
 * Books what has come; from then on deeds can give it.
 *
 * @throws Refusal `challenge_unknown`, `challenge_closed`, `currency_mismatch`, `funding_too_large`,
 * `funding_reference_used`
 */
export async function fundChallenge(
  transaction: Transaction<Database>,
  own: Book,
  { challengeId, fundingId, transferId }: FundingIds,
  told: CreateFunding,
  now: Date,
): Promise<Funding> {
  // Held, so that no two fundings come above the promise or have one reference.
  const challenge = await holdChallenge(transaction, own, challengeId, now);
  if ((await findFunding(transaction, own, challengeId, told.reference)) !== undefined) {
    const fields = [{ field: 'reference', message: 'is of another funding' }];
    return refuse('funding_reference_used', { fields });
  }
  say(refuseFunding(challenge, told, now.getTime()));
  await insertFunding(transaction, own, { id: fundingId, challengeId }, told, now);
  await addFunded(transaction, own, challengeId, told.amount.amount, now);
  const [outcome] = await book(transaction, [
    {
      ...own,
      id: transferId,
      kind: 'challenge_funding',
      source: fundingId,
      debit: accounts.sponsor(challengeId),
      credit: accounts.challenge(challengeId),
      money: told.amount,
    },
  ]);
  if (outcome !== 'booked') throw new Error(`${fundingId} could not be booked: ${outcome}`);
  await tellChanged(transaction, own, [challengeId]);
  const made = await findFunding(transaction, own, challengeId, told.reference);
  return made ?? refuse('challenge_unknown');
}
