/**
 * Idempotency of writes that are rare enough for a transaction of their own: the key is claimed, the
 * work done and the answer kept in one commit, or nothing is.
 */
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { PreparedAnswer } from '../http/endpoint.ts';
import type { IdempotencyClaim } from '../http/idempotency.ts';

/**
 * Does the work once per key; a repeat gets the first answer's bytes.
 *
 * @returns null when the key was used for another request
 */
export async function withClaim(
  db: Kysely<Database>,
  claim: IdempotencyClaim,
  work: (transaction: Transaction<Database>) => Promise<string>,
): Promise<PreparedAnswer | null> {
  return db.transaction().execute(async (transaction) => {
    // Waits here while another process works under the same key, then finds what it kept.
    const claimed = await transaction
      .insertInto('idempotency')
      .values({
        organization_id: claim.organizationId,
        livemode: claim.livemode,
        route: claim.route,
        key: claim.key,
        fingerprint: claim.fingerprint,
        response: '',
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (claimed.numInsertedOrUpdatedRows === 0n) return replay(transaction, claim);
    const text = await work(transaction);
    await transaction
      .updateTable('idempotency')
      .set({ response: text })
      .where('organization_id', '=', claim.organizationId)
      .where('livemode', '=', claim.livemode)
      .where('route', '=', claim.route)
      .where('key', '=', claim.key)
      .execute();
    return { text, replayed: false };
  });
}

async function replay(
  transaction: Transaction<Database>,
  claim: IdempotencyClaim,
): Promise<PreparedAnswer | null> {
  const kept = await transaction
    .selectFrom('idempotency')
    .select(['fingerprint', 'response'])
    .where('organization_id', '=', claim.organizationId)
    .where('livemode', '=', claim.livemode)
    .where('route', '=', claim.route)
    .where('key', '=', claim.key)
    .executeTakeFirstOrThrow();
  return kept.fingerprint === claim.fingerprint ? { text: kept.response, replayed: true } : null;
}
