/** What a new outcome of an order moves. */
import type { DecidedPledge, Id } from '@kindcart/contract';

/** What is kept of a pledge, as far as totals go. */
export type KeptPledge = Pick<DecidedPledge, 'charityItemId' | 'state' | 'exact'>;

/** What the totals of one charity item gain, or lose. */
export interface TotalChange {
  readonly charityItemId: Id<'charityItem'>;
  readonly orders: number;
  readonly given: bigint;
}

/** How totals move when the pledges of one order become others; those that stay are left out. */
export function totalChanges(
  before: readonly KeptPledge[],
  after: readonly KeptPledge[],
): TotalChange[] {
  const then = countedOf(before);
  const now = countedOf(after);
  const ids = [...new Set([...then.keys(), ...now.keys()])].sort();
  return ids.flatMap((charityItemId) => {
    const [was = 0n, is = 0n] = [then.get(charityItemId), now.get(charityItemId)];
    const orders = (is > 0n ? 1 : 0) - (was > 0n ? 1 : 0);
    return was === is ? [] : [{ charityItemId, orders, given: is - was }];
  });
}

/** What counts as given: nothing before it is confirmed. */
function countedOf(pledges: readonly KeptPledge[]): Map<Id<'charityItem'>, bigint> {
  const confirmed: DecidedPledge['state'] = 'confirmed';
  return new Map(
    pledges
      .filter(({ state }) => state === confirmed)
      .map((each) => [each.charityItemId, each.exact]),
  );
}
