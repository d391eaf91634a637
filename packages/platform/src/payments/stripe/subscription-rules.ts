/** What Stripe's subscriptions and invoices mean for a recurring gift. Pure. */
import {
  type CardFailure,
  type Course,
  cancelCourse,
  chargeCourse,
  dueOf,
  endCourse,
  giveUpCourse,
  type Id,
  isOver,
  type PaymentSnapshot,
  pauseCourse,
  periodName,
  resumeCourse,
  retryCourse,
  startCourse,
} from '@kindcart/contract';
import { isId } from '@kindcart/contract/ids';
import { declinedBecause, metadataKeys } from './rules.ts';

/** Names under which Stripe keeps what is ours on subscriptions and prices. */
export const giftKeys = {
  gift: 'kindcart_recurring_gift',
  revision: 'kindcart_revision',
  order: 'kindcart_order',
  paused: 'kindcart_paused',
} as const;

/** What a subscription says as it is cancelled because the project is closed. */
export const projectClosed = 'project_closed';

/** What Stripe keeps of ours on a recurring gift. */
export function giftMetadata(gift: {
  readonly organizationId: Id<'organization'>;
  readonly id: Id<'recurringGift'>;
  readonly order: number;
  readonly revision: number;
}): Record<string, string> {
  return {
    [metadataKeys.organization]: gift.organizationId,
    [giftKeys.gift]: gift.id,
    [giftKeys.order]: String(gift.order),
    [giftKeys.revision]: String(gift.revision),
  };
}

/** The events that tell of recurring gifts. */
export const giftEventTypes = [
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'setup_intent.succeeded',
  'setup_intent.setup_failed',
] as const;

export function isOfGift(type: string): boolean {
  return giftEventTypes.some((known) => known === type);
}

