/**
 * What an order gives by a charity item. It is a function of the order as it stands and of nothing
 * else: a refund is an order with less in it, so whatever the refunds and their order, the same order
 * gives the same, and an order that was wholly given back gives exactly nothing.
 */
import type { Id } from '../ids.ts';
import { exactShare, toExact } from './exact.ts';
import { type CharityItemTerms, type Giving, pledgeMax, type Scope } from './item.ts';

/** One line of an order as it stands: less what was given back of it. */
export interface OrderLine {
  readonly id: string;
  readonly productId: string | null;
  readonly variantId: string | null;
  readonly sku: string | null;
  readonly collections: readonly string[];
  readonly tags: readonly string[];
  /** Whole pieces; a line of none counts for nothing. */
  readonly quantity: number;
  /**
   * What is paid for all of them, in minor units of the shop's currency: after discounts, before tax.
   * Below zero it is a discount of its own and lowers what the order's goods come to.
   */
  readonly amount: number;
  /** Only goods give: no gift card, tip, shipping, fee or rounded-up line. */
  readonly kind: 'goods' | 'other';
}

/** An order as far as it matters here. */
export interface OrderFacts {
  /** The shop's own, never the shopper's. */
  readonly currency: string;
  /** When it was paid; RFC 3339 in UTC. */
  readonly paidAt: string;
  readonly lines: readonly OrderLine[];
  /** The project that the shopper chose, if any. */
  readonly choice: Id<'project'> | null;
}

/**
 * Why an order gives nothing by a charity item: it is not in the item's currency or time, a project of
 * it took nothing any more or its merchant was suspended when the order was paid, nothing in the order
 * counts for it, nothing is left of what counted (given back, or never paid for), or too little was bought for the first tier.
 */
export const noPledges = [
  'other_currency',
  'not_started',
  'ended',
  'project_closed',
  'merchant_suspended',
  'nothing_in_scope',
  'nothing_left',
  'no_tier_reached',
] as const;

export type NoPledge = (typeof noPledges)[number];

/** One line of the arithmetic; amounts are exact, and the last of them is what is given. */
export type PledgeStep =
  /** A line in scope, and what it gives by itself. */
  | {
      readonly what: 'line';
      readonly lineId: string;
      readonly base: number;
      readonly exact: bigint;
    }
  /** The order as a whole. */
  | { readonly what: 'order'; readonly base: number; readonly exact: bigint }
  /** The tier that was reached, or none, and what is missing to the next. */
  | {
      readonly what: 'tier';
      readonly base: number;
      readonly reached: number | null;
      readonly missing: number | null;
      readonly exact: bigint;
    }
  /** The bound that had the last word. */
  | { readonly what: 'least' | 'most'; readonly exact: bigint };

/** What goes to one project. */
export interface PledgePart {
  readonly projectId: Id<'project'>;
  readonly exact: bigint;
}

export interface Pledge {
  /** Null when it gives. */
  readonly none: NoPledge | null;
  /** All that is given; the sum of the parts. */
  readonly exact: bigint;
  readonly parts: readonly PledgePart[];
  readonly steps: readonly PledgeStep[];
}

/** Projects that took nothing any more when the order was paid. */
type Closed = ReadonlySet<Id<'project'>>;

/** What the order gives, to whom, and why. */
export function pledgeOf(
  terms: CharityItemTerms,
  order: OrderFacts,
  closed: Closed = new Set(),
): Pledge {
  const split = splitOf(terms, order, closed);
  const refusal = refusalOf(terms, order, split, closed);
  if (refusal !== null) return nothing(refusal);
  const isIn = inScopeOf(terms.scope);
  const ofScope = order.lines.filter((line) => line.kind === 'goods' && isIn(line));
  if (ofScope.length === 0) return nothing('nothing_in_scope');
  const goods = order.lines.filter(counts);
  const inScope = ofScope.filter(counts);
  const isSold = inScope.some(({ amount }) => amount > 0);
  if (!isSold || baseOf(goods) === 0) return nothing('nothing_left');
  const counted = stepsOf(terms.gives, goods, inScope);
  const given = counted.reduce((sum, { exact }) => sum + exact, 0n);
  if (given === 0n) {
    const none = terms.gives.kind === 'tiers' ? 'no_tier_reached' : 'nothing_left';
    return { ...nothing(none), steps: counted };
  }
  const bound = boundOf(terms, given);
  const exact = bound?.exact ?? given;
  const steps = bound === null ? counted : [...counted, bound];
  return { none: null, exact, parts: partsOf(split, exact), steps };
}

const nothing = (none: NoPledge): Pledge => ({ none, exact: 0n, parts: [], steps: [] });

