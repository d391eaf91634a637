/** What decides whether a challenge takes what a server tells, as rows. */
import type { Id, TakingTerms } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';

/** A challenge's terms, and the zone of its days; undefined where the book has no such challenge. */
export async function findTerms(
  db: Kysely<Database>,
  book: Book,
  id: Id<'challenge'>,
): Promise<(TakingTerms & { readonly timeZone: string }) | undefined> {
  const row = await db
    .selectFrom('challenge')
    .select(['kind', 'starts_on', 'ends_on', 'time_zone', 'paused', 'closed_at', 'sources'])
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      kind: row.kind,
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      timeZone: row.time_zone,
      paused: row.paused,
      closed: row.closed_at !== null,
      sources: row.sources,
    }
  );
}
