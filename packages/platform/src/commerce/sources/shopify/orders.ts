/**
 * The order that all which Shopify told of it makes: its newest body, less every refund that was told,
 * within a body or by itself. More of what was told never makes an older order of it.
 */
import {
  allocate,
  isNewer,
  money,
  type OrderStanding,
  orderLinesMax,
  reverseShare,
} from '@kindcart/contract';
import { type SourceSettings, type ToldOrder, UnreadableEvent } from '../port.ts';
import type { ShopifyFacts, ShopifyLine, ShopifyOrderFacts, ShopifyRefund } from './facts.ts';

/** Null while no body of the order itself came. */
export function orderOfShopify(
  facts: readonly ShopifyFacts[],
  settings: SourceSettings,
): ToldOrder | null {
  const orders = facts.filter((each) => each.what === 'order');
  const alone = facts.flatMap((each) => (each.what === 'refund' ? [each.refund] : []));
  const newestAt = latestOf(orders.map(({ updatedAt }) => updatedAt));
  if (newestAt === null) return null;
  const told = {
    refunds: unite([...orders.flatMap(({ refunds }) => refunds), ...alone]),
    updatedAt: latestOf([newestAt, ...alone.map(({ toldAt }) => toldAt)]) ?? newestAt,
    // Goods that were added later are paid for later; the order was paid before all the same.
    wasPaid: orders.some(isPaid),
  };
  const newest = orders.filter(({ updatedAt }) => updatedAt === newestAt);
  const standings = newest.map((order) => standingOf(order, told, settings));
  const standing = standings.reduce((best, each) => (isNewer(each, best) ? each : best));
  return { shopOrderId: newest[0]?.id ?? '', standing };
}

/** Of times in one way of writing. */
function latestOf(times: readonly string[]): string | null {
  return times.reduce<string | null>(
    (latest, time) => (latest === null || time > latest ? time : latest),
    null,
  );
}

/** Every refund once: as the newest body has it, and of one second as it gives more back. */
function unite(refunds: readonly ShopifyRefund[]): readonly ShopifyRefund[] {
  const byId = new Map<string, ShopifyRefund>();
  for (const refund of refunds) {
    const known = byId.get(refund.id);
    const isBetter =
      known === undefined ||
      refund.toldAt > known.toldAt ||
      (refund.toldAt === known.toldAt && refund.money > known.money);
    if (isBetter) byId.set(refund.id, refund);
  }
  return [...byId.values()];
}

const paidStatuses = ['paid', 'partially_refunded', 'refunded'];
const isPaid = ({ financialStatus }: ShopifyOrderFacts) => paidStatuses.includes(financialStatus);

function standingOf(
  order: ShopifyOrderFacts,
  told: {
    readonly refunds: readonly ShopifyRefund[];
    readonly updatedAt: string;
    readonly wasPaid: boolean;
  },
  { completesWhen }: SourceSettings,
): OrderStanding {
  const { financialStatus, updatedAt, lines } = order;
  if (lines.length > orderLinesMax) {
    throw new UnreadableEvent(`line_items has more than ${orderLinesMax} lines.`);
  }
  const isOver = financialStatus === 'voided' || order.cancelledAt !== null;
  const left = linesOf(order, told.refunds);
  return {
    updatedAt: told.updatedAt,
    currency: order.currency,
    paidAt: isPaid(order) || (told.wasPaid && !isOver) ? order.boughtAt : null,
    completedAt: completedAtOf(order, completesWhen),
    cancelledAt: isOver ? (order.cancelledAt ?? updatedAt) : null,
    test: order.test,
    choice: order.choice,
    // A line that is all given back stays, with nothing in it: leaving it out would hide its pledge.
    ...roundUpOf(left),
    lines: left.map((line) => ({
      id: line.id,
      productId: line.productId,
      variantId: line.variantId,
      sku: line.sku,
      collections: [],
      tags: line.tags,
      quantity: line.left,
      amount: line.amount,
      kind: line.kind,
    })),
  };
}

/** What the shopper added for the project of the first line that names one. */
function roundUpOf(lines: readonly LineLeft[]): Pick<OrderStanding, 'roundUp'> {
  const projectId = lines.find(({ roundUp }) => roundUp !== undefined)?.roundUp;
  if (projectId === undefined) return {};
  const added = lines.filter(({ roundUp }) => roundUp === projectId);
  return { roundUp: { projectId, amount: sum(added.map(({ amount }) => amount)) } };
}

