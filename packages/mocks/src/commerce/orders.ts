/** Orders of the made-up platform: what became complete by time alone is, as soon as it is looked at. */
import {
  cartStanding,
  type EndpointInput,
  exactText,
  type Id,
  isNewer,
  isProjectClosed,
  type Merchant,
  type Order,
  type OrderStanding,
  orderStateOf,
  outcomeOf,
  type PledgePreview,
  refuseStanding,
  sayParts,
  saySteps,
} from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { pageOf, timeIn, type World } from '../world.ts';
import { itemsInForce, projectFacts } from './charity-items.ts';
import { merchantOf } from './merchants.ts';

function decide(world: World, merchant: Merchant, standing: OrderStanding) {
  const paidAt = new Date(standing.paidAt ?? timeIn(world));
  const closed = projectFacts(world).filter((project) => isProjectClosed(project, paidAt));
  return outcomeOf(standing, itemsInForce(world, merchant, paidAt.getTime()), {
    completes: merchant.completes,
    closed: new Set(closed.map(({ id }) => id)),
    nowMs: world.now().getTime(),
  });
}

/** What an order is told with. */
function standingOf({
  updatedAt,
  currency,
  paidAt,
  completedAt,
  cancelledAt,
  test,
  choice,
  lines,
}: Order): OrderStanding {
  return { updatedAt, currency, paidAt, completedAt, cancelledAt, test, choice, lines };
}

function stand(
  world: World,
  merchant: Merchant,
  named: Pick<Order, 'id' | 'merchantId' | 'shopOrderId' | 'createdAt'>,
  standing: OrderStanding,
): Order {
  const { id, merchantId, shopOrderId, createdAt } = named;
  const { pledges, none, confirmsAt } = decide(world, merchant, standing);
  const time = (text: string | null) => (text === null ? null : new Date(text).toISOString());
  const order: Order = {
    id,
    merchantId,
    source: 'api',
    shopOrderId,
    ...standing,
    updatedAt: new Date(standing.updatedAt).toISOString(),
    paidAt: time(standing.paidAt),
    completedAt: time(standing.completedAt),
    cancelledAt: time(standing.cancelledAt),
    state: orderStateOf(standing),
    confirmsAt: confirmsAt?.toISOString() ?? null,
    pledges: pledges.map(({ exact, parts, steps, ...rest }) => ({
      ...rest,
      exact: exactText(exact),
      parts: sayParts(parts),
      steps: saySteps(steps),
    })),
    none: none.map((each) => ({ ...each, steps: saySteps(each.steps) })),
    livemode: false,
    createdAt,
  };
  world.orders.set(id, order);
  return order;
}

/** As the order stands now: time alone may have made it complete. */
function settled(world: World, order: Order): Order {
  const { confirmsAt } = order;
  if (confirmsAt === null || Date.parse(confirmsAt) > world.now().getTime()) return order;
  return stand(world, merchantOf(world, order.merchantId), order, standingOf(order));
}

/** All orders as they stand now. */
export function settledOrders(world: World): Order[] {
  return [...world.orders.values()].map((order) => settled(world, order));
}

/** What an order names is there. */
function namedBy(
  world: World,
  named: { readonly merchantId: string; readonly choice: Id<'project'> | null },
): Merchant {
  const merchant = merchantOf(world, named.merchantId);
  if (named.choice !== null && !world.projects.has(named.choice)) {
    refuse('project_unknown', [{ field: 'choice', message: 'is no project of this key' }]);
  }
  return merchant;
}

export function recordOrder(world: World, { body }: EndpointInput<'recordOrder'>): Order {
  const merchant = namedBy(world, body);
  const { merchantId, shopOrderId, ...standing } = body;
  const refusal = refuseStanding(standing, false, world.now());
  if (refusal !== null) refuse(refusal.code, [refusal]);
  const known = [...world.orders.values()].find(
    (order) => order.merchantId === merchantId && order.shopOrderId === shopOrderId,
  );
  if (known !== undefined && !isNewer(standing, standingOf(known))) return settled(world, known);
  const fresh = { id: world.newId('order'), merchantId, shopOrderId, createdAt: timeIn(world) };
  return stand(world, merchant, known ?? fresh, standing);
}

export function listOrders(world: World, { query = {} }: EndpointInput<'listOrders'>) {
  const { merchantId } = query;
  const all = settledOrders(world);
  const asked = all.filter((each) => merchantId === undefined || each.merchantId === merchantId);
  return pageOf(asked, query);
}

export function getOrder(world: World, { params }: EndpointInput<'getOrder'>): Order {
  return settled(world, world.orders.get(params.orderId) ?? refuse('order_unknown'));
}

export function previewPledge(
  world: World,
  { body }: EndpointInput<'previewPledge'>,
): PledgePreview {
  const merchant = namedBy(world, body);
  const { pledges, none } = decide(world, merchant, cartStanding(body, world.now()));
  return {
    pledges: pledges.map(({ charityItemId, revision, exact, parts, steps }) => ({
      charityItemId,
      revision,
      exact: exactText(exact),
      parts: sayParts(parts),
      steps: saySteps(steps),
    })),
    none: none.map((each) => ({ ...each, steps: saySteps(each.steps) })),
    livemode: false,
  };
}
