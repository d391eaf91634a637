/**
 * The life of an order of the shop. Each step takes an order and answers what it is then, or why not;
 * what is given back stays on its line, so that the platform can be told at any time how it stands.
 */
import { type PricedCart, roundUpLine, type ToldLine, toldLines } from './cart.ts';
import type { Language } from './words/words.ts';

/** What was sold on one line, and how much of it came back. */
export interface OrderLine extends ToldLine {
  readonly returned: number;
}

export interface Order {
  /** Nobody can guess it: who has it may see the order. */
  readonly id: string;
  readonly language: Language;
  readonly lines: readonly OrderLine[];
  readonly discount: number;
  readonly roundUp: PricedCart['roundUp'];
  readonly choice: PricedCart['choice'];
  readonly total: number;
  readonly sendTo: string;
  readonly createdAt: string;
  /** When it last changed: each change is later than the one before. */
  readonly updatedAt: string;
  readonly paidAt: string | null;
  readonly sentAt: string | null;
  readonly deliveredAt: string | null;
  readonly cancelledAt: string | null;
}

/** What can be done with an order at the desk. */
export const steps = ['ship', 'deliver', 'refund_one', 'refund_all', 'cancel'] as const;
export type Step = (typeof steps)[number];

export type OrderState = 'unpaid' | 'paid' | 'sent' | 'delivered' | 'returned' | 'cancelled';

export function newOrder(
  cart: PricedCart,
  made: Pick<Order, 'id' | 'language' | 'sendTo'>,
  now: Date,
): Order {
  const time = now.toISOString();
  return {
    ...made,
    lines: toldLines(cart).map((line) => ({ ...line, returned: 0 })),
    discount: cart.discount,
    roundUp: cart.roundUp,
    choice: cart.choice,
    total: cart.total,
    createdAt: time,
    updatedAt: time,
    paidAt: null,
    sentAt: null,
    deliveredAt: null,
    cancelledAt: null,
  };
}

const left = (line: OrderLine) => line.quantity - line.returned;

export function stateOf(order: Order): OrderState {
  if (order.cancelledAt !== null) return 'cancelled';
  if (order.paidAt === null) return 'unpaid';
  if (order.lines.every((line) => left(line) === 0)) return 'returned';
  if (order.deliveredAt !== null) return 'delivered';
  return order.sentAt === null ? 'paid' : 'sent';
}

const possible: Readonly<Record<OrderState, readonly Step[]>> = {
  unpaid: [],
  paid: ['ship', 'refund_one', 'refund_all', 'cancel'],
  sent: ['deliver', 'refund_one', 'refund_all'],
  delivered: ['refund_one', 'refund_all'],
  returned: [],
  cancelled: [],
};

/** What can be done with it now. */
export function stepsOf(order: Order): readonly Step[] {
  return possible[stateOf(order)];
}

/** The order once it is paid; paid a second time it stays as it is. */
export function pay(order: Order, now: Date): Order {
  if (stateOf(order) !== 'unpaid') return order;
  return changed(order, now, (time) => ({ paidAt: time }));
}

/**
 * The order after a step, or undefined when that is not possible any more.
 *
 * @param lineId - of which line one piece comes back
 */
export function take(order: Order, step: Step, now: Date, lineId?: string): Order | undefined {
  if (!stepsOf(order).includes(step)) return undefined;
  switch (step) {
    case 'ship':
      return changed(order, now, (time) => ({ sentAt: time }));
    case 'deliver':
      return changed(order, now, (time) => ({ deliveredAt: time }));
    case 'cancel':
      return changed(order, now, (time) => ({ cancelledAt: time }));
    case 'refund_all':
      return changed(order, now, () => ({
        lines: order.lines.map((line) => ({ ...line, returned: line.quantity })),
      }));
    case 'refund_one':
      return refundOne(order, now, lineId);
  }
}

function refundOne(order: Order, now: Date, lineId: string | undefined): Order | undefined {
  const line = order.lines.find(({ id }) => id === lineId);
  if (line === undefined || line.productId === null || left(line) === 0) return undefined;
  const back = { ...line, returned: line.returned + 1 };
  return changed(order, now, () => ({
    lines: order.lines.map((each) => (each === line ? back : each)),
  }));
}

/** Two changes within one millisecond are still one after the other. */
function changed(order: Order, now: Date, change: (time: string) => Partial<Order>): Order {
  const timeMs = Math.max(now.getTime(), Date.parse(order.updatedAt) + 1);
  const time = new Date(timeMs).toISOString();
  return { ...order, ...change(time), updatedAt: time };
}

/** What is still paid for a line: all of it comes back with the last piece, whatever was rounded before. */
export function amountLeft(line: OrderLine): number {
  return line.amount - Math.floor((line.amount * line.returned) / line.quantity);
}

/** What the shopper has paid and not got back, in fen. */
export function keptTotal(order: Order): number {
  if (order.paidAt === null || order.cancelledAt !== null) return 0;
  return order.lines.reduce((sum, line) => sum + amountLeft(line), 0);
}

/**
 * The order as it stands, as the platform is told. What the shopper gave on top is no line of it: it is
 * told apart, and passed on whole.
 */
export function standingOf(order: Order) {
  const { updatedAt, paidAt, deliveredAt, cancelledAt, choice } = order;
  const added = order.lines.find(({ id }) => id === roundUpLine);
  const sold = order.lines.filter((line) => line !== added);
  return {
    shopOrderId: order.id,
    updatedAt,
    currency: 'CNY',
    paidAt,
    completedAt: deliveredAt,
    cancelledAt,
    test: true,
    choice,
    roundUp: added && order.roundUp ? { ...order.roundUp, amount: amountLeft(added) } : null,
    lines: sold.map(({ returned, ...line }) => ({
      ...line,
      quantity: line.quantity - returned,
      amount: amountLeft({ ...line, returned }),
    })),
  };
}