function completedAtOf(
  { isFulfilled, fulfilments, updatedAt }: ShopifyOrderFacts,
  completesWhen: SourceSettings['completesWhen'],
): string | null {
  if (!isFulfilled) return null;
  if (completesWhen === 'fulfilled') {
    return latestOf(fulfilments.map(({ madeAt }) => madeAt)) ?? updatedAt;
  }
  const isDelivered = fulfilments.every((each) => each.isDelivered);
  return isDelivered ? latestOf(fulfilments.map((each) => each.updatedAt)) : null;
}

interface LineLeft extends ShopifyLine {
  readonly left: number;
}

/** What is left of each line: before tax, in minor units. */
function linesOf(order: ShopifyOrderFacts, refunds: readonly ShopifyRefund[]): readonly LineLeft[] {
  if (order.financialStatus === 'refunded') {
    return order.lines.map((line) => ({ ...line, left: 0, amount: 0 }));
  }
  // Where no money went back, goods were put back on a shelf, and the order gives what it gave.
  const paidBack = refunds.filter(
    ({ money: paid, moneyCurrency }) => paid > 0 && moneyCurrency !== null,
  );
  const left = order.lines.map((line) => lineLeft(line, order, paidBack));
  const beyondLines = paidBack.reduce((sum, refund) => sum + beyondLinesOf(refund, order), 0);
  return lower(left, beyondLines, order.currency);
}

/** A line less what was edited away and what was given back of it. */
function lineLeft(
  line: ShopifyLine,
  order: ShopifyOrderFacts,
  paidBack: readonly ShopifyRefund[],
): LineLeft {
  const { quantity, currentQuantity } = line;
  const returned = partsOf(paidBack, line.id);
  const toldBack = sum(partsOf(order.refunds, line.id).map((part) => part.quantity));
  const edited = Math.min(quantity, Math.max(0, quantity - currentQuantity - toldBack));
  const left = Math.max(0, quantity - edited - sum(returned.map((part) => part.quantity)));
  const ofLeft = (amount: number) =>
    edited === 0
      ? amount
      : (allocate(money(amount, order.currency), [quantity - edited, edited])[0]?.amount ?? 0);
  const less = (amount: number, back: number) =>
    left === 0 ? 0 : Math.max(0, ofLeft(amount) - back);
  const net = (part: Pick<ShopifyLine, 'amount' | 'tax'>) =>
    order.taxesIncluded ? part.amount - part.tax : part.amount;
  return {
    ...line,
    left,
    amount: less(net(line), sum(returned.map(net))),
    tax: less(line.tax, sum(returned.map(({ tax }) => tax))),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

const partsOf = (refunds: readonly ShopifyRefund[], id: string) =>
  refunds.flatMap(({ lines }) => lines.filter(({ lineId }) => lineId === id));

/** What was given back of the order as a whole, with the tax in it: kindness, a lower price. */
function beyondLinesOf(refund: ShopifyRefund, order: ShopifyOrderFacts): number {
  // A payment in the shopper's own currency cannot be held against the lines.
  if (refund.moneyCurrency !== order.currency) return Math.max(0, -refund.discrepancy);
  const ofLines = refund.lines.map(({ amount, tax }) => amount + (order.taxesIncluded ? 0 : tax));
  return Math.max(0, refund.money - sum(ofLines) - refund.besides);
}

/** Takes an amount with its tax from all goods, each by its share. */
function lower(lines: readonly LineLeft[], amount: number, currency: string): readonly LineLeft[] {
  const goods = lines.filter((line) => line.kind === 'goods');
  const net = sum(goods.map((line) => line.amount));
  if (amount === 0 || net === 0) return lines;
  const gross = net + sum(goods.map(({ tax }) => tax));
  const away = reverseShare({
    whole: money(gross, currency),
    part: money(net, currency),
    refundedBefore: money(0, currency),
    refundNow: money(Math.min(amount, gross), currency),
  });
  const parts = allocate(
    away,
    lines.map((line) => (line.kind === 'goods' ? line.amount : 0)),
  );
  return lines.map((line, place) => ({
    ...line,
    amount: line.amount - (parts[place]?.amount ?? 0),
  }));
}
