/** What may become of a tree, and what is told of it: one rule for platform and mocks. */
import type { FieldError } from '../common.ts';
import type { TreeGift } from './adoption.ts';
import type { ChangeTreeState, TreeState } from './tree.ts';

/** What can follow each state. */
const following: Readonly<Record<TreeState, readonly TreeState[]>> = {
  planned: ['planted'],
  planted: ['established', 'lost'],
  established: ['grown', 'lost'],
  grown: ['lost'],
  lost: ['replaced'],
  replaced: [],
};

const standing: readonly TreeState[] = ['planted', 'established', 'grown'];

/** Whether there is a tree in the ground. */
export function isStanding(state: TreeState): boolean {
  return standing.includes(state);
}

/** A tree before it changes. */
export interface TreeBefore {
  readonly state: TreeState;
  /** The day on which it became that. */
  readonly since: string;
}

/** Somewhere on earth it is a day later than in UTC. */
const dayMarginMs = 14 * 60 * 60_000;

/** Why the tree cannot become that, or not on that day; null where it can. */
export function refuseTreeChange(
  { state, since }: TreeBefore,
  change: Pick<ChangeTreeState, 'state' | 'on'>,
  now: Date,
): FieldError | null {
  const next = following[state];
  if (!next.includes(change.state)) {
    const then = next.length === 0 ? 'nothing follows' : `${next.join(' or ')} can follow`;
    return { field: 'state', message: `is ${change.state}, but the tree is ${state}: ${then}` };
  }
  if (change.on < since) {
    return { field: 'on', message: `is before ${since}, the day on which it became ${state}` };
  }
  if (change.on > utcDay(new Date(now.getTime() + dayMarginMs))) {
    return { field: 'on', message: 'is in the future' };
  }
  return null;
}

/** The day in UTC. */
export function utcDay(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** A young tree is looked at twice a year, an older one once. */
const young = { years: 3, everyMonths: 6 } as const;
const olderEveryMonths = 12;

/**
 * About when somebody looks at a standing tree next: half a year after the last time until it is three
 * years old, and then a year after.
 *
 * @param lastSeenOn a day; null where nobody has looked since planting
 */
export function nextObservationOn(plantedOn: string, lastSeenOn: string | null): string {
  const last = lastSeenOn === null || lastSeenOn < plantedOn ? plantedOn : lastSeenOn;
  const isYoung = last < addMonths(plantedOn, young.years * 12);
  return addMonths(last, isYoung ? young.everyMonths : olderEveryMonths);
}

/** The same day some months later, or the last of that month. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return utcDay(new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))));
}

/** What of a gift may be known: all of it, from the day on which it is revealed. */
export function toldGift(
  gift: TreeGift | null,
  now: Date,
): Pick<TreeGift, 'to' | 'message'> | null {
  const isTold = gift !== null && (gift.revealOn === null || gift.revealOn <= utcDay(now));
  return isTold ? gift : null;
}
