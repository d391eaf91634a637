/** When a merchant's orders give nothing. Pure. */
import type { Merchant } from '@kindcart/contract';
import type { Suspension } from '../../database/tables/commerce.ts';

/** Whether the last suspension goes on. */
export function isSuspended(suspensions: readonly Suspension[]): boolean {
  const last = suspensions.at(-1);
  return last !== undefined && last.until === null;
}

/** The suspensions once the merchant is to be in the state; the same where it is so already. */
export function suspensionsAfter(
  suspensions: readonly Suspension[],
  state: Merchant['state'] | undefined,
  now: Date,
): readonly Suspension[] {
  if (state === undefined || (state === 'suspended') === isSuspended(suspensions)) {
    return suspensions;
  }
  const at = now.toISOString();
  if (state === 'suspended') return [...suspensions, { since: at, until: null }];
  return suspensions.map((each) => (each.until === null ? { ...each, until: at } : each));
}
