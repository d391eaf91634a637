/** Errands in the outbox: work for another system, tried until it is done. */
import type { Id } from '@kindcart/contract';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/schema.ts';

export interface TakeErrands {
  readonly topic: string;
  readonly limit: number;
  /** How long after the first try comes the second; each after that takes twice as long, up to an hour. */
  readonly firstRestSeconds: number;
}

/**
 * A statement that takes errands which are due for one try each: they come back later unless
 * `finishErrand` is called. It gives organization_id, id, subject and payload.
 */
export function takeErrands({ topic, limit, firstRestSeconds }: TakeErrands): RawBuilder<unknown> {
  return sql`
    update outbox set attempts = attempts + 1,
      available_at = now()
        + make_interval(secs => least(3600, ${firstRestSeconds}::integer * 2 ^ least(attempts, 12)))
    where (organization_id, id) in (
      select organization_id, id from outbox
      where topic = ${topic} and available_at <= now()
      order by available_at limit ${limit} for update skip locked)
    returning organization_id, id, subject, payload`;
}

/** The errand is done. */
export async function finishErrand(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  id: string,
): Promise<void> {
  await db
    .deleteFrom('outbox')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}
