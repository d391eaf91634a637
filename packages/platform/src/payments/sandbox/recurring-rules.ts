/** What time and orders make of the sandbox's recurring gifts. Pure. */
import {
  type CardFailure,
  type Course,
  chargeCourse,
  dueOf,
  endCourse,
  type Id,
  periodName,
  type RecurringSnapshot,
  type Renewal,
  resumeCourse,
  retryCourse,
  testCards,
} from '@kindcart/contract';
import { orderedCourse, renewalReference, snapshotOfCourse } from '../courses.ts';
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
  return changed(ordered, orderedCourse(facts.course, order, now));
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
  const { card, course, ...said } = facts;
  const face = card === null ? null : { brand: 'visa', last4: testCards[card].slice(-4) };
  return snapshotOfCourse(course, { ...said, card: face });
}
