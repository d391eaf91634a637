/** A charity's own notes on donations, as rows. */
import type { Id, Note } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';

/** Whether the book has the donation. */
export async function hasDonation(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  id: Id<'donation'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('donation')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** Adds a note to a donation that is there. */
export async function insertNote(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  note: Note,
): Promise<void> {
  await db
    .insertInto('donation_note')
    .values({
      organization_id: organizationId,
      donation_id: note.donationId,
      id: note.id,
      text: note.text,
      created_at: note.createdAt,
    })
    .execute();
}

/** A page of a donation's notes, newest first, after the cursor. */
export async function listNotes(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  donationId: Id<'donation'>,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<Note[]> {
  let query = db
    .selectFrom('donation_note')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('donation_id', '=', donationId)
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.cursor !== undefined) query = query.where(sql<boolean>`id < ${page.cursor}`);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    donationId: row.donation_id,
    text: row.text,
    createdAt: row.created_at.toISOString(),
  }));
}
