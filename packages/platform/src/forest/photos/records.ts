/** Photos as rows. */
import type { Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import type { Picture } from './picture.ts';

/** Keeps a picture, once. @returns the id of the photo that has these bytes */
export async function keepPhoto(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  id: Id<'photo'>,
  { mediaType, bytes, sha256 }: Picture & { readonly sha256: string },
  now: Date,
): Promise<Id<'photo'>> {
  const kept = await db
    .insertInto('photo')
    .values({
      organization_id: organizationId,
      id,
      livemode,
      media_type: mediaType,
      sha256,
      bytes,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'livemode', 'sha256']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (kept !== undefined) return kept.id;
  const before = await db
    .selectFrom('photo')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('sha256', '=', sha256)
    .executeTakeFirstOrThrow();
  return before.id;
}

/** A photo, whoever's it is: its address is known to those who were shown it. */
export async function findPhoto(
  db: Kysely<Database>,
  id: Id<'photo'>,
): Promise<Picture | undefined> {
  const row = await db
    .selectFrom('photo')
    .select(['media_type', 'bytes'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { mediaType: row.media_type, bytes: row.bytes };
}
