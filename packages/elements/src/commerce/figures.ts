/** What cart and order give, in words: sums, rules and reasons. Pure. */
import type { CharityItem, ImpactPledge, PledgePreview } from '@kindcart/contract';
import {
  exactText,
  formatExact,
  formatMoney,
  parseExact,
  wholeUnits,
} from '@kindcart/contract/money';
import type { CartWords } from '../locales/cart-words.ts';

/** How amounts of one order are said. */
export interface Tongue {
  readonly words: Pick<CartWords, 'sums'>;
  readonly locale: string;
  readonly currency: string;
}

/** Exact amounts together. */
export function sumOf(exacts: readonly string[]): string {
  return exactText(exacts.reduce((sum, exact) => sum + parseExact(exact), 0n));
}

/** An amount as people say it: whole minor units, never more than there is, and never nothing of something. */
export function amountSaid(exact: string, { words, locale, currency }: Tongue): string {
  const amount = wholeUnits(parseExact(exact));
  if (amount > 0 || parseExact(exact) === 0n) return formatMoney({ amount, currency }, locale);
  return words.sums.lessThan(formatMoney({ amount: 1, currency }, locale));
}

/** An amount with all of its digits. */
export function exactSaid(exact: string, { locale, currency }: Tongue): string {
  return formatExact(exact, currency, locale);
}

/** Minor units as people say them, without decimals that say nothing. */
export function unitsSaid(amount: number, { locale, currency }: Tongue): string {
  return formatMoney({ amount, currency }, locale, { withoutZeroFraction: true });
}

/** What one project gets. */
export interface Share {
  readonly title: string;
  readonly exact: string;
}

/** Shares of one project together, in the order in which they come. */
export function sharesOf(
  parts: readonly { readonly id: string; readonly title: string; readonly exact: string }[],
): readonly Share[] {
  const shares = new Map<string, Share>();
  for (const { id, title, exact } of parts) {
    shares.set(id, { title, exact: sumOf([shares.get(id)?.exact ?? '0', exact]) });
  }
  return [...shares.values()];
}

/** A share of what was bought, such as 1 % of ¥158.50. */
export function shareSaid(basisPoints: number, base: number, tongue: Tongue): string {
  const percent = new Intl.NumberFormat(tongue.locale, {
    style: 'percent',
    maximumFractionDigits: 2,
  });
  return tongue.words.sums.shareOf(percent.format(basisPoints / 10_000), unitsSaid(base, tongue));
}

/** By what rule an order gives, once it is an order. */
export function ruleSaid(
  { gives, base }: Pick<ImpactPledge, 'gives' | 'base'>,
  tongue: Tongue,
): string {
  const { sums } = tongue.words;
  switch (gives.kind) {
    case 'item_share':
    case 'order_share':
      return shareSaid(gives.basisPoints, base, tongue);
    case 'item_fixed':
      return `${unitsSaid(gives.amount, tongue)} ${sums.perItem}`;
    case 'order_fixed':
      return sums.perOrder;
    case 'tiers': {
      const reached = gives.tiers.findLast(({ from }) => from <= base);
      return sums.fromTier(unitsSaid(reached?.from ?? base, tongue));
    }
  }
}

type Reason = PledgePreview['none'][number]['because'];

/** Why an order gives nothing by a charity item. */
export function reasonSaid(because: Reason, { sums }: Tongue['words']): string {
  const reasons: Readonly<Record<Reason, string>> = {
    other_currency: sums.otherCurrency,
    not_started: sums.notStarted,
    ended: sums.ended,
    project_closed: sums.projectClosed,
    merchant_suspended: sums.merchantSuspended,
    nothing_in_scope: sums.nothingInScope,
    nothing_left: sums.nothingLeft,
    no_tier_reached: sums.noTier,
  };
  return reasons[because];
}

/** What a little more would lead to, in minor units. */
export interface NextTier {
  readonly item: string;
  readonly missing: number;
  readonly amount: number;
}

/** The next tier that is nearest, of all charity items that have tiers; undefined where there is none. */
export function nextTierOf(
  { pledges, none }: PledgePreview,
  items: ReadonlyMap<string, CharityItem>,
): NextTier | undefined {
  const next = [...pledges, ...none].flatMap(({ charityItemId, steps }): NextTier[] => {
    const item = items.get(charityItemId);
    const step = steps.find((each) => each.what === 'tier');
    if (item?.gives.kind !== 'tiers' || step?.what !== 'tier' || step.missing === null) return [];
    const tier = item.gives.tiers.find(({ from }) => from > step.base);
    if (tier === undefined) return [];
    const amount = Math.min(Math.max(tier.amount, item.least ?? 0), item.most ?? tier.amount);
    return [{ item: item.name, missing: step.missing, amount }];
  });
  return next.sort((one, other) => one.missing - other.missing)[0];
}
