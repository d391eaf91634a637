/**
 * Deeds go in together. Those of many requests that arrive at one time are one transaction: each challenge is
 * locked once, and each of its days gives by one transfer, however many deeds that are.
 */
import type { DeedOutcome } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import { isRefusal } from '../../database/errors.ts';
import type { Database } from '../../database/schema.ts';
import { createGroupCommit, type GroupCommit } from '../../ledger/group-commit.ts';
import type { WorkParts } from '../../work.ts';
import { type Batch, type Taking, type ToldDeed, takeDeed } from './batch.ts';
import { readBatch } from './reading.ts';
import { toDeed } from './records.ts';
import { writeBatch } from './writing.ts';

/** What takes deeds. */
export type DeedGiving = GroupCommit<ToldDeed, Taking>;

/** What it needs of the house. */
export interface GivingParts extends Pick<WorkParts, 'newId' | 'now'> {
  readonly db: Kysely<Database>;
}

/** Collects deeds of all requests and commits what arrived together. */
export function createDeedGiving(parts: GivingParts): DeedGiving {
  return createGroupCommit({ write: (deeds) => commitDeeds(parts, deeds), isRefusal });
}

/**
 * Tells of deeds and answers each after its commit, in order. The same again is answered as it stands.
 *
 * @throws QueueFullError when more wait than can be taken in reasonable time
 */
export async function giveDeeds(
  giving: DeedGiving,
  deeds: readonly ToldDeed[],
): Promise<DeedOutcome[]> {
  const takings = await Promise.all(deeds.map((deed) => giving.submit(deed)));
  return takings.map((taking) =>
    'refused' in taking
      ? { deed: null, refused: taking.refused }
      : { deed: toDeed(taking.row, taking.currency), refused: null },
  );
}

/** Takes deeds in one transaction, in order. */
function commitDeeds(
  { db, newId, now }: GivingParts,
  deeds: readonly ToldDeed[],
): Promise<Taking[]> {
  return db.transaction().execute(async (transaction) => {
    const newDeedId = () => newId('deed');
    const batch: Batch = await readBatch(transaction, deeds, { now: now(), newDeedId });
    const takings = deeds.map((deed) => takeDeed(batch, deed));
    await writeBatch(transaction, batch, () => newId('transfer'));
    return takings;
  });
}
