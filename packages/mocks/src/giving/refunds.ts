/** Refunds of the made-up platform: asking about one, or about its donation, takes it further. */
import type { DonationState, EndpointInput, Money, Refund, RefundState } from '@kindcart/contract';
import {
  add,
  compare,
  equal,
  isZero,
  negate,
  reverseShare,
  subtract,
} from '@kindcart/contract/money';
import { hearOfTree } from '../forest/adoptions.ts';
import { refuse } from '../refusal.ts';
import { type Gift, giftOf, timeIn, type World } from '../world.ts';
import { countGift } from './projects.ts';

export function createRefund(
  world: World,
  { params, body }: Pick<EndpointInput<'createRefund'>, 'params' | 'body'>,
): Refund {
  const { donation } = giftOf(world, params.donationId);
  const left = [...world.refunds.values()]
    .filter(({ donationId, state }) => donationId === donation.id && state !== 'failed')
    .reduce((rest, { amount }) => subtract(rest, amount), donation.charge);
  const isPaid = donation.state === 'succeeded' || donation.state === 'partially_refunded';
  if (!isPaid || isZero(left)) refuse('donation_not_refundable');
  const amount = body.amount ?? left;
  if (amount.currency !== left.currency) {
    refuse('currency_mismatch', [{ field: 'amount.currency', message: `is not ${left.currency}` }]);
  }
  if (compare(amount, left) > 0) {
    refuse('refund_too_large', [{ field: 'amount.amount', message: `is above ${left.amount}` }]);
  }
  const time = timeIn(world);
  const refund: Refund = {
    id: world.newId('refund'),
    donationId: donation.id,
    amount,
    state: 'pending',
    reason: body.reason,
    createdAt: time,
    updatedAt: time,
  };
  world.refunds.set(refund.id, refund);
  return refund;
}

export function getRefund(world: World, { params }: EndpointInput<'getRefund'>): Refund {
  const refund = world.refunds.get(params.refundId) ?? refuse('refund_unknown');
  hearOfRefund(world, giftOf(world, refund.donationId), refund);
  return refund;
}

/** Takes all refunds of a gift a step further. */
export function hearOfRefunds(world: World, gift: Gift): void {
  for (const refund of world.refunds.values()) {
    if (refund.donationId === gift.donation.id) hearOfRefund(world, gift, refund);
  }
}

/** Next time it is done; or, with the card for that, it has failed after all. */
function hearOfRefund(world: World, gift: Gift, refund: Refund): void {
  if (refund.state === 'pending') {
    give(world, gift, refund.amount);
    become(world, refund, 'succeeded');
  } else if (refund.state === 'succeeded' && gift.card === 'refundFailsLater') {
    give(world, gift, negate(refund.amount));
    become(world, refund, 'failed');
  }
}

function become(world: World, refund: Refund, state: RefundState): void {
  world.refunds.set(refund.id, { ...refund, state, updatedAt: timeIn(world) });
}

/** Gives back so much of the charge; less than nothing when a refund comes back. */
function give(world: World, gift: Gift, amount: Money): void {
  const before = gift.donation;
  const refunded = add(before.refunded, amount);
  const state = stateOf(refunded, before.charge);
  gift.donation = { ...before, refunded, state, updatedAt: timeIn(world) };
  hearOfTree(world, gift);
  const raised = subtract(giftBack(before.refunded, gift), giftBack(refunded, gift));
  const counted = (donationState: DonationState) => (donationState === 'refunded' ? 0 : 1);
  const change = counted(state) - counted(before.state);
  countGift(world, before.projectId, raised, change === 0 ? 0 : change > 0 ? 1 : -1);
}

function stateOf(refunded: Money, charge: Money): DonationState {
  if (isZero(refunded)) return 'succeeded';
  return equal(refunded, charge) ? 'refunded' : 'partially_refunded';
}

/** How much of the gift is back when so much of the charge is. */
export function giftBack(refunded: Money, { donation }: Gift): Money {
  return reverseShare({
    whole: donation.charge,
    part: donation.gift,
    refundedBefore: subtract(refunded, refunded),
    refundNow: refunded,
  });
}
