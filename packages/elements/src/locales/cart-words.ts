import type { Words } from './words.ts';

/**
 * What the cart and the page after it say, in files of its own: no other page needs it. Every
 * language fills it whole, as it does `Words`. Amounts, dates and counts arrive ready for reading.
 */
export interface CartWords {
  readonly sums: SumWords;
  readonly cartPledge: CartPledgeWords;
  readonly roundUp: RoundUpWords;
  readonly causes: CauseWords;
  readonly orderImpact: OrderImpactWords;
}

/** What an element of the cart says beside its own part. */
export type CommonWords = Pick<Words, 'lang' | 'common'>;

/** What a cart's pledge says. */
export type WordsOfPledge = CommonWords & Pick<CartWords, 'sums' | 'cartPledge'>;

/** What rounding up says. */
export type WordsOfRounding = CommonWords & Pick<CartWords, 'roundUp' | 'sums'>;

/** What the choice among projects says. */
export type WordsOfCauses = CommonWords & Pick<CartWords, 'sums' | 'causes'>;

/** What an order's impact says. */
export type WordsOfImpact = CommonWords & Pick<CartWords, 'sums' | 'orderImpact'>;

/** How a sum comes about, and why there is none: in the cart and after it. */
interface SumWords {
  readonly sample: string;
  /** An amount below what the currency can say. */
  readonly lessThan: (amount: string) => string;
  /** `to` a project, after an amount. */
  readonly to: (project: string) => string;
  readonly how: string;
  /** A share of what was bought, such as 1 % of ¥158.50. */
  readonly shareOf: (percent: string, base: string) => string;
  readonly times: (count: string, amount: string) => string;
  readonly perItem: string;
  readonly perOrder: string;
  readonly fromTier: (amount: string) => string;
  readonly least: string;
  readonly most: string;
  readonly otherCurrency: string;
  readonly notStarted: string;
  readonly ended: string;
  readonly projectClosed: string;
  readonly merchantSuspended: string;
  readonly nothingInScope: string;
  readonly nothingLeft: string;
  readonly noTier: string;
  readonly loadFailed: string;
  /** Only the page's author can mend it. */
  readonly notShown: string;
}

interface CartPledgeWords {
  readonly gives: (amount: string) => string;
  readonly byShop: string;
  readonly nothing: string;
  readonly empty: string;
  readonly more: (missing: string, amount: string) => string;
  readonly moreOf: (missing: string, amount: string, item: string) => string;
  /** A line of the cart that has no name, by its place. */
  readonly line: (place: string) => string;
}

interface RoundUpWords {
  readonly title: (project: string) => string;
  readonly titleMany: string;
  readonly upTo: (total: string) => string;
  readonly add: (amount: string) => string;
  readonly own: string;
  readonly passedOn: string;
  readonly chosen: (amount: string, project: string) => string;
  readonly takeBack: string;
  readonly taken: string;
  readonly whoGets: string;
  readonly lineName: (project: string) => string;
}

interface CauseWords {
  readonly title: string;
  readonly otherwise: string;
  readonly over: string;
}

interface OrderImpactWords {
  readonly waiting: string;
  readonly waitingHow: string;
  readonly late: string;
  readonly lateHow: string;
  readonly unpaid: string;
  readonly pending: (amount: string) => string;
  readonly pendingHow: string;
  readonly confirmsAt: (date: string) => string;
  readonly confirmed: (amount: string) => string;
  readonly confirmedHow: (merchant: string) => string;
  readonly part: string;
  readonly reversed: string;
  readonly nothing: string;
  /** What the shopper added. */
  readonly yours: (amount: string, project: string) => string;
  readonly yoursPending: string;
  /** Confirmed, and not passed on yet: it is no gift before the shop has paid. */
  readonly yoursConfirmed: (merchant: string) => string;
  readonly yoursPassedOn: (date: string) => string;
  readonly yoursReversed: string;
  readonly yoursRefused: (merchant: string) => string;
  readonly receipt: string;
}
