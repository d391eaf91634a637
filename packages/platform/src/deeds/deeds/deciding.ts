/** What somebody of the charity decides about a deed that is under review. */
import { type DecideDeed, type Deed, dayAt, type Id, refuseAccepting } from '@kindcart/contract';
import type { Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { challengeKey, countIn, nameOf } from './batch.ts';
import type { GivingParts } from './giving.ts';
import { readBatch, toTold } from './reading.ts';
import { findDeed, toDeed } from './records.ts';
import { writeBatch } from './writing.ts';

/**
 * Accepts a deed, which then counts as one that comes now would, or refuses it.
 *
 * @throws Refusal when there is no such deed, when it was decided otherwise, when its challenge is closed, or
 * when its day is not one of the challenge, or is still to come
 */
export function decideDeed(
  parts: GivingParts,
  book: Book,
  deedId: Id<'deed'>,
  said: DecideDeed,
): Promise<Deed> {
  return parts.db
    .transaction()
    .execute((transaction) => decideIn(transaction, parts, book, deedId, said));
}

async function decideIn(
  transaction: Transaction<Database>,
  { now, newId }: GivingParts,
  book: Book,
  deedId: Id<'deed'>,
  { decision, note }: DecideDeed,
): Promise<Deed> {
  const found = await findDeed(transaction, book, deedId);
  if (found === undefined) return refuse('deed_unknown');
  const told = toTold(found);
  const newDeedId = () => newId('deed');
  const batch = await readBatch(transaction, [told], { now: now(), newDeedId });
  // As it is now that nobody else decides on it.
  const row = batch.known.get(nameOf(told));
  const challenge = batch.challenges.get(challengeKey(told));
  if (row === undefined || challenge === undefined) {
    throw new Error(`Deed ${deedId} went away while it was decided on`);
  }
  const state = decision === 'accept' ? 'counted' : 'refused';
  const { currency } = challenge;
  if (row.state !== 'under_review') {
    const isSame = row.state === state && row.decided_at !== null;
    return isSame ? toDeed(row, currency) : refuse('deed_decided');
  }
  const today = dayAt(batch.now.getTime(), challenge.timeZone);
  const refusal = state === 'counted' ? refuseAccepting(challenge, row.day, today) : null;
  if (refusal !== null) return refuse(refusal);
  row.state = state;
  row.note = note;
  row.decided_at = batch.now;
  if (state === 'counted') countIn(batch, challenge, row);
  batch.changed.add(row);
  await writeBatch(transaction, batch, () => newId('transfer'));
  return toDeed(row, currency);
}
