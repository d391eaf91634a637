/** Trees that a charity item promises: whether its orders pay for them, and how many are due. */
import type { AdoptableLand } from '../forest/adoption-life.ts';
import { refuseAdoption } from '../forest/adoption-life.ts';
import type { Id } from '../ids.ts';
import type { CharityItemTerms } from './item.ts';
import type { TermsRefusal } from './item-life.ts';

/** Why trees cannot be promised by the terms; null where they can, or none are. */
export function refuseItemTrees(
  terms: CharityItemTerms,
  land: (AdoptableLand & { readonly projectId: Id<'project'> }) | undefined,
): TermsRefusal | null {
  const { trees, split, choices } = terms;
  if (trees == null) return null;
  const refuse = (field: string, message: string) =>
    ({ code: 'request_invalid', field: `terms.trees.${field}`, message }) as const;
  if (land === undefined) return refuse('plotId', 'is no plot of this key');
  const refusal = refuseAdoption(land, { shares: 1 });
  if (refusal !== null) return refuse(refusal.field, refusal.message);
  const part = split.find(({ projectId }) => projectId === land.projectId);
  if (part === undefined || choices.length > 0) {
    return refuse('plotId', `is of ${land.projectId}, which does not have its part of every order`);
  }
  const gives = Math.floor((leastOf(terms) * part.basisPoints) / 10_000);
  const { price } = land;
  if (gives * trees.orders >= price.amount) return null;
  const enough =
    gives === 0
      ? 'say the least that an order gives'
      : `say ${Math.ceil(price.amount / gives)} orders, or the least that an order gives`;
  const message = `is too few: they give ${gives * trees.orders} at the least, and a tree costs ${price.amount}; ${enough}`;
  return refuse('orders', message);
}

/** The least that any order in scope gives, in minor units. */
function leastOf({ gives, least, most }: CharityItemTerms): number {
  const fixed = gives.kind === 'order_fixed' || gives.kind === 'item_fixed' ? gives.amount : 0;
  return Math.min(Math.max(fixed, least ?? 0), most ?? Number.MAX_SAFE_INTEGER);
}

/** So many orders that were settled while a tree was promised for each so many. */
export interface SettledOrders {
  readonly orders: number;
  readonly perTree: number;
}

/**
 * How many trees are due for all of them together: where the promise changed, what an order is worth
 * stays what it was when the order was paid.
 */
export function treesDue(settled: readonly SettledOrders[]): number {
  let [due, of] = [0n, 1n];
  for (const { orders, perTree } of settled) {
    due = due * BigInt(perTree) + BigInt(orders) * of;
    of *= BigInt(perTree);
  }
  return Number(due / of);
}
