/** Participants whom a server knows by a reference of its own: they have no key. */
import type { Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';

/** What making them takes. */
export interface ReferenceParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newParticipantId: () => Id<'participant'>;
}

/** Who is meant by each reference. Whoever is told of for the first time is made. */
export async function participantsOf(
  { db, now, newParticipantId }: ReferenceParts,
  book: Book,
  references: readonly string[],
): Promise<ReadonlyMap<string, Id<'participant'>>> {
  const known = await findByReference(db, book, references);
  // In one order, so that two requests that tell of the same do not wait for each other.
  const missing = [...new Set(references)].filter((reference) => !known.has(reference)).sort();
  if (missing.length === 0) return known;
  const at = now();
  await db
    .insertInto('participant')
    .values(
      missing.map((reference) => ({
        organization_id: book.organizationId,
        id: newParticipantId(),
        livemode: book.livemode,
        reference,
        created_at: at,
        updated_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return findByReference(db, book, references);
}

async function findByReference(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  references: readonly string[],
): Promise<Map<string, Id<'participant'>>> {
  const rows = await db
    .selectFrom('participant')
    .select(['id', 'reference'])
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('reference', 'in', [...references])
    .execute();
  return new Map(rows.map(({ id, reference }) => [reference ?? '', id]));
}
