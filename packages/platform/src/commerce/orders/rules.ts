/** What a shop may tell of an order, and what a new outcome moves. */
import type {
  DecidedPledge,
  Id,
  OrderPledge,
  OrderStanding,
  ProblemCode,
} from '@kindcart/contract';

/** How far a shop's clock may be ahead of ours. */
const aheadMs = 60 * 60_000;

/** Why a state of an order is refused. */
export interface StandingRefusal {
  readonly code: Extract<ProblemCode, 'request_invalid' | 'livemode_mismatch'>;
  readonly field: string;
  readonly message: string;
}

/**
 * Checks what the shape alone does not tell: no time in the future, since a state of tomorrow would
 * leave no room for the next one, and no test order among live ones.
 */
export function refuseStanding(
  standing: OrderStanding,
  livemode: boolean,
  now: Date,
): StandingRefusal | null {
  for (const field of ['updatedAt', 'paidAt', 'completedAt', 'cancelledAt'] as const) {
    const time = standing[field];
    if (time !== null && Date.parse(time) > now.getTime() + aheadMs) {
      return { code: 'request_invalid', field, message: 'is in the future' };
    }
  }
  if (!standing.test || !livemode) return null;
  const message = 'is true, and a live key keeps no test orders; use a test key (sk_test_…)';
  return { code: 'livemode_mismatch', field: 'test', message };
}

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
  const confirmed: OrderPledge['state'] = 'confirmed';
  return new Map(
    pledges
      .filter(({ state }) => state === confirmed)
      .map((each) => [each.charityItemId, each.exact]),
  );
}
