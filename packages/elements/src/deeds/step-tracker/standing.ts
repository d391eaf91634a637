/** How a challenge stands for who walks today, and what the steps on a device are worth. Pure. */
import type { Challenge, ParticipantDay, Source } from '@kindcart/contract';
import { addDays, dayAt } from '@kindcart/contract/days';
import { sourceFacts } from '@kindcart/contract/deed-kinds';
import { type DayTotal, type ParticipantRecord, toldOf } from '@kindcart/store/participant';

/** How many days back a day can still be told without somebody looking at it. */
const daysBack = 2;

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
  if (isOver && (closed !== null || today > addDays(endsOn, daysBack))) return 'ended';
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
  const first = addDays(today, -daysBack);
  return { first: first < startsOn ? startsOn : first, last: today < endsOn ? today : endsOn };
}

type Rules = Pick<Challenge, 'kind' | 'rate' | 'perPerson' | 'sources'>;

/** Minor units that a day with so many gives, if nothing else limits it; as the platform reckons. */
export function worthOf({ rate }: Pick<Challenge, 'rate'>, counted: number): number {
  return Number((BigInt(counted) * BigInt(rate.amount.amount)) / BigInt(rate.quantity));
}

/** What of a day's totals counts: that of the best source, within what the challenge takes. */
export function countedOf(
  { kind, perPerson, sources }: Rules,
  totals: readonly { readonly source: Source; readonly quantity: number }[],
): number {
  const taken = totals.flatMap(({ source, quantity }) => {
    const facts = sourceFacts(kind, source);
    const limit = sources.find((each) => each.source === source);
    if (facts === undefined || limit === undefined || quantity === 0) return [];
    return [{ tier: facts.tier, quantity: Math.min(quantity, limit.maxPerDay) }];
  });
  const best = Math.max(...taken.map(({ tier }) => tier));
  const quantity = Math.max(0, ...taken.map((each) => (each.tier === best ? each.quantity : 0)));
  return quantity < perPerson.minPerDay ? 0 : Math.min(quantity, perPerson.maxPerDay);
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
    worth: worthOf(challenge, countedOf(challenge, totals)),
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
