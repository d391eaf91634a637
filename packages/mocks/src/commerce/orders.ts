/** Orders of the made-up platform: what became complete by time alone is, as soon as it is looked at. */
import {
  cartStanding,
  type EndpointInput,
  exactText,
  isNewer,
  isProjectClosed,
  type Merchant,
  type Order,
  type OrderStanding,
  orderStateOf,
  outcomeOf,
  type PledgePreview,
  parseExact,
  refuseStanding,
  sayParts,
  saySteps,
  toExact,
} from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { pageOf, timeIn, type World } from '../world.ts';
import { itemsInForce, projectFacts, tellItems } from './charity-items.ts';
import { merchantOf, wasSuspended } from './merchants.ts';
import { statedOf } from './statements.ts';

function decide(
  world: World,
  merchant: Pick<Merchant, 'id' | 'completes'>,
  standing: OrderStanding,
) {
  const paidAt = new Date(standing.paidAt ?? timeIn(world));
  const projects = projectFacts(world);
  const closed = projects.filter((project) => isProjectClosed(project, paidAt));
  const rounded = projects.find(({ id }) => id === standing.roundUp?.projectId);
  return outcomeOf(standing, itemsInForce(world, merchant, paidAt.getTime()), {
    completes: merchant.completes,
    closed: new Set(closed.map(({ id }) => id)),
    isRoundUpTaken: rounded?.currency === standing.currency,
    isSuspended: wasSuspended(world, merchant.id, paidAt.getTime()),
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
  roundUp,
  lines,
}: Order): OrderStanding {
  const added = roundUp && { projectId: roundUp.projectId, amount: roundUp.amount };
  const times = { updatedAt, paidAt, completedAt, cancelledAt };
  return { ...times, currency, test, choice, roundUp: added, lines };
}

function stand(
  world: World,
  merchant: Merchant,
  named: Pick<Order, 'id' | 'merchantId' | 'shopOrderId' | 'createdAt'>,
  standing: OrderStanding,
): Order {
  const { id, merchantId, shopOrderId, createdAt } = named;
  const completes = world.completions.get(id) ?? merchant.completes;
  world.completions.set(id, completes);
  const decided = decide(world, { id: merchant.id, completes }, standing);
  const { pledges, none, roundUp, confirmsAt } = decided;
  const time = (text: string | null) => (text === null ? null : new Date(text).toISOString());
  const order: Order = {
    id,
    merchantId,
    source: 'api',
    shopOrderId,
    ...standing,
    roundUp: roundUp && { ...roundUp, donationId: null },
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
  named: Pick<OrderStanding, 'choice' | 'roundUp'> & { readonly merchantId: string },
): Merchant {
  const merchant = merchantOf(world, named.merchantId);
  const projects = { choice: named.choice, 'roundUp.projectId': named.roundUp?.projectId };
  for (const [field, id] of Object.entries(projects)) {
    if (id == null || world.projects.has(id)) continue;
    refuse('project_unknown', [{ field, message: 'is no project of this key' }]);
  }
  return merchant;
}

/** The order as it is said: what is on a statement is no more than confirmed without it. */
function said(world: World, order: Order): Order {
  const pledges = order.pledges.map((pledge) => {
    const isStated =
      pledge.state === 'confirmed' &&
      pledge.parts.every(
        ({ projectId, exact }) =>
          statedOf(world, order.id, pledge.charityItemId, projectId) >= parseExact(exact),
      );
    return isStated ? ({ ...pledge, state: 'stated' } as const) : pledge;
  });
  return { ...order, pledges, roundUp: saidRoundUp(world, order) };
}

function saidRoundUp(world: World, { id, roundUp }: Order): Order['roundUp'] {
  const isStated =
    roundUp?.state === 'confirmed' &&
    statedOf(world, id, null, roundUp.projectId) >= toExact(roundUp.amount);
  return isStated ? { ...roundUp, state: 'stated' } : roundUp;
}

export function recordOrder(world: World, { body }: EndpointInput<'recordOrder'>): Order {
  const merchant = namedBy(world, body);
  const { merchantId, shopOrderId, ...standing } = body;
  const refusal = refuseStanding(standing, false, world.now());
  if (refusal !== null) refuse(refusal.code, [refusal]);
  const known = [...world.orders.values()].find(
    (order) => order.merchantId === merchantId && order.shopOrderId === shopOrderId,
  );
  if (known !== undefined && !isNewer(standing, standingOf(known))) {
    return said(world, settled(world, known));
  }
  const fresh = { id: world.newId('order'), merchantId, shopOrderId, createdAt: timeIn(world) };
  const order = stand(world, merchant, known ?? fresh, standing);
  tellItems(world);
  return said(world, order);
}

export function listOrders(world: World, { query = {} }: EndpointInput<'listOrders'>) {
  const { merchantId, shopOrderId } = query;
  const all = settledOrders(world);
  const asked = all.filter(
    (each) =>
      (merchantId === undefined || each.merchantId === merchantId) &&
      (shopOrderId === undefined || each.shopOrderId === shopOrderId),
  );
  const { items, nextCursor } = pageOf(asked, query);
  return { items: items.map((order) => said(world, order)), nextCursor };
}

export function getOrder(world: World, { params }: EndpointInput<'getOrder'>): Order {
  return said(world, settled(world, world.orders.get(params.orderId) ?? refuse('order_unknown')));
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
