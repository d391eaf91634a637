/** What time does by itself: donations and holds that nobody finished end, and old keys are forgotten. */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { expireDonations } from '../giving/donations/records.ts';
import { expireHolds } from '../ledger/records.ts';

/** How long the answers kept under idempotency keys stay; the wire promises 24 hours at least. */
const idempotencyDays = 30;

/** One round; says how many rows it ended. */
export async function keepHouse(db: Kysely<Database>, now: Date): Promise<number> {
  const donations = await expireDonations(db);
  const holds = await expireHolds(db, now);
  const forgotten = await sql`
    delete from idempotency where ctid in (
      select ctid from idempotency
      where created_at < now() - make_interval(days => ${idempotencyDays}) limit 5000)`.execute(db);
  return donations + holds + Number(forgotten.numAffectedRows ?? 0n);
}
