/** What of a donation the public may see, and in which order. Pure. */
import type { DonationState, Gift, Id } from '@kindcart/contract';
import { type KeptFacts, keptGift } from '../bookings/rules.ts';

/** States in which a gift is on the wall. */
export const shownStates: readonly DonationState[] = ['succeeded', 'partially_refunded'];

/** A paid donation as far as its public face needs it. */
export interface GiftFacts extends KeptFacts {
  readonly id: Id<'donation'>;
  readonly refundedAmount: number;
  readonly disputedAmount: number;
  readonly donorName: string | null;
  readonly anonymous: boolean;
  readonly message: string | null;
  /** The charity does not want the name shown, or the message; the gift itself stays. */
  readonly nameHidden: boolean;
  readonly messageHidden: boolean;
  readonly createdAt: Date;
}

/** What is left of a gift, in minor units; nothing of one that the donor's bank took back. */
export function giftLeft(facts: GiftFacts): number {
  const { refundedAmount: refunded, disputedAmount: disputed } = facts;
  return keptGift(facts, { refunded, disputed });
}

/** A paid donation as the public may see it. */
export function toGift(facts: GiftFacts, id: Id<'gift'>): Gift {
  return {
    id,
    amount: { amount: giftLeft(facts), currency: facts.currency },
    donorName: facts.anonymous || facts.nameHidden ? null : shownText(facts.donorName),
    message: facts.messageHidden ? null : shownText(facts.message),
    givenAt: facts.createdAt.toISOString(),
  };
}

/** A text of spaces is none. */
function shownText(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text;
}

/** Largest first; of equal ones the newest. */
export function byAmountLeft(a: GiftFacts, b: GiftFacts): number {
  return giftLeft(b) - giftLeft(a) || (a.id < b.id ? 1 : -1);
}

/**
 * Whether no gift below the lowest that was read can belong among the first `limit`: there is never
 * more left of a gift than was given.
 *
 * @param read - gifts in the order of what was given, largest first, without a gap
 */
export function isSettled(read: readonly GiftFacts[], limit: number): boolean {
  const lowest = read.at(-1);
  const last = [...read].sort(byAmountLeft)[limit - 1];
  return lowest !== undefined && last !== undefined && giftLeft(last) >= lowest.giftAmount;
}
