/**
 * Carries news out of the database: rows of the outbox become notifications that every process
 * hears, each at least once, and errands of whoever follows, each exactly once.
 */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { DonationChange, Follower } from './followers.ts';

/** Channel that every process listens on; a payload is pairs of `org_…` and what changed, parted by commas. */
export const liveChannel = 'kindcart_live';

/** Topic of what tells that the totals of a charity item, its subject, have changed. */
export const itemChanged = 'charity_item.changed';

/** Most rows of one round; when it took fewer, there was no more. */
export const relayRowsMax = 1_000;
/** Pairs of one notification: PostgreSQL takes payloads below 8000 bytes. */
const pairsMax = 100;

/**
 * Takes rows out of the outbox, notifies, and lets the followers leave their errands, in one commit.
 * Says how many rows it took.
 */
export async function relayRound(
  db: Kysely<Database>,
  followers: readonly Follower[],
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const { taken, changes } = await takeChanges(transaction, followers);
    if (changes.length === 0) return taken;
    for (const follower of followers) await follower.follow(transaction, changes);
    return taken;
  });
}

interface TakenRow {
  readonly taken: number;
  /** Without one, no follower wants any of what was taken. */
  readonly id: DonationChange['id'] | null;
  readonly organization_id: DonationChange['organizationId'];
  readonly subject: DonationChange['donationId'];
  readonly payload: string;
}

/** All that is due is taken and told; what comes back is how many rows, and what a follower wants. */
async function takeChanges(
  transaction: Transaction<Database>,
  followers: readonly Follower[],
): Promise<{ readonly taken: number; readonly changes: readonly DonationChange[] }> {
  const wanted = followers.map(({ wants }) => sql`(${wants})`);
  const { rows } = await sql<TakenRow>`
    with due as (
      select organization_id, id from outbox
      where topic in ('donation.changed', ${itemChanged}) and available_at <= now()
      order by id limit ${relayRowsMax} for update skip locked),
    taken as (
      delete from outbox using due
      where outbox.organization_id = due.organization_id and outbox.id = due.id
      returning outbox.id, outbox.organization_id, outbox.topic, outbox.subject, outbox.payload),
    pairs as (
      select pair, (row_number() over ()) / ${pairsMax} as part
      from (
        select distinct organization_id || ' ' || case topic when ${itemChanged} then subject
          else payload::json ->> 'projectId' end as pair
        from taken
      ) as pairs),
    notified as (
      select pg_notify(${liveChannel}, string_agg(pair, ',')) from pairs group by part),
    counted as (
      select (select count(*)::int from taken) as taken, (select count(*) from notified) as parts),
    wanted as (
      select id, organization_id, subject, payload from taken
      where topic = 'donation.changed' and (${sql.join([sql`false`, ...wanted], sql` or `)}))
    select counted.*, wanted.* from counted left join wanted on true order by id`.execute(
    transaction,
  );
  return { taken: rows[0]?.taken ?? 0, changes: rows.flatMap(toChange) };
}

function toChange({ id, organization_id, subject, payload }: TakenRow): readonly DonationChange[] {
  if (id === null) return [];
  // Only settlements write it, so its shape needs no check.
  const said: Omit<DonationChange, 'id' | 'organizationId' | 'donationId'> = JSON.parse(payload);
  return [{ ...said, id, organizationId: organization_id, donationId: subject }];
}
