/** Receipts are issued when somebody asks for one. */
import type { Id, Receipt } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { type PaperParts, toReceipt } from './papers.ts';
import { bringInLine, listReceipts } from './records.ts';

export interface IssueParts extends PaperParts {
  readonly db: Kysely<Database>;
  readonly newReceiptId: () => Id<'receipt'>;
}

/** The receipt that counts, issued now where there is none. @throws Refusal `donation_not_paid` */
export async function issueReceipt(
  parts: IssueParts,
  book: Book,
  donationId: Id<'donation'>,
): Promise<Receipt> {
  const { db, newReceiptId } = parts;
  await db
    .transaction()
    .execute((transaction) => bringInLine(transaction, book, [donationId], newReceiptId));
  const [newest] = await listReceipts(db, book, [donationId]);
  if (newest === undefined || newest.void_reason !== null) refuse('donation_not_paid');
  return toReceipt(parts, newest);
}