/** RFC 3339 in UTC with milliseconds sorts as text, but for other ways of writing them. */
const timeOf = (text: string) => Date.parse(text);

function refusalOf(
  { currency, startsAt, endsAt }: CharityItemTerms,
  order: OrderFacts,
  split: Split,
  closed: Closed,
): NoPledge | null {
  if (order.currency !== currency) return 'other_currency';
  if (timeOf(order.paidAt) < timeOf(startsAt)) return 'not_started';
  if (endsAt !== null && timeOf(order.paidAt) >= timeOf(endsAt)) return 'ended';
  return split.some(({ projectId }) => closed.has(projectId)) ? 'project_closed' : null;
}

/** Goods that are still there. What costs nothing is no sale, and what costs less lowers the others. */
function counts({ kind, quantity, amount }: OrderLine): boolean {
  return kind === 'goods' && (amount < 0 || (quantity > 0 && amount > 0));
}

/** What lines come to; discounts never make it less than nothing. */
function baseOf(lines: readonly OrderLine[]): number {
  return Math.max(
    0,
    lines.reduce((sum, { amount }) => sum + amount, 0),
  );
}

/** Looks a line up among the names of a scope, however many they are. */
function inScopeOf(scope: Scope): (line: OrderLine) => boolean {
  const names = new Set(scope.kind === 'shop' ? [] : scope.names);
  const named = (name: string | null) => name !== null && names.has(name);
  switch (scope.kind) {
    case 'shop':
      return () => true;
    case 'products':
      return ({ productId }) => named(productId);
    case 'variants':
      return ({ variantId }) => named(variantId);
    case 'skus':
      return ({ sku }) => named(sku);
    case 'collections':
      return ({ collections }) => collections.some(named);
    case 'tags':
      return ({ tags }) => tags.some(named);
  }
}

function stepsOf(
  gives: Giving,
  goods: readonly OrderLine[],
  inScope: readonly OrderLine[],
): readonly PledgeStep[] {
  const base = baseOf(goods);
  switch (gives.kind) {
    case 'order_fixed':
      return [{ what: 'order', base, exact: toExact(gives.amount) }];
    case 'order_share':
      return [{ what: 'order', base, exact: exactShare(toExact(base), gives.basisPoints) }];
    case 'tiers':
      return [tierStep(gives.tiers, base)];
    case 'item_fixed':
      return inScope
        .filter(({ amount }) => amount > 0)
        .map((line) => lineStep(line, BigInt(line.quantity) * toExact(gives.amount)));
    case 'item_share':
      return shareSteps(inScope, gives.basisPoints);
  }
}

const lineStep = ({ id, amount }: OrderLine, exact: bigint): PledgeStep => ({
  what: 'line',
  lineId: id,
  base: amount,
  exact,
});

/** A discount among them takes its share away again, as far as there is something to take from. */
function shareSteps(lines: readonly OrderLine[], basisPoints: number): readonly PledgeStep[] {
  const steps = lines.map((line) => lineStep(line, exactShare(toExact(line.amount), basisPoints)));
  return baseOf(lines) > 0 ? steps : [];
}

function tierStep(
  tiers: Extract<Giving, { kind: 'tiers' }>['tiers'],
  base: number,
): Extract<PledgeStep, { what: 'tier' }> {
  const reached = tiers.findLast(({ from }) => base >= from);
  const next = tiers.find(({ from }) => base < from);
  return {
    what: 'tier',
    base,
    reached: reached?.from ?? null,
    missing: next === undefined ? null : next.from - base,
    exact: toExact(reached?.amount ?? 0),
  };
}

/** A bound that changes what is given. */
function boundOf(
  { least, most }: CharityItemTerms,
  given: bigint,
): Extract<PledgeStep, { what: 'least' | 'most' }> | null {
  const ceiling = toExact(most ?? pledgeMax);
  if (given > ceiling) return { what: 'most', exact: ceiling };
  if (least !== null && given < toExact(least)) return { what: 'least', exact: toExact(least) };
  return null;
}

type Split = CharityItemTerms['split'];

/** To whom it goes: what the shopper chose among what there is to choose, or else as the item says. */
function splitOf(
  { split, choices }: CharityItemTerms,
  { choice }: OrderFacts,
  closed: Closed,
): Split {
  if (choice === null || !choices.includes(choice) || closed.has(choice)) return split;
  return [{ projectId: choice, basisPoints: 10_000 }];
}

function partsOf(split: Split, exact: bigint): readonly PledgePart[] {
  return split.map(({ projectId, basisPoints }) => ({
    projectId,
    exact: exactShare(exact, basisPoints),
  }));
}
