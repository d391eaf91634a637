/** What time and orders make of the sandbox's recurring gifts. Pure. */
import { createHash } from 'node:crypto';
import {
  type CardFailure,
  type Course,
  cancelCourse,
  chargeCourse,
  dueOf,
  endCourse,
  type Id,
  idOfBytes,
  nextChargeAtOf,
  pauseCourse,
  periodName,
  type RecurringSnapshot,
  type Renewal,
  resumeCourse,
  retriesLeftOf,
  retryCourse,
  testCards,
} from '@kindcart/contract';
import type { RecurringOrder } from '../port.ts';
import type { CardBehaviour } from './cards.ts';

/** A recurring gift as the sandbox keeps it. */
export interface SandboxRecurringFacts {
  readonly id: Id<'recurringGift'>;
  readonly version: number;
  /** Number of the last order that is in it. */
  readonly order: number;
  readonly card: CardBehaviour | null;
  readonly currency: string;
  /** What the next charge takes. */
  readonly amount: number;
  readonly revision: number;
  /** Of the charge that is outstanding, or was the last. */
  readonly chargedRevision: number;
  readonly course: Course;
}

/** A try to charge, for the period that began at the renewal's time. */
export interface Try {
  readonly kind: 'charge' | 'retry';
  readonly reference: Id<'payment'>;
  readonly renewal: Renewal;
  readonly failure: CardFailure | null;
}

/** A step of a recurring gift, and the try to charge that it was. */
export interface RecurringStep {
  readonly facts: SandboxRecurringFacts;
  readonly attempt: Try | null;
}

/** The reference of a period's payment: one for each, whoever charges it how often. */
export function renewalReference(id: Id<'recurringGift'>, period: string): Id<'payment'> {
  const digest = createHash('sha256').update(`${id} ${period}`).digest();
  return idOfBytes('payment', digest.subarray(0, 16));
}

const failureOf = (card: CardBehaviour | null): CardFailure | null =>
  card === 'renewalsDeclined' ? 'card_declined' : null;

/** What is due first by the time, done; null when nothing is. */
export function stepOfTime(facts: SandboxRecurringFacts, now: Date): RecurringStep | null {
  const due = dueOf(facts.course);
  if (due === null || due.at > now) return null;
  switch (due.act) {
    case 'charge':
      return charge(facts, due.at);
    case 'retry':
      return tryAgain(facts, due.at);
    case 'resume':
      return changed(facts, resumeCourse(facts.course, due.at));
    case 'end':
      return changed(facts, endCourse(facts.course, due.at, 'project_closed'));
  }
}

function charge(facts: SandboxRecurringFacts, at: Date): RecurringStep {
  const failure = failureOf(facts.card);
  const charged = { ...facts, chargedRevision: facts.revision };
  const step = changed(charged, chargeCourse(facts.course, at, failure));
  return { ...step, attempt: tryOf('charge', charged, at, at, failure) };
}

function tryAgain(facts: SandboxRecurringFacts, at: Date): RecurringStep {
  const failure = failureOf(facts.card);
  const { periodAt, failedAt } = facts.course;
  const step = changed(facts, retryCourse(facts.course, at, failure));
  return { ...step, attempt: tryOf('retry', facts, periodAt, failedAt ?? at, failure) };
}

function tryOf(
  kind: Try['kind'],
  { id, chargedRevision }: SandboxRecurringFacts,
  periodAt: Date,
  chargedAt: Date,
  failure: CardFailure | null,
): Try {
  const period = periodName(periodAt);
  const renewal = {
    recurringGiftId: id,
    period,
    revision: chargedRevision,
    chargedAt: chargedAt.toISOString(),
  };
  return { kind, reference: renewalReference(id, period), renewal, failure };
}

function changed(facts: SandboxRecurringFacts, course: Course): RecurringStep {
  return { facts: { ...facts, course, version: facts.version + 1 }, attempt: null };
}

/** What an order makes of it; null when it is in it already. */
export function stepOfOrder(
  facts: SandboxRecurringFacts,
  order: RecurringOrder,
  now: Date,
): RecurringStep | null {
  if (order.number <= facts.order) return null;
  const ordered = {
    ...facts,
    order: order.number,
    amount: order.charge.amount,
    revision: order.revision,
  };
  if (order.nudge === 'retry' && facts.course.state === 'past_due') return tryAgain(ordered, now);
  return changed(ordered, courseOf(facts.course, order, now));
}

function courseOf(course: Course, { wish, until, nudge }: RecurringOrder, now: Date): Course {
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

/** What another card makes of it. */
export function stepOfCard(
  facts: SandboxRecurringFacts,
  card: CardBehaviour,
  now: Date,
): RecurringStep | null {
  const { course } = facts;
  if (facts.card === card && course.state === 'active') return null;
  const given = { ...facts, card };
  if (course.state === 'past_due') return tryAgain(given, now);
  const goesOn = course.pausedBecause === 'payment_failed';
  return changed(given, goesOn ? resumeCourse(course, now) : course);
}

/** The recurring gift as the wire says it. */
export function toRecurringSnapshot(facts: SandboxRecurringFacts): RecurringSnapshot {
  const { id, version, order, revision, course, card } = facts;
  return {
    id,
    version,
    order,
    state: course.state,
    since: course.since.toISOString(),
    nextChargeAt: nextChargeAtOf(course)?.toISOString() ?? null,
    pausedBecause: course.pausedBecause,
    pausedUntil: course.pausedUntil?.toISOString() ?? null,
    endedBecause: course.endedBecause,
    retriesLeft: retriesLeftOf(course),
    failureCode: course.failureCode,
    card: card === null ? null : { brand: 'visa', last4: testCards[card].slice(-4) },
    revision,
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
