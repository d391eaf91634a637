/**
 * The course of a recurring gift at a provider that charges by itself: what time, a charge, and a
 * wish make of it. Pure, so that the sandbox and the mocks keep the same promises.
 */
import type { ErrorCode } from '../errors.ts';
import type { CardFailure } from '../payments.ts';
import { type Interval, nextPeriodStart, retryAt, retryDays } from './periods.ts';
import type { EndReason, PauseReason, RecurringState } from './recurring.ts';

export interface Course {
  readonly interval: Interval;
  /** When it began; every date is counted from here. */
  readonly anchorAt: Date;
  /** When it ends by itself, since its project closes; nothing is charged then or later. */
  readonly endsAt: Date | null;
  readonly state: RecurringState;
  /** When it came to the state. */
  readonly since: Date;
  /** Start of the last period that was charged or tried. */
  readonly periodAt: Date;
  /** When a charge of that period failed first, and how often it has failed; null and 0 otherwise. */
  readonly failedAt: Date | null;
  readonly failedTries: number;
  readonly failureCode: CardFailure | null;
  readonly pausedBecause: PauseReason | null;
  readonly pausedUntil: Date | null;
  readonly endedBecause: EndReason | null;
}

/** What time does to a course by itself, and when. */
export interface Due {
  readonly act: 'charge' | 'retry' | 'resume' | 'end';
  readonly at: Date;
}

/** A course before its first payment, which is the charge of the period that begins at the anchor. */
export function beginCourse(interval: Interval, anchorAt: Date, endsAt: Date | null): Course {
  return {
    interval,
    anchorAt,
    endsAt,
    state: 'pending',
    since: anchorAt,
    periodAt: anchorAt,
    ...clean,
  };
}

/** Nothing outstanding, not paused, not ended. */
const clean = {
  failedAt: null,
  failedTries: 0,
  failureCode: null,
  pausedBecause: null,
  pausedUntil: null,
  endedBecause: null,
} as const;

/** What comes next without anybody's doing; null when nothing does. */
export function dueOf(course: Course): Due | null {
  const next = dueUnlessEnded(course);
  const { endsAt, state } = course;
  if (endsAt === null || isOver(state) || state === 'pending') return next;
  return next === null || endsAt <= next.at ? { act: 'end', at: endsAt } : next;
}

function dueUnlessEnded(course: Course): Due | null {
  switch (course.state) {
    case 'active':
      return { act: 'charge', at: nextChargeOf(course) };
    case 'past_due': {
      const at = course.failedAt && retryAt(course.failedAt, course.failedTries);
      return at && { act: 'retry', at };
    }
    case 'paused':
      return course.pausedUntil && { act: 'resume', at: course.pausedUntil };
    default:
      return null;
  }
}

/**
 * The start of the first period after the last one that is not over before the course came to its
 * state: what fell into a pause is never charged.
 */
function nextChargeOf({ anchorAt, interval, periodAt, since }: Course): Date {
  const following = nextPeriodStart(anchorAt, interval, periodAt);
  // A period that begins at the very moment of resuming is not of the past.
  const justBefore = new Date(since.getTime() - 1);
  const upcoming = nextPeriodStart(anchorAt, interval, justBefore);
  return upcoming > following ? upcoming : following;
}

/** When money is next asked for, as donors are told. */
export function nextChargeAtOf(course: Course): Date | null {
  const due = dueOf(course);
  return due?.act === 'charge' || due?.act === 'retry' ? due.at : null;
}

/** How often the outstanding charge will be tried again. */
export function retriesLeftOf({ state, failedTries }: Course): number {
  return state === 'past_due' ? retryDays.length + 1 - failedTries : 0;
}

/** The first payment went through. */
export function startCourse(course: Course, at: Date): Course {
  return course.state === 'pending' ? { ...course, state: 'active', since: at } : course;
}

/** The first payment will never be made. */
export function giveUpCourse(course: Course, at: Date): Course {
  return course.state === 'pending' ? endCourse(course, at, 'never_paid') : course;
}

/** A new period was charged; `failure` is why it failed, if it did. */
export function chargeCourse(course: Course, at: Date, failure: CardFailure | null): Course {
  const charged = { ...course, periodAt: at, failedAt: null, failedTries: 0, failureCode: null };
  if (failure === null) return charged;
  return {
    ...charged,
    state: 'past_due',
    since: at,
    failedAt: at,
    failedTries: 1,
    failureCode: failure,
  };
}

/** The outstanding charge was tried again. After the last try it is given up, and the gift pauses. */
export function retryCourse(course: Course, at: Date, failure: CardFailure | null): Course {
  if (failure === null) return { ...course, ...clean, state: 'active', since: at };
  const failedTries = course.failedTries + 1;
  if (failedTries <= retryDays.length) return { ...course, failedTries, failureCode: failure };
  return { ...pauseCourse(course, at, 'payment_failed', null), failureCode: failure };
}

/** Nothing is charged from now on; a charge that is outstanding is given up. */
export function pauseCourse(
  course: Course,
  at: Date,
  because: PauseReason,
  until: Date | null,
): Course {
  const since = course.state === 'paused' ? course.since : at;
  return {
    ...course,
    ...clean,
    state: 'paused',
    since,
    pausedBecause: because,
    pausedUntil: until,
  };
}

export function resumeCourse(course: Course, at: Date): Course {
  return course.state === 'paused' ? { ...course, ...clean, state: 'active', since: at } : course;
}

export function cancelCourse(course: Course, at: Date): Course {
  return isOver(course.state) ? course : { ...course, ...clean, state: 'cancelled', since: at };
}

export function endCourse(course: Course, at: Date, because: EndReason): Course {
  if (isOver(course.state)) return course;
  return { ...course, ...clean, state: 'ended', since: at, endedBecause: because };
}

/** Whether nothing will ever be charged again. */
export function isOver(state: RecurringState): boolean {
  return state === 'cancelled' || state === 'ended';
}

/** What somebody may ask of a recurring gift. */
export type RecurringWish = 'change' | 'pause' | 'resume' | 'cancel' | 'retry' | 'replaceCard';

/** Why a wish is refused in a state; null when it is granted. */
export function refuseWish(
  wish: RecurringWish,
  state: RecurringState,
): Extract<ErrorCode, `recurring_gift_${string}`> | null {
  if (wish === 'cancel') return null;
  if (isOver(state)) return 'recurring_gift_over';
  if (state === 'pending') return 'recurring_gift_not_started';
  return wish === 'retry' && state !== 'past_due' ? 'recurring_gift_nothing_due' : null;
}
