/** The order that WooCommerce told of, from all that it told. */
import { isNewer, type OrderStanding } from '@kindcart/contract';
import type { ToldOrder } from '../port.ts';
import { distinct, lowerGoods, roundUpLeft, versionOf } from '../standings.ts';
import { isWooFacts, type ToldState } from './facts.ts';

/**
 * The newest state alone counts, since each body is the whole order. It is over when it was deleted
 * after that state; a state that is newer than the deletion is that of a restored order.
 */
export function orderOf(facts: readonly unknown[]): ToldOrder | null {
  const told = distinct(facts.filter(isWooFacts));
  const states = told.filter((each) => each.what === 'state');
  const [first, ...others] = states.map((state) => ({ state, standing: standingOf(state) }));
  if (first === undefined) return null;
  const { state, standing } = others.reduce(
    (newest, each) => (isNewer(each.standing, newest.standing) ? each : newest),
    first,
  );
  const deletions = told.filter(({ what }) => what === 'deletion').map(({ at }) => at);
  const deletedAt = deletions.toSorted().findLast((at) => at >= state.at) ?? null;
  const timesMs = told.map(({ at }) => Date.parse(at));
  return {
    shopOrderId: state.id,
    standing: {
      ...standing,
      updatedAt: versionOf(timesMs, told.length),
      cancelledAt: standing.cancelledAt ?? deletedAt,
    },
  };
}

function standingOf(state: ToldState): OrderStanding {
  const { at, currency, paidAt, completedAt, cancelledAt, choice, lines } = state;
  const times = { updatedAt: at, paidAt, completedAt, cancelledAt };
  const roundUp = roundUpLeft(state.roundUp, state);
  const left = lowerGoods(lines, state, currency);
  return { ...times, currency, test: false, choice, ...roundUp, lines: left };
}
