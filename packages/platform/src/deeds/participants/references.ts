/**
 * Participants whom a server knows by a reference of its own: they have no key. Of a reference a keyed hash is
 * kept and nothing else, also of one whose participant was erased: the same reference means the same one for
 * good, so that what was told before gives nothing again.
 */
import { createHmac } from 'node:crypto';
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
  const secret = await findSecret(db);
  const hashes = new Map(references.map((one) => [one, hashOf(secret, book, one)]));
  const known = await findByHash(db, book, [...hashes.values()]);
  // In one order, so that two requests that tell of the same do not wait for each other.
  const missing = [...hashes.values()].filter((hash) => !known.has(hash)).sort();
  if (missing.length > 0) {
    const at = now();
    await db
      .insertInto('participant')
      .values(
        missing.map((hash) => ({
          organization_id: book.organizationId,
          id: newParticipantId(),
          livemode: book.livemode,
          reference_hash: hash,
          created_at: at,
          updated_at: at,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const all = missing.length > 0 ? await findByHash(db, book, [...hashes.values()]) : known;
  return new Map(
    [...hashes].flatMap(([reference, hash]) => {
      const id = all.get(hash);
      return id === undefined ? [] : [[reference, id] as const];
    }),
  );
}

function hashOf(secret: string, { organizationId, livemode }: Book, reference: string): string {
  const text = `${organizationId} ${livemode} ${reference}`;
  return createHmac('sha256', secret).update(text).digest('base64url');
}

async function findSecret(db: Kysely<Database>): Promise<string> {
  const { value } = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'reference_secret')
    .executeTakeFirstOrThrow();
  return value;
}

async function findByHash(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  hashes: readonly string[],
): Promise<Map<string, Id<'participant'>>> {
  const rows = await db
    .selectFrom('participant')
    .select(['id', 'reference_hash'])
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('reference_hash', 'in', [...hashes])
    .execute();
  return new Map(rows.map(({ id, reference_hash }) => [reference_hash ?? '', id]));
}
