/** What a merchant's charity items have given together, on the made-up platform. */
import {
  areTermsOver,
  charityItemExample,
  type EndpointInput,
  exactText,
  type Id,
  impactProjectsMax,
  parseExact,
  type ShopImpact,
  wholeUnits,
} from '@kindcart/contract';
import type { World } from '../world.ts';
import { countedTotals, inOrder, latest } from './charity-items.ts';
import { merchantOf } from './merchants.ts';
import { settledOrders } from './orders.ts';

/** A fold of the orders that are there; the example tells of more orders than it brings. */
export function getShopImpact(
  world: World,
  { params }: EndpointInput<'getShopImpact'>,
): ShopImpact {
  const { id, name, currency } = merchantOf(world, params.merchantId);
  const confirmed = settledOrders(world)
    .filter(({ merchantId }) => merchantId === id)
    .map(({ pledges }) => pledges.filter(({ state }) => state === 'confirmed'))
    .filter(({ length }) => length > 0);
  const { merchantId, split, totals } = charityItemExample;
  const before = id === merchantId && world.orders.size > 0 ? totals : null;
  const sums = new Map<Id<'project'>, bigint>();
  const add = (projectId: Id<'project'>, exact: string) =>
    sums.set(projectId, (sums.get(projectId) ?? 0n) + parseExact(exact));
  if (before !== null) for (const { project } of split) add(project.id, before.exact);
  for (const { parts } of confirmed.flat()) {
    for (const { projectId, exact } of parts) add(projectId, exact);
  }
  const given = [...sums.values()].reduce((sum, each) => sum + each, 0n);
  const orders = confirmed.length + (before?.orders ?? 0);
  const money = (exact: bigint) => ({ amount: wholeUnits(exact), currency });
  return {
    id,
    name,
    currency,
    totals: countedTotals(world, id, { orders, given, currency }),
    projects: [...sums]
      .sort(([, one], [, other]) => (one < other ? 1 : -1))
      .slice(0, impactProjectsMax)
      .map(([projectId, exact]) => ({
        project: { id: projectId, title: world.projects.get(projectId)?.title ?? '' },
        given: money(exact),
        exact: exactText(exact),
      })),
    items: itemsOf(world, id),
    livemode: false,
  };
}

function itemsOf(world: World, merchantId: Id<'merchant'>): ShopImpact['items'] {
  const own = [...world.charityItems.values()].filter((item) => item.merchantId === merchantId);
  return inOrder(own)
    .filter((item) => !areTermsOver(latest(item).terms, world.now()))
    .map(({ id, name }) => ({ id, name }));
}
