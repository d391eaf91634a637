/** The course of a recurring gift, as every provider that keeps one stores, steers and tells it. Pure. */
import { createHash } from 'node:crypto';
import {
  type CardFace,
  type Course,
  cancelCourse,
  endCourse,
  type Id,
  idOfBytes,
  nextChargeAtOf,
  pauseCourse,
  type RecurringSnapshot,
  resumeCourse,
  retriesLeftOf,
} from '@kindcart/contract';
import type { RecurringOrder } from './port.ts';

/** The reference of a period's payment: one for each, whoever charges it how often. */
export function renewalReference(id: Id<'recurringGift'>, period: string): Id<'payment'> {
  const digest = createHash('sha256').update(`${id} ${period}`).digest();
  return idOfBytes('payment', digest.subarray(0, 16));
}

/** What an order makes of a course. */
export function orderedCourse(
  course: Course,
  { wish, until, nudge }: RecurringOrder,
  now: Date,
): Course {
  switch (wish) {
    case 'cancel':
      return cancelCourse(course, now);
    case 'end':
      return endCourse(course, now, 'project_closed');
    case 'pause':
      // A day that is over by this clock ends the pause now, and brings nothing of the past.
      return pauseCourse(course, now, 'asked', until !== null && until < now ? now : until);
    case 'run':
      return nudge === 'resume' || course.pausedBecause === 'asked'
        ? resumeCourse(course, now)
        : course;
  }
}

/** The recurring gift as it is told of. */
export function snapshotOfCourse(
  course: Course,
  said: Pick<RecurringSnapshot, 'id' | 'version' | 'order' | 'revision'> & {
    readonly card: CardFace | null;
  },
): RecurringSnapshot {
  return {
    id: said.id,
    version: said.version,
    order: said.order,
    state: course.state,
    since: course.since.toISOString(),
    nextChargeAt: nextChargeAtOf(course)?.toISOString() ?? null,
    pausedBecause: course.pausedBecause,
    pausedUntil: course.pausedUntil?.toISOString() ?? null,
    endedBecause: course.endedBecause,
    retriesLeft: retriesLeftOf(course),
    failureCode: course.failureCode,
    card: said.card,
    revision: said.revision,
  };
}

type Times = 'anchorAt' | 'endsAt' | 'since' | 'periodAt' | 'failedAt' | 'pausedUntil';

/** A course as JSON, its times as text. */
export type StoredCourse = {
  readonly [Key in keyof Course]: Key extends Times
    ? string | Extract<Course[Key], null>
    : Course[Key];
};

export function storeCourse(course: Course): string {
  return JSON.stringify(course);
}

export function readCourse(stored: StoredCourse): Course {
  const time = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...stored,
    anchorAt: new Date(stored.anchorAt),
    since: new Date(stored.since),
    periodAt: new Date(stored.periodAt),
    endsAt: time(stored.endsAt),
    failedAt: time(stored.failedAt),
    pausedUntil: time(stored.pausedUntil),
  };
}
