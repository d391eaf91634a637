/** What time does by itself: donations and holds that nobody finished end, old keys and deliveries are forgotten. */
import { type Kysely, sql } from 'kysely';
import { eraseBodies } from '../commerce/sources/event-records.ts';
import type { Database } from '../database/schema.ts';
import { forgetPlaces } from '../deeds/participants/erasing.ts';
import { expireDonations } from '../giving/donations/records.ts';
import { expireHolds } from '../ledger/records.ts';
import { forgetDeclines } from '../payments/guard/records.ts';
import { forgetDeliveries } from '../webhooks/deliveries/records.ts';

/** How long the answers kept under idempotency keys stay; the wire promises 24 hours at least. */
const idempotencyDays = 30;
/** How far back the first round looks: longer than a platform is ever switched off for. */
const firstLookBackMs = 30 * 24 * 60 * 60 * 1_000;
/** Rounds overlap by this much, since other processes' clocks differ and rows may be locked. */
const overlapMs = 10 * 60 * 1_000;

/** Rounds of housekeeping; each says how many rows it ended. */
export function createHousekeeping(db: Kysely<Database>, now: () => Date): () => Promise<number> {
  let lookedUntil: Date | undefined;
  return async () => {
    const until = now();
    const backMs = lookedUntil === undefined ? firstLookBackMs : overlapMs;
    const since = new Date((lookedUntil ?? until).getTime() - backMs);
    const donations = await expireDonations(db, { since, until });
    lookedUntil = until;
    const holds = await expireHolds(db, until);
    const declines = await forgetDeclines(db, until);
    const deliveries = await forgetDeliveries(db, until);
    const bodies = await eraseBodies(db, until);
    const places = await forgetPlaces(db, until);
    return donations + holds + declines + deliveries + bodies + places + (await forgetKeys(db));
  };
}

async function forgetKeys(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql`
    delete from idempotency where (organization_id, livemode, route, key) in (
      select organization_id, livemode, route, key from idempotency
      where created_at < now() - make_interval(days => ${idempotencyDays}) limit 5000)
    returning 1`.execute(db);
  return rows.length;
}