/** The object of an event, as far as it says which gift it is about. */
interface EventObject {
  readonly object?: unknown;
  readonly id?: unknown;
  readonly parent?: unknown;
  readonly metadata?: unknown;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** What an invoice keeps of its subscription, metadata too; empty where it is of none. */
export function subscriptionDetailsOf({ parent }: EventObject): { readonly metadata?: unknown } {
  return { metadata: fieldOf(fieldOf(parent, 'subscription_details'), 'metadata') };
}

/** Id of the subscription that an event is about; undefined when it names none. */
export function subscriptionIdOf({ object, id, parent }: EventObject): string | undefined {
  const named = fieldOf(fieldOf(parent, 'subscription_details'), 'subscription');
  const found = object === 'subscription' ? id : named;
  return typeof found === 'string' ? found : undefined;
}

/** Which recurring gift of whom the object says that it is of. */
export function giftOf({
  metadata,
}: EventObject):
  | { readonly organizationId: Id<'organization'>; readonly id: Id<'recurringGift'> }
  | undefined {
  const organizationId = fieldOf(metadata, metadataKeys.organization);
  const id = fieldOf(metadata, giftKeys.gift);
  if (typeof organizationId !== 'string' || !isId('organization', organizationId)) return undefined;
  return typeof id === 'string' && isId('recurringGift', id) ? { organizationId, id } : undefined;
}

/** A renewal that is not paid: no donor is there to act, so that what is asked of them has failed. */
export function unpaidRenewal(payment: PaymentSnapshot): PaymentSnapshot {
  if (payment.state === 'requires_action') {
    return { ...payment, state: 'failed', failureCode: 'authentication_failed' };
  }
  // It was given up after the last try, and stays the charge that failed.
  return payment.state === 'expired'
    ? { ...payment, state: 'failed', failureCode: 'card_declined' }
    : payment;
}

/** The part of a Subscription that counts. */
export interface SubscriptionFacts {
  readonly status: string;
  readonly pause_collection: { readonly resumes_at: number | null } | null;
  readonly cancellation_details: { readonly comment: string | null } | null;
  readonly metadata: Record<string, string>;
}

/** The part of an Invoice that counts. */
export interface InvoiceFacts {
  readonly status: string | null;
  readonly attempted: boolean;
  readonly billing_reason: string | null;
  readonly lines: { readonly data: readonly { readonly period: { readonly start: number } }[] };
}

/** A charge of a later period than the first, tried at least once. */
export interface SeenCharge {
  readonly periodAt: Date;
  readonly isPaid: boolean;
  /** Why it is not paid. */
  readonly failure: CardFailure;
}

/** When the period of an invoice began that renews a gift and was tried; null when it is no such. */
export function renewedPeriod(invoice: InvoiceFacts): Date | null {
  const [line] = invoice.lines.data;
  const wasTried = invoice.status === 'paid' || invoice.attempted;
  const renews = invoice.billing_reason === 'subscription_cycle';
  return line !== undefined && wasTried && renews ? new Date(line.period.start * 1_000) : null;
}

/** What Stripe's word of now makes of a course, wherever it stood. */
export function observe(
  course: Course,
  subscription: SubscriptionFacts,
  charges: readonly SeenCharge[],
  now: Date,
): Course {
  const { status } = subscription;
  if (status === 'incomplete') return course;
  if (status === 'incomplete_expired') return giveUpCourse(course, now);
  const inOrder = charges.toSorted((a, b) => a.periodAt.getTime() - b.periodAt.getTime());
  const charged = inOrder.reduce(afterCharge, startCourse(course, course.anchorAt));
  const paused = afterPause(charged, subscription, now);
  if (status !== 'canceled') return paused;
  return subscription.cancellation_details?.comment === projectClosed
    ? endCourse(paused, now, 'project_closed')
    : cancelCourse(paused, now);
}

function afterCharge(course: Course, { periodAt, isPaid, failure }: SeenCharge): Course {
  if (isOver(course.state)) return course;
  const [seen, last] = [periodName(periodAt), periodName(course.periodAt)];
  if (seen < last) return course;
  if (seen === last) {
    return isPaid && course.state === 'past_due' ? retryCourse(course, periodAt, null) : course;
  }
  if (isPaid) return { ...chargeCourse(course, periodAt, null), ...unpaused(course, periodAt) };
  return course.state === 'active' ? chargeCourse(course, periodAt, failure) : course;
}

/** A later charge that went through shows that the one before it is no more asked for. */
function unpaused(course: Course, at: Date): Partial<Course> {
  return course.state === 'past_due' ? { state: 'active', since: at } : {};
}

function afterPause(
  course: Course,
  { pause_collection: pause, metadata }: SubscriptionFacts,
  now: Date,
): Course {
  if (pause === null) return resumeCourse(course, now);
  if (course.state === 'paused') return course;
  if (isOver(course.state)) return course;
  const because = metadata[giftKeys.paused] === 'payment_failed' ? 'payment_failed' : 'asked';
  const until = pause.resumes_at === null ? null : new Date(pause.resumes_at * 1_000);
  return pauseCourse(course, now, because, until);
}

/** When we have to do something by ourselves; charging a new period is Stripe's. */
export function ownDueAt(course: Course): Date | null {
  const due = dueOf(course);
  return due === null || due.act === 'charge' ? null : due.at;
}

/** The part of a SetupIntent that an event tells for good: an attempt that failed stays one. */
export interface SetupFacts {
  readonly id: string;
  readonly metadata: Record<string, string> | null;
  readonly last_setup_error: {
    readonly payment_method?: { readonly card?: { readonly fingerprint?: string | null } };
  } | null;
}

/** A card that a SetupIntent took, and when Stripe said so. */
export interface TakenCard {
  readonly setupId: string;
  readonly givenAt: Date;
}

/** Whether a card was given after the one that the gift has, so that no late word brings an old one back. */
export function isLater(
  gift: { readonly setup_id: string | null; readonly card_given_at: Date | null },
  { setupId, givenAt }: TakenCard,
): boolean {
  const { setup_id: lastId, card_given_at: lastAt } = gift;
  return setupId !== lastId && (lastAt === null || givenAt >= lastAt);
}

/** Why Stripe did not charge a card. */
export function refusedBecause(error: {
  readonly code?: string | undefined;
  readonly decline_code?: string | undefined;
}): CardFailure {
  const isUnconfirmed = error.code !== undefined && /action|authentication/.test(error.code);
  return isUnconfirmed ? 'authentication_failed' : declinedBecause(error.decline_code);
}
