/**
 * What a deed counts and gives. A day counts the quantity of its most trusted source, and is worth what that
 * is at the challenge's rate; a deed gives what its day is worth beyond what the day gave before, as far as
 * there is money. Neither ever falls. Without a validator, so that a page reckons by the same rules.
 */
import type { TakenSource } from './challenge.ts';
import { addDays, daysBetween } from './days.ts';
import type { DayLimit, Deed, DeedRefusal, ReviewReason } from './deed.ts';
import { type Kind, kinds, type Source, type SourceFacts, sourceFacts } from './kinds.ts';

/** Most of a quantity that can be said at all; what is believed of it is the kind's matter. */
export const quantityMax = 1_000_000_000;
/** How many days after a day its deeds are still taken without a look. */
export const daysBackMax = 2;

/** What a challenge promises for a day of a participant. */
export interface DayTerms {
  readonly kind: Kind;
  readonly rate: { readonly quantity: number; readonly amount: number };
  readonly minPerDay: number;
  readonly maxPerDay: number;
  readonly sources: readonly TakenSource[];
}

/** Minor units that a quantity is worth: whole ones, what is less than one is worth nothing. */
export function worthOf(quantity: number, { rate }: Pick<DayTerms, 'rate'>): number {
  // Their product can be beyond what a number holds.
  return Number((BigInt(quantity) * BigInt(rate.amount)) / BigInt(rate.quantity));
}

/** Totals of a day, by the source that told of them. */
export type Quantities = Partial<Record<Source, number>>;

/** What a day counts, and what keeps it from counting more. */
export interface CountedDay {
  readonly counted: number;
  readonly limitedBy: Extract<DayLimit, 'person_cap' | 'source_cap'> | null;
}

/**
 * Counts the best tier's source alone; of two in one tier the one that counts for more. One that says 0 says
 * nothing of the day, so that the others are asked.
 */
export function countDay(terms: DayTerms, quantities: Quantities): CountedDay {
  let best = { tier: -1, quantity: 0, sourceMax: 0 };
  for (const { source, maxPerDay: sourceMax } of terms.sources) {
    const quantity = quantities[source] ?? 0;
    const tier = sourceFacts(terms.kind, source)?.tier;
    if (quantity === 0 || tier === undefined || tier < best.tier) continue;
    const counts = Math.min(quantity, sourceMax);
    if (tier > best.tier || counts > Math.min(best.quantity, best.sourceMax)) {
      best = { tier, quantity, sourceMax };
    }
  }
  const counted = Math.min(best.quantity, best.sourceMax, terms.maxPerDay);
  const reached = counted >= terms.minPerDay;
  if (counted === best.quantity) return { counted: reached ? counted : 0, limitedBy: null };
  const limitedBy = terms.maxPerDay <= best.sourceMax ? 'person_cap' : 'source_cap';
  return { counted: reached ? counted : 0, limitedBy };
}

/** Money that is there for a day's deeds. */
export interface MoneyLeft {
  /** Of the slice of the day; null where days have none. */
  readonly slice: number | null;
  readonly budget: number;
}

/** What is given of what is due, and what kept it from being all. */
export interface DeedGift {
  readonly amount: number;
  readonly limitedBy: Extract<DayLimit, 'daily_budget' | 'budget'> | null;
}

/** Gives what is due as far as there is money: the last gift is partial. */
export function giftWithin(due: number, { slice, budget }: MoneyLeft): DeedGift {
  const amount = Math.max(0, Math.min(due, budget, slice ?? budget));
  if (amount >= due) return { amount, limitedBy: null };
  return { amount, limitedBy: slice !== null && slice < budget ? 'daily_budget' : 'budget' };
}

/** What decides whether a challenge takes a deed at all. */
export interface TakingTerms extends Pick<DayTerms, 'kind' | 'sources'> {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly paused: boolean;
  readonly closed: boolean;
}

/** A deed as it is told, and by whom: a device cannot speak for a server that is trusted more. */
export interface Telling {
  readonly day: string;
  readonly source: Source;
  readonly toldBy: SourceFacts['toldBy'];
}

/** Why a challenge does not take a deed on a day of its calendar; null where it does. */
export function refuseDeed(
  terms: TakingTerms,
  { day, source, toldBy }: Telling,
  today: string,
): Extract<DeedRefusal, 'challenge_not_open' | 'source_not_taken' | 'day_outside'> | null {
  const over = daysBetween(terms.endsOn, today) > daysBackMax;
  if (terms.paused || terms.closed || today < terms.startsOn || over) return 'challenge_not_open';
  const isTaken = terms.sources.some((taken) => taken.source === source);
  if (!isTaken || sourceFacts(terms.kind, source)?.toldBy !== toldBy) return 'source_not_taken';
  return day < terms.startsOn || day > terms.endsOn ? 'day_outside' : null;
}

/** How a deed's counter stands to the highest that was heard of its device. */
export function judgeCounter(counter: number, heard: number): 'next' | 'gap' | 'too_low' {
  if (counter <= heard) return 'too_low';
  return counter === heard + 1 ? 'next' : 'gap';
}

/** What is known of a deed when it comes. */
export interface DeedFacts {
  readonly day: string;
  readonly quantity: number;
  readonly source: Source;
  /** In the challenge's time zone. */
  readonly today: string;
  /** How much of its day has passed there. */
  readonly passedMs: number;
  /** Whether deeds of its device before it never came. */
  readonly gap: boolean;
  /** Whether many participants come from where its own does. */
  readonly crowded: boolean;
}

/** Why somebody should look at a deed before it counts; null where it is believed. */
export function reviewReason(kind: Kind, facts: DeedFacts): ReviewReason | null {
  const { dayMax, perMinuteMax } = kinds[kind];
  const { day, quantity, today } = facts;
  // A server looked the days up where they were counted; a device only remembers them.
  const remembers = sourceFacts(kind, facts.source)?.toldBy === 'device';
  if (day > today) return 'future_day';
  if (remembers && day < addDays(today, -daysBackMax)) return 'old_day';
  if (quantity > dayMax) return 'day_ceiling';
  if (quantity * 60_000 > perMinuteMax * facts.passedMs) return 'cadence';
  if (facts.gap) return 'counter_gap';
  return facts.crowded ? 'one_device_many' : null;
}

/**
 * What a total was wanting alone. A server has no next counter to tell the same total under, so what it tells
 * again is judged anew where that is time, and counted anew where it is money. Null where telling it again
 * changes nothing.
 */
export function wantedBy({
  state,
  reason,
  limitedBy,
}: Pick<Deed, 'state' | 'reason' | 'limitedBy'>): 'time' | 'money' | null {
  if (state === 'under_review') {
    return reason === 'future_day' || reason === 'cadence' ? 'time' : null;
  }
  const isShort = limitedBy === 'budget' || limitedBy === 'daily_budget';
  return state === 'counted' && isShort ? 'money' : null;
}
