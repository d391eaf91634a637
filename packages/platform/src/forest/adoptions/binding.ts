/** A donation that is about to begin is bound to the share of an adoption that it pays. */
import { type CreateDonation, chooseShare, type Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { factsOf, lockAdoption } from './records.ts';

/** What is bound. */
export interface Binding {
  readonly adoptionId: Id<'adoption'>;
  readonly donationId: Id<'donation'>;
  readonly gift: Pick<CreateDonation, 'projectId' | 'gift' | 'interval'>;
  /** The address that begins it, hashed; null for a charity's own server. */
  readonly begunFrom: string | null;
  readonly now: Date;
}

/**
 * Binds the donation, before its payment begins: from then on nobody else is offered the share while
 * the payment is under way. A donation that then never comes to be leaves the share to the next.
 *
 * @throws Refusal where the adoption takes no payment, or not this one
 */
export async function bindShare(
  db: Kysely<Database>,
  book: Book,
  { adoptionId, donationId, gift, begunFrom, now }: Binding,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const row = await lockAdoption(transaction, book, adoptionId);
    const { organizationId } = book;
    const facts = (await factsOf(transaction, organizationId, [adoptionId])).get(adoptionId);
    if (row === undefined || facts === undefined) return refuse('adoption_unknown');
    const { state, held_until: heldUntil, currency } = row;
    const choice = chooseShare({ state, heldUntil, currency, ...facts }, gift, begunFrom, now);
    if (!choice.ok) return refuse(choice.code, { fields: [choice] });
    const { number } = choice.share;
    await transaction
      .updateTable('adoption_share')
      .set({ state: 'pending', donation_id: donationId })
      .where('organization_id', '=', organizationId)
      .where('adoption_id', '=', adoptionId)
      .where('number', '=', number)
      .execute();
    await transaction
      .insertInto('adoption_payment')
      .values({
        organization_id: organizationId,
        donation_id: donationId,
        adoption_id: adoptionId,
        share_number: number,
        begun_from: begunFrom,
        returned_because: null,
        created_at: now,
      })
      .execute();
  });
}
