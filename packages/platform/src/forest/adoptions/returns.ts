/** Money that was paid for a tree that does not come to be goes back, once, and the donor is told why. */
import type { AdoptionReturn, Id, ReturnReason } from '@kindcart/contract';
import type { Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { insertRefund, lockDonation } from '../../giving/refunds/records.ts';
import { decideRefund } from '../../giving/refunds/rules.ts';
import type { Book } from '../../ledger/rules.ts';
import { queueMails } from '../../mail/queue.ts';
import type { PointsPurse } from './points.ts';

export interface ReturnParts {
  readonly now: () => Date;
  readonly newRefundId: () => Id<'refund'>;
  readonly newMailId: () => Id<'mail'>;
  /** Where points go back to. */
  readonly purse?: PointsPurse | undefined;
}

/** Why, for the charity's books. */
const reasons: Readonly<Record<ReturnReason, string>> = {
  place_gone: 'No place for the tree was left when the payment came',
  team_incomplete: 'The team for the tree did not come together in time',
  surplus: 'The tree was paid for by another gift already',
};

/**
 * Asks for the refunds, in the transaction that decides them; what went back already is left alone.
 * Says how many were asked for.
 */
export async function giveBack(
  transaction: Transaction<Database>,
  book: Book,
  adoptionId: Id<'adoption'>,
  returns: readonly AdoptionReturn[],
  { now, newRefundId, newMailId }: ReturnParts,
): Promise<number> {
  let asked = 0;
  for (const { donationId, because } of returns) {
    const { numUpdatedRows } = await transaction
      .updateTable('adoption_payment')
      .set({ returned_because: because })
      .where('organization_id', '=', book.organizationId)
      .where('donation_id', '=', donationId)
      .where('returned_because', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) continue;
    const donation = await lockDonation(transaction, book, donationId);
    if (donation === undefined) continue;
    const decision = decideRefund(donation, { amount: null, reason: null });
    if (!decision.ok) continue;
    await insertRefund(transaction, donation, {
      id: newRefundId(),
      amount: decision.amount,
      reason: reasons[because],
      now: now(),
    });
    asked += 1;
    const to = await addressOf(transaction, book, donationId);
    if (to === null) continue;
    const about = { kind: 'tree_returned', adoptionId, donationId, because } as const;
    await queueMails(transaction, [{ id: newMailId(), ...book, to, about }]);
  }
  return asked;
}

async function addressOf(
  transaction: Transaction<Database>,
  { organizationId }: Book,
  donationId: Id<'donation'>,
): Promise<string | null> {
  const row = await transaction
    .selectFrom('donation_detail')
    .select('email')
    .where('organization_id', '=', organizationId)
    .where('donation_id', '=', donationId)
    .executeTakeFirst();
  return row?.email ?? null;
}
