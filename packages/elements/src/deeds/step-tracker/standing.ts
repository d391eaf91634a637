/** How a challenge stands for who walks today, and what the steps on a device are worth. Pure. */
import type { Challenge, ParticipantDay, Source } from '@kindcart/contract';
import { addDays, dayAt } from '@kindcart/contract/days';
import { countDay, daysBackMax, type Quantities, worthOf } from '@kindcart/contract/deed-counting';
import { type Kind, sourceFacts } from '@kindcart/contract/deed-kinds';
import { type DayTotal, type ParticipantRecord, toldOf } from '@kindcart/store/participant';

/**
 * What a challenge takes. `late`: it is over, and its last days can still be given. `unfunded`: nothing of what
 * the sponsor promised has come. `awaiting`: what has come is given, and more is promised. `used_up`: all that was
 * promised is given. `day_closed`: all of today's share is.
 */
export type Condition =
  | 'upcoming'
  | 'paused'
  | 'ended'
  | 'late'
  | 'unfunded'
  | 'awaiting'
  | 'used_up'
  | 'day_closed'
  | 'open';

type Course = Pick<Challenge, 'state' | 'budget' | 'totals' | 'closed' | 'startsOn' | 'endsOn'>;

/** How it stands on a day, however long ago the platform told of it. */
export function conditionOf(
  { state, budget, totals, closed, startsOn, endsOn }: Course,
  today: string,
): Condition {
  const isOver = state === 'ended' || today > endsOn;
  if (isOver && (closed !== null || today > addDays(endsOn, daysBackMax))) return 'ended';
  if (state === 'paused') return 'paused';
  if (!isOver && today < startsOn) return 'upcoming';
  if (totals.left.amount === 0 && totals.funded.amount < budget.amount) {
    if (isOver) return 'ended';
    return totals.funded.amount === 0 ? 'unfunded' : 'awaiting';
  }
  if (totals.left.amount === 0) return 'used_up';
  if (isOver) return 'late';
  return totals.leftToday.amount === 0 && totals.today === today ? 'day_closed' : 'open';
}

/** The day that it is where the challenge is. */
export function todayOf({ timeZone }: Pick<Challenge, 'timeZone'>, nowMs: number): string {
  return dayAt(nowMs, timeZone);
}

/** The days of a challenge that can be told now, the first and the last. */
export function openDays(
  { startsOn, endsOn }: Pick<Challenge, 'startsOn' | 'endsOn'>,
  today: string,
): { readonly first: string; readonly last: string } {
  const first = addDays(today, -daysBackMax);
  return { first: first < startsOn ? startsOn : first, last: today < endsOn ? today : endsOn };
}

type Rules = Pick<Challenge, 'kind' | 'rate' | 'perPerson' | 'sources'>;

/** Minor units that so many steps of a day are worth, if nothing else limits it. */
export function worthOfSteps({ rate }: Pick<Challenge, 'rate'>, steps: number): number {
  return worthOf(steps, { rate: { quantity: rate.quantity, amount: rate.amount.amount } });
}

/** What of a day's totals counts, by the platform's own rule. */
export function countedOf(
  { kind, rate, perPerson, sources }: Rules,
  totals: readonly { readonly source: Source; readonly quantity: number }[],
): number {
  const terms = { kind, rate: { ...rate, amount: rate.amount.amount }, ...perPerson, sources };
  const most: Quantities = {};
  for (const { source, quantity } of totals) {
    // What nobody has walked yet says nothing of a source.
    if (quantity > 0) most[source] = Math.max(quantity, most[source] ?? 0);
  }
  return countDay(terms, most).counted;
}

/** Today, as this device and the platform know it together. */
export interface Standing {
  /** Steps, before any limit. */
  readonly steps: number;
  /** Minor units that the steps are worth. */
  readonly worth: number;
  /** Minor units that the day has given so far. */
  readonly given: number;
  /** What can be given now, of today and of the days before: a person looks at those that are long over. */
  readonly toGive: readonly DayTotal[];
  /** Steps of today that were not given yet. */
  readonly stepsToGive: number;
}

type Kept = Pick<ParticipantRecord, 'counted' | 'told' | 'sending' | 'waiting'>;

/** How today stands. What the platform has counted of it does not fall, whatever else begins to count. */
export function standingOf(
  challenge: Challenge,
  today: string,
  record: Kept,
  days: readonly ParticipantDay[],
): Standing {
  const { startsOn } = challenge;
  const { last } = openDays(challenge, today);
  const own = record.counted.filter((total) => total.challengeId === challenge.id);
  const known = days.find(({ day }) => day === today);
  const local = own.filter(({ day }) => day === today);
  const told = (known?.sources ?? []).filter(({ state }) => state === 'counted');
  const totals = [...local, ...told];
  const counted = known?.counted ?? 0;
  const steps = Math.max(counted, stepsOf(challenge, totals));
  const place = { challengeId: challenge.id, day: today };
  const before = local.map(({ source }) => ({
    source,
    quantity: toldOf(record, { ...place, source }),
  }));
  const toGive = own.filter(
    (total) => total.day >= startsOn && total.day <= last && total.quantity > toldOf(record, total),
  );
  return {
    steps,
    worth: worthOfSteps(challenge, Math.max(counted, countedOf(challenge, totals))),
    given: known?.given.amount ?? 0,
    toGive,
    stepsToGive: steps - Math.max(counted, stepsOf(challenge, [...before, ...told])),
  };
}

/** How far a source is trusted. */
export function tierOf(kind: Kind, source: Source): number {
  return sourceFacts(kind, source)?.tier ?? -1;
}

/** Steps of a day by its best source, before any limit. */
function stepsOf(
  { kind }: Rules,
  totals: readonly { readonly source: Source; readonly quantity: number }[],
): number {
  const some = totals.filter(({ quantity }) => quantity > 0);
  const best = Math.max(...some.map(({ source }) => tierOf(kind, source)));
  return Math.max(
    0,
    ...some.filter(({ source }) => tierOf(kind, source) === best).map(({ quantity }) => quantity),
  );
}
