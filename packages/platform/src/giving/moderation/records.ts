/** A charity's decisions on the names and messages of gifts, as rows: one for each gift that has any. */
import type { Id, Moderation } from '@kindcart/contract';
import { type JoinBuilder, type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';

/** What a donation's row has besides when it is read with its decision; all null without one. */
export interface ModerationRow {
  readonly name_hidden: boolean | null;
  readonly message_hidden: boolean | null;
  readonly reason: string | null;
  readonly decided_at: Date | null;
}

export const moderationColumns = [
  'gift_moderation.name_hidden',
  'gift_moderation.message_hidden',
  'gift_moderation.reason',
  'gift_moderation.decided_at',
] as const;

/** How a donation finds its decision. */
export function joinModeration(join: JoinBuilder<Database, 'donation' | 'gift_moderation'>) {
  return join
    .onRef('gift_moderation.organization_id', '=', 'donation.organization_id')
    .onRef('gift_moderation.donation_id', '=', 'donation.id');
}

/** The decision as the contract says it; null when there is none. */
export function toModeration(row: ModerationRow): Moderation | null {
  if (row.decided_at === null) return null;
  return {
    nameHidden: row.name_hidden ?? false,
    messageHidden: row.message_hidden ?? false,
    reason: row.reason,
    decidedAt: row.decided_at.toISOString(),
  };
}

/** Keeps the decision in the place of the one before; false when the book has no such donation. */
export async function keepModeration(
  db: Kysely<Database>,
  book: Book,
  donationId: Id<'donation'>,
  { nameHidden, messageHidden, reason, decidedAt }: Moderation,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into gift_moderation
      (organization_id, donation_id, name_hidden, message_hidden, reason, decided_at)
    select organization_id, id, ${nameHidden}::boolean, ${messageHidden}::boolean, ${reason}::text,
      ${decidedAt}::timestamptz
    from donation
    where organization_id = ${book.organizationId} and livemode = ${book.livemode} and id = ${donationId}
    on conflict (organization_id, donation_id) do update set
      name_hidden = excluded.name_hidden, message_hidden = excluded.message_hidden,
      reason = excluded.reason, decided_at = excluded.decided_at`.execute(db);
  return numAffectedRows === 1n;
}

/** The book that a donation is in, whoever's it is; undefined when there is none. */
export async function findBook(
  db: Kysely<Database>,
  donationId: Id<'donation'>,
): Promise<Book | undefined> {
  const row = await db
    .selectFrom('donation')
    .select(['organization_id', 'livemode'])
    .where('id', '=', donationId)
    .executeTakeFirst();
  return row && { organizationId: row.organization_id, livemode: row.livemode };
}
