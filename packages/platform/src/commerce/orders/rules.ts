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

/** The same, with the projects that it is parted among. */
export type PartedPledge = KeptPledge & Pick<DecidedPledge, 'parts'>;

/** What the totals of a merchant gain, or lose. */
export interface ImpactChange {
  /** Orders are counted once, by however many charity items they give. */
  readonly orders: number;
  readonly projects: readonly { readonly projectId: Id<'project'>; readonly given: bigint }[];
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

/** How a merchant's totals move by the same; projects whose sums stay are left out. */
export function impactChange(
  before: readonly PartedPledge[],
  after: readonly PartedPledge[],
): ImpactChange {
  const given = new Map<Id<'project'>, bigint>();
  const add = (pledges: readonly PartedPledge[], sign: bigint) => {
    for (const { projectId, exact } of pledges.filter(isCounted).flatMap(({ parts }) => parts)) {
      given.set(projectId, (given.get(projectId) ?? 0n) + sign * exact);
    }
  };
  add(before, -1n);
  add(after, 1n);
  return {
    orders: (after.some(isCounted) ? 1 : 0) - (before.some(isCounted) ? 1 : 0),
    projects: [...given.keys()].sort().flatMap((projectId) => {
      const sum = given.get(projectId) ?? 0n;
      return sum === 0n ? [] : [{ projectId, given: sum }];
    }),
  };
}

/** What counts as given: nothing before it is confirmed. */
function countedOf(pledges: readonly KeptPledge[]): Map<Id<'charityItem'>, bigint> {
  return new Map(pledges.filter(isCounted).map((each) => [each.charityItemId, each.exact]));
}

function isCounted({ state, exact }: KeptPledge): boolean {
  return state === 'confirmed' && exact > 0n;
}
