/**
 * Donations that this process made and whose payment it has heard nothing of yet, so that the first
 * word on a payment needs no read. What is remembered is a guess, as the donation may have expired
 * meanwhile: whoever decides by it must write only where the donation still has that version.
 */
import type { Id } from '@kindcart/contract';
import type { NewDonation } from './records.ts';
import type { DonationFacts } from './rules.ts';

export interface FreshDonations {
  /** Remembers a donation that was just made. */
  keep(made: NewDonation): void;
  /** What it was when it was made; given once, and undefined when it is not remembered. */
  take(organizationId: Id<'organization'>, reference: Id<'payment'>): DonationFacts | undefined;
}

/** Beyond it the oldest are forgotten, and read when they are paid: some megabytes at most. */
const keptMax = 10_000;

export function createFreshDonations(max = keptMax): FreshDonations {
  const kept = new Map<string, DonationFacts>();
  return {
    keep(made) {
      const [oldest] = kept.size < max ? [] : kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
      const { organizationId } = made.claim;
      kept.set(keyOf(organizationId, made.row.payment_reference), factsOf(made));
    },
    take(organizationId, reference) {
      const key = keyOf(organizationId, reference);
      const facts = kept.get(key);
      kept.delete(key);
      return facts;
    },
  };
}

function keyOf(organizationId: string, reference: string): string {
  return `${organizationId} ${reference}`;
}

/** A donation as `insertDonations` writes it. */
function factsOf({ claim, row }: NewDonation): DonationFacts {
  return {
    organizationId: claim.organizationId,
    livemode: claim.livemode,
    id: row.id,
    version: 1,
    projectId: row.project_id,
    state: 'pending',
    currency: row.currency,
    giftAmount: row.gift_amount,
    feeCoverAmount: row.fee_cover_amount,
    refundedAmount: 0,
    refundAskedAmount: 0,
    disputedAmount: 0,
    provider: row.provider,
    paymentVersion: 0,
  };
}
