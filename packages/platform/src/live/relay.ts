/**
 * Carries news out of the database: rows of the outbox become notifications that every process
 * hears, each at least once.
 */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../database/schema.ts';

/** Channel that every process listens on; a payload is `org_… prj_…` pairs, parted by commas. */
export const liveChannel = 'kindcart_live';

/** Most rows of one round; when it took fewer, there was no more. */
export const relayRowsMax = 1_000;
/** Pairs of one notification: PostgreSQL takes payloads below 8000 bytes. */
const pairsMax = 100;

/** Takes rows out of the outbox and notifies, in one commit. Says how many rows it took. */
export async function relayRound(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ taken: number }>`
    with due as (
      select organization_id, id from outbox
      where topic = 'donation.changed' and available_at <= now()
      order by id limit ${relayRowsMax} for update skip locked),
    taken as (
      delete from outbox using due
      where outbox.organization_id = due.organization_id and outbox.id = due.id
      returning outbox.organization_id, outbox.payload::json ->> 'projectId' as project_id),
    pairs as (
      select pair, (row_number() over ()) / ${pairsMax} as part
      from (select distinct organization_id || ' ' || project_id as pair from taken) as pairs),
    notified as (
      select pg_notify(${liveChannel}, string_agg(pair, ',')) from pairs group by part)
    select (select count(*) from taken) as taken, (select count(*) from notified) as parts`.execute(
    db,
  );
  return rows[0]?.taken ?? 0;
}
