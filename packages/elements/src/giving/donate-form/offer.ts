import type { DonationStatus, Project } from '@kindcart/contract';

/**
 * The place of the suggested amount to offer for each month in the place of a single gift: the
 * largest that is half of it or less, so that the first payment is smaller than the one at hand.
 * Undefined where none is, and where the gift comes again as it is.
 */
export function offerFor(
  { suggestedAmounts }: Project,
  { gift, interval }: DonationStatus,
): number | undefined {
  const fits = suggestedAmounts
    .map(({ amount }) => amount)
    .filter((each) => each * 2 <= gift.amount);
  const largest = Math.max(...fits);
  if (interval || fits.length === 0) return undefined;
  return suggestedAmounts.findIndex(({ amount }) => amount === largest);
}
