/** What all kinds of shops need to make an order of what they told of it. */
import { type OrderStanding, orderLineSchema, orderLinesMax, parse } from '@kindcart/contract';
import { allocate, reverseShare } from '@kindcart/contract/money';
import { UnreadableEvent } from './port.ts';

type Line = OrderStanding['lines'][number];

/** Refuses lines that no order can have, in words that name the line. */
export function checkLines(lines: readonly Line[]): void {
  if (lines.length > orderLinesMax) {
    throw new UnreadableEvent(
      `The order has ${lines.length} lines, and ${orderLinesMax} are the most`,
    );
  }
  const seen = new Set<string>();
  for (const line of lines) {
    const result = parse(orderLineSchema, line);
    if (!result.ok) {
      const words = result.fields.map(({ field, message }) => `${field} ${message}`);
      throw new UnreadableEvent(`Line ${line.id}: ${words.join('; ')}`);
    }
    if (seen.has(line.id)) throw new UnreadableEvent(`Two lines are called ${line.id}`);
    seen.add(line.id);
  }
}

/** Each fact once, whatever came twice. */
export function distinct<Facts>(facts: readonly Facts[]): Facts[] {
  return [...new Map(facts.map((fact) => [canonicalText(fact), fact])).values()];
}

/** JSON with its keys in one order, since a database keeps them in its own. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/**
 * The version of an order, made of different facts. Shops count in seconds, which leaves the
 * milliseconds to count the facts: what is known with one more is newer than what was without it,
 * although both may be of one second.
 */
export function versionOf(timesMs: readonly number[], facts: number): string {
  const newestMs = timesMs.reduce((newest, timeMs) => Math.max(newest, timeMs), 0);
  return new Date(Math.floor(newestMs / 1_000) * 1_000 + Math.min(facts, 999)).toISOString();
}

/**
 * Takes out of the goods what was given back of the order without a word about which lines.
 * In proportion, and cumulative: it depends on all that was given back and on nothing else, so refunds
 * in any order end the same, and at exactly zero once the whole is given back.
 *
 * @param whole - all that was paid, with tax, shipping and fees, in minor units
 * @param refunded - all that was given back of it so far; more than the whole counts as the whole
 */
export function lowerGoods(
  lines: readonly Line[],
  { whole, refunded }: { readonly whole: number; readonly refunded: number },
  currency: string,
): Line[] {
  if (refunded <= 0) return [...lines];
  if (refunded >= whole) {
    return lines.map((line) => (isGoods(line) ? { ...line, quantity: 0, amount: 0 } : line));
  }
  const left = new Map<string, number>();
  // What was bought and what was taken off shrink each by itself: together they could meet at zero.
  for (const sign of [1, -1]) {
    const part = lines.filter((line) => isGoods(line) && line.amount * sign > 0);
    const weights = part.map(({ amount }) => amount * sign);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    if (sum === 0) continue;
    const money = (amount: number) => ({ amount, currency });
    const back = reverseShare({
      whole: money(whole),
      part: money(sum),
      refundedBefore: money(0),
      refundNow: money(refunded),
    });
    const amounts = allocate(money(sum - back.amount), weights);
    for (const [at, { id }] of part.entries()) left.set(id, (amounts[at]?.amount ?? 0) * sign);
  }
  return lines.map((line) => ({ ...line, amount: left.get(line.id) ?? line.amount }));
}

const isGoods = ({ kind }: Line) => kind === 'goods';

/** What is left of a round-up where refunds do not say of what they are: goods go back first. */
export function roundUpLeft(
  roundUp: OrderStanding['roundUp'],
  { whole, refunded }: { readonly whole: number; readonly refunded: number },
): Pick<OrderStanding, 'roundUp'> {
  if (!roundUp) return {};
  const amount = Math.min(roundUp.amount, Math.max(0, whole - refunded));
  return { roundUp: { ...roundUp, amount } };
}
