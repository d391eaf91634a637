/**
 * What becomes of an order and its pledges. All of it follows from the newest state of the order alone,
 * and of two states one is always the newer: whichever came first, and however often, the end is the same.
 */
import type { ProblemCode } from '../errors.ts';
import type { Id } from '../ids.ts';
import type { CharityItemTerms } from './item.ts';
import type { Completion } from './merchant.ts';
import type { Order, RecordOrder } from './order.ts';
import { type DecidedRoundUp, orderRoundUpOf } from './order-round-up.ts';
import { type NoPledge, type PledgePart, type PledgeStep, pledgeOf } from './pledge.ts';

/** An order as it stands, whoever's it is. */
export type OrderStanding = Omit<RecordOrder, 'merchantId' | 'shopOrderId'>;

/** A charity item with the terms that were in force when the order was paid. */
export interface ItemInForce {
  readonly id: Id<'charityItem'>;
  readonly revision: number;
  readonly terms: CharityItemTerms;
}

/** What an order pledges by one charity item. */
export interface DecidedPledge {
  readonly charityItemId: Id<'charityItem'>;
  readonly revision: number;
  /** By its order alone: whether it is on a statement follows later. */
  readonly state: 'pending' | 'confirmed' | 'reversed';
  readonly exact: bigint;
  readonly parts: readonly PledgePart[];
  readonly steps: readonly PledgeStep[];
}

/** What an order leads to at some time. */
export interface OrderOutcome {
  readonly pledges: readonly DecidedPledge[];
  readonly none: readonly {
    readonly charityItemId: Id<'charityItem'>;
    readonly because: NoPledge;
    readonly steps: readonly PledgeStep[];
  }[];
  /** The shopper's own gift. */
  readonly roundUp: DecidedRoundUp | null;
  /** When what is pending becomes confirmed without any news; null where it waits for some. */
  readonly confirmsAt: Date | null;
}

/** How far the order is. */
export function orderStateOf({
  paidAt,
  completedAt,
  cancelledAt,
}: Pick<OrderStanding, 'paidAt' | 'completedAt' | 'cancelledAt'>): Order['state'] {
  if (cancelledAt !== null) return 'cancelled';
  if (paidAt === null) return 'unpaid';
  return completedAt === null ? 'paid' : 'completed';
}

const timeMs = (text: string | null) => (text === null ? null : Date.parse(text));

const ranks = { unpaid: 0, paid: 1, completed: 2, cancelled: 3 } as const;

/**
 * Whether the first state is newer than the second. Shops that count in seconds tell two states of one
 * second: then the one that is further along is newer, then the one with less money in it, since refunds
 * take money away, and at last one of them, always the same.
 */
export function isNewer(told: OrderStanding, known: OrderStanding): boolean {
  const differences = [
    Date.parse(told.updatedAt) - Date.parse(known.updatedAt),
    ranks[orderStateOf(told)] - ranks[orderStateOf(known)],
    moneyIn(known) - moneyIn(told),
  ];
  const difference = differences.find((each) => each !== 0);
  return difference === undefined ? textOf(told) > textOf(known) : difference > 0;
}

const moneyIn = ({ lines, roundUp }: OrderStanding) =>
  lines.reduce((sum, { amount }) => sum + amount, roundUp?.amount ?? 0);

/** The state in one order of fields, whatever the order in which it was told or kept. */
function textOf(state: OrderStanding): string {
  const { currency, paidAt, completedAt, cancelledAt, test, choice, roundUp, lines } = state;
  const times = [paidAt, completedAt, cancelledAt].map(timeMs);
  const told = lines.map((line) => [
    line.id,
    line.productId,
    line.variantId,
    line.sku,
    line.collections,
    line.tags,
    line.quantity,
    line.amount,
    line.kind,
  ]);
  const added = roundUp ? [roundUp.projectId, roundUp.amount] : null;
  return JSON.stringify([currency, times, test, choice, added, told]);
}

const dayMs = 24 * 60 * 60_000;

/** When the order is complete, as the merchant counts it; null while that is not known. */
function completeMs({ completedAt }: OrderStanding, completes: Completion): number | null {
  if (completedAt === null) return null;
  const days = completes.when === 'delivered' ? completes.days : 0;
  return Date.parse(completedAt) + days * dayMs;
}

/**
 * What the order pledges now.
 *
 * @param items - those in force when the order was paid, in their order
 * @param facts - with the projects that took nothing any more when it was paid, whether its merchant was
 *   suspended then, and whether the project of the round-up is there and counts in this currency
 */
export function outcomeOf(
  order: OrderStanding,
  items: readonly ItemInForce[],
  facts: {
    readonly completes: Completion;
    readonly closed: ReadonlySet<Id<'project'>>;
    readonly isRoundUpTaken: boolean;
    readonly isSuspended?: boolean;
    readonly nowMs: number;
  },
): OrderOutcome {
  const pledges: DecidedPledge[] = [];
  const none: OrderOutcome['none'][number][] = [];
  const { paidAt } = order;
  if (paidAt === null) return { pledges, none, roundUp: null, confirmsAt: null };
  const dueMs = completeMs(order, facts.completes);
  const isComplete = dueMs !== null && dueMs <= facts.nowMs;
  for (const { id: charityItemId, revision, terms } of items) {
    if (facts.isSuspended === true) {
      none.push({ charityItemId, because: 'merchant_suspended', steps: [] });
      continue;
    }
    const { none: because, ...given } = pledgeOf(terms, { ...order, paidAt }, facts.closed);
    const isOver = because === 'nothing_left' || (because === null && order.cancelledAt !== null);
    if (isOver) {
      const nothing = { exact: 0n, parts: [], steps: [] };
      pledges.push({ charityItemId, revision, state: 'reversed', ...nothing });
    } else if (because === null) {
      const state = isComplete ? 'confirmed' : 'pending';
      pledges.push({ charityItemId, revision, state, ...given });
    } else {
      none.push({ charityItemId, because, steps: given.steps });
    }
  }
  const roundUp = orderRoundUpOf(order, { isComplete, isTaken: facts.isRoundUpTaken });
  const isWaiting =
    roundUp?.state === 'pending' || pledges.some(({ state }) => state === 'pending');
  const confirmsAt = isWaiting && dueMs !== null ? new Date(dueMs) : null;
  return { pledges, none, roundUp, confirmsAt };
}

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

/** A cart as the order that it would be, paid now. */
export function cartStanding(
  { currency, choice, lines }: Pick<OrderStanding, 'currency' | 'choice' | 'lines'>,
  now: Date,
): OrderStanding {
  const paidAt = now.toISOString();
  const rest = { completedAt: null, cancelledAt: null, test: false };
  return { updatedAt: paidAt, currency, paidAt, choice, lines, ...rest };
}
