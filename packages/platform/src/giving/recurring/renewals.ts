/** Donations that nobody here began: the provider charged a recurring gift again by itself. */
import type { Id, Renewal } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';

/** A charge that a provider tells of. */
export interface RenewalCharge extends Book {
  readonly provider: string;
  readonly reference: Id<'payment'>;
  readonly renewal: Renewal;
}

/** What became of it; `made` also when it was there before. */
export type RenewalOutcome = 'made' | 'recurring_gift_unknown' | 'livemode_mismatch';

/**
 * Makes the donation of a period, unpaid, so that the payment is then settled as any. The pair of
 * recurring gift and period is there once for ever, whatever is told how often.
 */
export async function makeRenewal(
  db: Kysely<Database>,
  { organizationId, livemode, provider, reference, renewal }: RenewalCharge,
  newDonationId: () => Id<'donation'>,
): Promise<RenewalOutcome> {
  const { recurringGiftId, period, revision, chargedAt } = renewal;
  const { rows } = await sql<{ livemode: boolean }>`
    with gift as (
      select gift.*, terms.gift_amount, terms.fee_cover_amount
      from recurring_gift as gift
      join recurring_gift_terms as terms on terms.organization_id = gift.organization_id
        and terms.recurring_gift_id = gift.id and terms.revision = ${revision}
      where gift.organization_id = ${organizationId} and gift.id = ${recurringGiftId}
        and gift.provider = ${provider}),
    charged as (
      insert into recurring_gift_charge (
        organization_id, recurring_gift_id, period, donation_id, revision, charged_at)
      select organization_id, id, ${period}, ${newDonationId()}, ${revision}, ${chargedAt}
      from gift where livemode = ${livemode}
      on conflict do nothing
      returning donation_id),
    made as (
      insert into donation (
        organization_id, id, livemode, version, project_id, state, currency, gift_amount,
        fee_cover_amount, refunded_amount, refund_asked_amount, donor_name, anonymous, message,
        provider, payment_reference, payment_version, expires_at, recurring_gift_id,
        recurring_interval, created_at, updated_at)
      select gift.organization_id, charged.donation_id, gift.livemode, 1, gift.project_id, 'pending',
        gift.currency, gift.gift_amount, gift.fee_cover_amount, 0, 0, first.donor_name,
        first.anonymous, null, gift.provider, ${reference}, 0, ${chargedAt}, gift.id,
        gift.recurring_interval, ${chargedAt}, ${chargedAt}
      from gift cross join charged
      join donation as first on first.organization_id = gift.organization_id
        and first.id = gift.first_donation_id),
    -- The receipt goes where the first one went; the card to somebody was for the first gift alone.
    told as (
      insert into donation_detail (
        organization_id, donation_id, livemode, email, email_key, language, dedication)
      select gift.organization_id, charged.donation_id, gift.livemode, detail.email,
        detail.email_key, detail.language, jsonb_set(detail.dedication, '{card}', 'null')
      from gift cross join charged
      join donation_detail as detail on detail.organization_id = gift.organization_id
        and detail.donation_id = gift.first_donation_id)
    select livemode from gift`.execute(db);
  const [gift] = rows;
  if (gift === undefined) return 'recurring_gift_unknown';
  return gift.livemode === livemode ? 'made' : 'livemode_mismatch';
}
