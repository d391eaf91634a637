/** Draws statements as time goes by and pledges come together. */
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { type DrawingParts, drawStatement } from './drawing.ts';
import { dueMerchants } from './due.ts';

/** What a round is told with. */
export interface StatementRoundParts extends DrawingParts {
  readonly db: Kysely<Database>;
  /** Told that there is a mail to send. */
  readonly onQueued: () => void;
  readonly onError: (name: string, error: unknown) => void;
}

/** One round: draws what is due. Says how many merchants it brought on. */
export async function statementRound(parts: StatementRoundParts): Promise<number> {
  const { db, onQueued, onError } = parts;
  let done = 0;
  for (const { organization_id, livemode, id, because } of await dueMerchants(db, parts.now())) {
    const wanted = { organizationId: organization_id, livemode, merchantId: id, because };
    try {
      const made = await db
        .transaction()
        .execute((transaction) => drawStatement(transaction, parts, wanted));
      // A month without anything in it is done, too.
      if (made !== null || because === 'month') done += 1;
    } catch (error) {
      onError('statements', error);
    }
  }
  if (done > 0) onQueued();
  return done;
}
