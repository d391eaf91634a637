/** Takes a person out of everything, but for what accounting law keeps. */
import type { Id } from '@kindcart/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { eraseAdopter } from '../../forest/adoptions/records.ts';
import { mailTopic } from '../../mail/queue.ts';
import { eraseDonor } from '../donations/records.ts';

/** What was erased, in numbers. */
export interface Erased {
  readonly gifts: number;
  /** Cards that were to tell this person of somebody else's gift. */
  readonly cards: number;
  readonly mails: number;
  /** Receipts that stay as they were issued. */
  readonly receipts: number;
}

/** Gifts, wishes and queued mails of an address: in one organization, or in all. */
export async function eraseAddress(
  db: Kysely<Database>,
  emailKey: string,
  organizationId?: Id<'organization'>,
): Promise<Erased> {
  return db.transaction().execute(async (transaction) => {
    const here =
      organizationId === undefined ? sql`true` : sql`organization_id = ${organizationId}`;
    const { rows: gifts } = await sql<{ id: Id<'donation'> }>`
      select donation_id as id from donation_detail where email_key = ${emailKey} and ${here}`.execute(
      transaction,
    );
    const { rows: mails } = await sql`
      delete from outbox where topic = ${mailTopic} and ${here}
        and lower(payload::jsonb ->> 'to') = ${emailKey} returning id`.execute(transaction);
    const { rows: cards } = await sql`
      update donation_detail set dedication = dedication || '{"card":null}'::jsonb
      where lower(dedication -> 'card' ->> 'recipientEmail') = ${emailKey} and ${here}
      returning donation_id`.execute(transaction);
    let [mailsOfGifts, receipts] = [0, 0];
    for (const { id } of gifts) {
      const erased = await eraseGiftIn(transaction, id);
      mailsOfGifts += erased.mails;
      receipts += erased.receipts;
    }
    for (const table of ['donor', 'donor_consent'] as const) {
      await sql`delete from ${sql.table(table)} where email_key = ${emailKey} and ${here}`.execute(
        transaction,
      );
    }
    return {
      gifts: gifts.length,
      cards: cards.length,
      mails: mails.length + mailsOfGifts,
      receipts,
    };
  });
}

/** The person behind one gift; undefined when there is no such gift. */
export function eraseGift(db: Kysely<Database>, id: Id<'donation'>): Promise<Erased | undefined> {
  return db.transaction().execute(async (transaction) => {
    const { isKnown, ...erased } = await eraseGiftIn(transaction, id);
    return isKnown ? { gifts: 1, cards: 0, ...erased } : undefined;
  });
}

/** The same within a transaction. */
export async function eraseGiftIn(transaction: Transaction<Database>, id: Id<'donation'>) {
  const isKnown = await eraseDonor(transaction, id);
  await eraseAdopter(transaction, id);
  const receipts = await transaction
    .selectFrom('receipt')
    .select('id')
    .where('donation_id', '=', id)
    .execute();
  const begun = await transaction
    .selectFrom('recurring_gift')
    .select('id')
    .where('first_donation_id', '=', id)
    .execute();
  const about = [id, ...[...receipts, ...begun].map((one) => one.id)];
  const { numDeletedRows } = await transaction
    .deleteFrom('outbox')
    .where('topic', '=', mailTopic)
    .where('subject', 'in', about)
    .executeTakeFirst();
  return { isKnown, mails: Number(numDeletedRows), receipts: receipts.length };
}
