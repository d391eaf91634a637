/** How a challenge stands for who walks today, and what the steps on a device are worth. Pure. */
import type { Challenge, ParticipantDay, Source } from '@kindcart/contract';
import { addDays, dayAt } from '@kindcart/contract/days';
import { countDay, daysBackMax, type Quantities, worthOf } from '@kindcart/contract/deed-counting';
import { sourceFacts } from '@kindcart/contract/deed-kinds';
import { type DayTotal, type ParticipantRecord, toldOf } from '@kindcart/store/participant';

/**
 * What a challenge takes. `late`: it is over, and its last days can still be given. `unfunded`: nothing of what
 * the sponsor promised has come. `used_up`: all of it is given. `day_closed`: all of today's share is.
 */
export type Condition =
  | 'upcoming'
  | 'paused'
  | 'ended'
  | 'late'
  | 'unfunded'
  | 'used_up'
  | 'day_closed'
  | 'open';

export function conditionOf(
  { state, totals, closed, endsOn }: Pick<Challenge, 'state' | 'totals' | 'closed' | 'endsOn'>,
  today: string,
): Condition {
  if (state === 'upcoming' || state === 'paused') return state;
  const isOver = state === 'ended' || today > endsOn;
  if (isOver && (closed !== null || today > addDays(endsOn, daysBackMax))) return 'ended';
  if (totals.funded.amount === 0) return isOver ? 'ended' : 'unfunded';
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
  /** What can be given now: of today and of the days before that can still be told. */
  readonly toGive: readonly DayTotal[];
  /** Steps of today that were not given yet. */
  readonly stepsToGive: number;
}

type Kept = Pick<ParticipantRecord, 'counted' | 'told' | 'sending' | 'waiting'>;

/** How today stands. */
export function standingOf(
  challenge: Challenge,
  today: string,
  record: Kept,
  days: readonly ParticipantDay[],
): Standing {
  const { first, last } = openDays(challenge, today);
  const own = record.counted.filter((total) => total.challengeId === challenge.id);
  const known = days.find(({ day }) => day === today);
  const local = own.filter(({ day }) => day === today);
  const told = (known?.sources ?? []).filter(({ state }) => state === 'counted');
  const totals = [...local, ...told];
  const steps = stepsOf(challenge, totals);
  const place = { challengeId: challenge.id, day: today };
  const before = local.map(({ source }) => ({
    source,
    quantity: toldOf(record, { ...place, source }),
  }));
  const toGive = own.filter(
    (total) => total.day >= first && total.day <= last && total.quantity > toldOf(record, total),
  );
  return {
    steps,
    worth: worthOfSteps(challenge, countedOf(challenge, totals)),
    given: known?.given.amount ?? 0,
    toGive,
    stepsToGive: Math.max(0, steps - stepsOf(challenge, [...before, ...told])),
  };
}

/** Steps of a day by its best source, before any limit. */
function stepsOf(
  { kind }: Rules,
  totals: readonly { readonly source: Source; readonly quantity: number }[],
): number {
  const some = totals.filter(({ quantity }) => quantity > 0);
  const tierOf = ({ source }: { readonly source: Source }) => sourceFacts(kind, source)?.tier ?? -1;
  const best = Math.max(...some.map(tierOf));
  return Math.max(
    0,
    ...some.filter((each) => tierOf(each) === best).map(({ quantity }) => quantity),
  );
}
