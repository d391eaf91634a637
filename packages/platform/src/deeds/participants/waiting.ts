/** Deeds of participants that somebody of the charity has to look at: how many, and whose. Only reads. */
import type { Id } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';

/** How many wait in each challenge that has any, whoever's it is. */
export async function countWaiting(
  db: Kysely<Database>,
): Promise<ReadonlyMap<Id<'challenge'>, number>> {
  const rows = await db
    .selectFrom('deed')
    .select(['challenge_id', sql<number>`count(*)`.as('waiting')])
    .where('state', '=', 'under_review')
    .groupBy(['organization_id', 'challenge_id'])
    .execute();
  return new Map(rows.map(({ challenge_id, waiting }) => [challenge_id, waiting]));
}

/** Whose a deed is; undefined where there is no such deed. */
export async function bookOfDeed(db: Kysely<Database>, id: Id<'deed'>): Promise<Book | undefined> {
  const row = await db
    .selectFrom('deed')
    .select(['organization_id', 'livemode'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { organizationId: row.organization_id, livemode: row.livemode };
}
