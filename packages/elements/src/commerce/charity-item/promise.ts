/** A charity item in a line: what is given, to whom, and how many orders have given so far. */
import type { CharityItem } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import type { WordsOfItem } from '../../locales/shop-words.ts';

/** A charity item's line, ready to be shown. */
export interface Promised {
  /** What is given and to whom. */
  readonly line: string;
  /** Why nothing is given now; undefined while it is. */
  readonly state: string | undefined;
  /** How many orders have given; undefined before the first. */
  readonly orders: string | undefined;
  /** What they gave, rounded down; undefined before the first whole unit. */
  readonly given: string | undefined;
}

/** What a line is written by. */
export interface Speech<Words> {
  readonly words: Words;
  readonly locale: string;
}

export function formatShare(basisPoints: number, locale: string): string {
  const style = { style: 'percent', maximumFractionDigits: 2 } as const;
  return new Intl.NumberFormat(locale, style).format(basisPoints / 10_000);
}

export function formatDate(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(instant));
}

/** Puts a charity item into a line. */
export function promisedBy(
  item: CharityItem,
  { words, locale }: Speech<Pick<WordsOfItem, 'shop' | 'item'>>,
): Promised {
  const { split, state, totals, startsAt } = item;
  const number = new Intl.NumberFormat(locale);
  const [first, ...others] = split;
  const to =
    others.length > 0
      ? words.shop.projects(split.length, number.format(split.length))
      : (first?.project.title ?? '');
  const states = {
    open: undefined,
    scheduled: words.item.begins(formatDate(startsAt, locale)),
    project_closed: words.item.paused,
    ended: words.item.ended,
  };
  return {
    line: lineOf(item, to, { words, locale }),
    state: states[state],
    orders:
      totals.orders > 0
        ? words.shop.orders(totals.orders, number.format(totals.orders))
        : undefined,
    given:
      totals.given.amount > 0
        ? formatMoney(totals.given, locale, { withoutZeroFraction: true })
        : undefined,
  };
}

function lineOf(
  { gives, currency }: CharityItem,
  to: string,
  { words, locale }: Speech<Pick<WordsOfItem, 'item'>>,
): string {
  const money = (amount: number) =>
    formatMoney({ amount, currency }, locale, { withoutZeroFraction: true });
  switch (gives.kind) {
    case 'order_fixed':
      return words.item.orderFixed(money(gives.amount), to);
    case 'order_share':
      return words.item.orderShare(formatShare(gives.basisPoints, locale), to);
    case 'item_fixed':
      return words.item.itemFixed(money(gives.amount), to);
    case 'item_share':
      return words.item.itemShare(formatShare(gives.basisPoints, locale), to);
    case 'tiers':
      return words.item.tiers(money(Math.max(...gives.tiers.map(({ amount }) => amount))), to);
  }
}
