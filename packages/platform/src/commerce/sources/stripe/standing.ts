/** The order that Stripe's events make, from all that was told of one payment. */
import type { ToldOrder } from '../port.ts';
import { canonicalText, distinct, lowerGoods, roundUpLeft, versionOf } from '../standings.ts';
import {
  isStripeFacts,
  type StripeFacts,
  type ToldCharge,
  type ToldDispute,
  type ToldRefund,
  type ToldSession,
} from './facts.ts';

/** Nothing is an order before its session is known: a refund alone does not say what was bought. */
export function orderOf(facts: readonly unknown[], livemode: boolean): ToldOrder | null {
  const told = distinct(facts.filter(isStripeFacts));
  const sessions = told.filter((each) => each.what === 'session');
  const session = newestOf(sessions)[0];
  if (session === undefined) return null;
  const paidAt = earliest(sessions.filter(({ payment }) => payment === 'paid').map(({ at }) => at));
  const { currency, choice, whole } = session;
  const refunded = refundedOf(told);
  return {
    shopOrderId: session.id,
    standing: {
      updatedAt: versionOf(
        told.map(({ at }) => Date.parse(at)),
        told.length,
      ),
      currency,
      paidAt,
      // Stripe knows of no delivery. Days after it, where the merchant waits for some, begin here.
      completedAt: paidAt,
      cancelledAt: disputedSince(told) ?? failedAt(sessions, paidAt),
      test: !livemode,
      choice,
      ...roundUpLeft(session.roundUp, { whole, refunded }),
      lines: lowerGoods(session.lines, { whole, refunded }, currency),
    },
  };
}

const earliest = (times: readonly string[]) => times.toSorted()[0] ?? null;

/** What was told last of each object. Of one second, what changes more counts, and always the same. */
function newestOf<Told extends StripeFacts>(told: readonly Told[]): Told[] {
  const newest = new Map<string, Told>();
  for (const each of told.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
    newest.set(each.id, each);
  }
  return [...newest.values()];
}

const paymentRanks = { waits: 0, failed: 1, paid: 2 } as const;

/** Sorts by time, and within one second by how far the object is. */
function keyOf(told: StripeFacts): string {
  const rank = rankOf(told);
  return `${told.at} ${String(rank).padStart(16, '0')} ${canonicalText(told)}`;
}

function rankOf(told: StripeFacts): number {
  switch (told.what) {
    case 'session':
      return paymentRanks[told.payment];
    case 'refund':
      return told.stands ? 0 : 1;
    case 'charge':
      return told.refunded;
    default:
      return told.withdrawn ? 0 : 1;
  }
}

/**
 * All that was given back. It is told twice, one by one and as a sum of each charge, and either may be
 * missing: the larger is true, once what failed since is taken out of a sum that has it in.
 */
function refundedOf(told: readonly StripeFacts[]): number {
  const refunds = newestOf(told.filter((each): each is ToldRefund => each.what === 'refund'));
  const charges = newestOf(told.filter((each): each is ToldCharge => each.what === 'charge'));
  const standing = refunds.filter(({ stands }) => stands);
  const inSums = charges.map(({ at, refunded }) => {
    const failedSince = refunds.filter(
      (refund) => !refund.stands && refund.since <= at && refund.at > at,
    );
    return refunded - amountOf(failedSince);
  });
  return Math.max(
    amountOf(standing),
    inSums.reduce((sum, amount) => sum + amount, 0),
  );
}

const amountOf = (refunds: readonly ToldRefund[]) =>
  refunds.reduce((sum, { amount }) => sum + amount, 0);

function disputedSince(told: readonly StripeFacts[]): string | null {
  const disputes = newestOf(told.filter((each): each is ToldDispute => each.what === 'dispute'));
  return earliest(disputes.filter(({ withdrawn }) => withdrawn).map(({ since }) => since));
}

function failedAt(sessions: readonly ToldSession[], paidAt: string | null): string | null {
  if (paidAt !== null) return null;
  return earliest(sessions.filter(({ payment }) => payment === 'failed').map(({ at }) => at));
}
