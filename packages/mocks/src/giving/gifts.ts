/** The public face of the made-up platform's gifts. */
import {
  type EndpointInput,
  type Gift,
  largestGiftsMax,
  type Money,
  pageLimit,
} from '@kindcart/contract';
import { compare, isZero, subtract } from '@kindcart/contract/money';
import { type Gift as KnownGift, pageOf, type World } from '../world.ts';
import { getProject } from './projects.ts';
import { giftBack } from './refunds.ts';

export function listGifts(world: World, { params, query = {} }: EndpointInput<'listGifts'>) {
  const project = getProject(world, { params });
  const gifts = [...world.gifts.values()].flatMap((gift) =>
    gift.donation.projectId === project.id ? publicGift(gift) : [],
  );
  if (query.order !== 'largest') return pageOf(gifts, query);
  const limit = Math.min(query.limit ?? pageLimit.default, largestGiftsMax);
  const largest = gifts.reverse().sort((a, b) => compare(b.amount, a.amount));
  return { items: largest.slice(0, limit), nextCursor: null };
}

/** What the public sees of a gift: nothing of one that is not paid, or was given back. */
function publicGift(gift: KnownGift): Gift[] {
  const { state, anonymous, moderation, createdAt } = gift.donation;
  if (state !== 'succeeded' && state !== 'partially_refunded') return [];
  const amount: Money = subtract(gift.donation.gift, giftBack(gift.donation.refunded, gift));
  if (isZero(amount)) return [];
  const donorName = anonymous || moderation?.nameHidden ? null : gift.donation.donorName;
  const message = moderation?.messageHidden ? null : gift.donation.message;
  return [{ id: gift.publicId, amount, donorName, message, givenAt: createdAt }];
}
