/**
 * Stripe's events on recurring gifts: applied by asking Stripe for the subscription and its invoices
 * anew, so that they may come late, twice, together or in any order. And what Stripe does not do by
 * itself: tries after a charge that failed, and the end of a pause or of a project.
 */
import {
  type Course,
  dueOf,
  endCourse,
  giveUpCourse,
  type Id,
  periodName,
  type Renewal,
  resumeCourse,
  shownFailure,
} from '@kindcart/contract';
import type Stripe from 'stripe';
import { applyWord, keepEvent, type WordOutcome } from '../../giving/recurring/records.ts';
import { makeRenewal } from '../../giving/recurring/renewals.ts';
import { finishErrand } from '../../jobs/errands.ts';
import { readCourse, renewalReference, snapshotOfCourse } from '../courses.ts';
import { type Connection, isRateLimit, onAccount } from './connection.ts';
import { askForPayment, type EventParts, intentOf } from './events.ts';
import { followFirst, type Held, type ToldObject } from './first-payments.ts';
import { countDecline, type DeclineParts, takeCard } from './new-card.ts';
import * as records from './records.ts';
import * as gifts from './subscription-records.ts';
import {
  observe,
  projectClosed,
  renewedPeriod,
  type SeenCharge,
  type SetupFacts,
  type TakenCard,
} from './subscription-rules.ts';
import * as steps from './subscription-steps.ts';

export interface RenewalParts extends EventParts, DeclineParts {
  readonly now: () => Date;
  readonly newDonationId: () => Id<'donation'>;
}

const eventsPerRound = 20;

/** One round of events and of what is due; says how many it took, or zero for a rest. */
export async function renewalRound(parts: RenewalParts): Promise<number> {
  const { db, onError, now } = parts;
  const events = await gifts.takeGiftEvents(db, eventsPerRound);
  let limited = false;
  const attempt = async (work: Promise<void>) => {
    try {
      await work;
    } catch (error) {
      limited ||= isRateLimit(error);
      onError('stripe recurring gifts', error);
    }
  };
  await Promise.all(
    events.map((event) =>
      attempt(
        applyGiftEvent(parts, event).then(() => finishErrand(db, event.organization_id, event.id)),
      ),
    ),
  );
  const due = await gifts.takeDueGift(db, now());
  if (due !== undefined) await attempt(doWhatIsDue(parts, due.organization_id, due.id));
  return limited ? 0 : events.length + (due === undefined ? 0 : 1);
}

async function whileHeld(
  { db, connectionFor }: RenewalParts,
  organizationId: Id<'organization'>,
  id: Id<'recurringGift'>,
  work: (held: Held) => Promise<void>,
): Promise<void> {
  const row = await gifts.hold(db, organizationId, id);
  try {
    const connection: Connection | undefined = connectionFor(row.livemode);
    if (connection === undefined) throw new Error(`No key of Stripe's for ${id}`);
    await work({ row, stripe: connection.stripe });
  } finally {
    await gifts.letGo(db, row);
  }
}

function applyGiftEvent(parts: RenewalParts, event: gifts.WaitingGiftEvent): Promise<void> {
  const { type, created, data } = toldIn(event.body);
  const { object } = data;
  if (type === 'setup_intent.setup_failed') return countDecline(parts, event, object);
  return whileHeld(parts, event.organization_id, event.gift, async (begun) => {
    const page = await followFirst(parts, begun, object, event);
    if (page.kind === 'open') return;
    if (page.kind === 'over') return giveUp(parts, begun, event);
    const held = { row: page.gift, stripe: begun.stripe };
    const told = { setupId: object.id, givenAt: new Date(created * 1_000) };
    const isCard = object.object === 'setup_intent';
    const taken = isCard ? await takeCard(held.stripe, held.row, told) : null;
    const found = await look(parts, held, object.object === 'invoice' ? object.id : null, event);
    const seen = taken === null ? found : await tryNewCard(parts, held, found, taken);
    const outcome = await write(parts, held, seen, event);
    // Nobody paid, and the request for it broke off before the gift was written: nothing is lost.
    const { state, endedBecause } = seen.course;
    const isNothing = state === 'pending' || endedBecause === 'never_paid';
    if (outcome === 'recurring_gift_unknown' && !isNothing) {
      throw new Error(`Event ${event.id} waits: ${outcome}`);
    }
    if (outcome === 'livemode_mismatch') {
      parts.onError('stripe recurring gifts', new Error(`${event.id} was refused: ${outcome}`));
    }
  });
}

/** What an event is about. Of how that stands it says nothing that counts, since it may be old. */
interface ToldEvent {
  readonly type: string;
  /** Unix time of Stripe's. */
  readonly created: number;
  readonly data: { readonly object: SetupFacts & ToldObject };
}

function toldIn(body: string): ToldEvent {
  return JSON.parse(body);
}

/** The first payment will never be made: its page is over. */
async function giveUp(
  parts: RenewalParts,
  held: Held,
  event: gifts.WaitingGiftEvent,
): Promise<void> {
  const { row } = held;
  const course = giveUpCourse(readCourse(row.course), parts.now());
  const rest = { order: row.order_number, revision: row.revision, card: null, invoiceId: null };
  await write(parts, held, { ...rest, course }, event);
}

/** Asks how the gift is, books what was charged, and says what that makes of it. */
async function look(
  parts: RenewalParts,
  held: Held,
  toldInvoice: string | null,
  event: gifts.WaitingGiftEvent,
): Promise<gifts.GiftNow> {
  const { row, stripe } = held;
  const subscription = await steps.askForSubscription(stripe, row);
  const latest = subscription.latest_invoice;
  const latestId = typeof latest === 'string' ? latest : (latest?.id ?? null);
  const seen: { readonly charge: SeenCharge; readonly invoiceId: string }[] = [];
  for (const id of new Set([toldInvoice, latestId])) {
    const charge = id === null ? null : await bookCharge(parts, held, id, event);
    if (id !== null && charge !== null) seen.push({ charge, invoiceId: id });
  }
  const charges = seen.map(({ charge }) => charge);
  const course = observe(readCourse(row.course), subscription, charges, parts.now());
  const rest = {
    order: row.order_number,
    revision: row.revision,
    card: steps.cardOf(subscription) ?? gifts.cardOfRow(row),
  };
  if (course.state !== 'past_due') return { ...rest, course, invoiceId: null };
  const outstanding = seen.find(
    ({ charge }) => !charge.isPaid && periodName(charge.periodAt) === periodName(course.periodAt),
  );
  const invoiceId = outstanding?.invoiceId ?? row.invoice_id;
  if (invoiceId !== null && invoiceId !== row.invoice_id) {
    await steps.stopRetries(stripe, row, invoiceId);
  }
  return { ...rest, course, invoiceId };
}

/** Books the donation of an invoice that renews the gift; null for one that does not, or not yet. */
async function bookCharge(
  { db, settlements, newDonationId, onError }: RenewalParts,
  { row, stripe }: Held,
  invoiceId: string,
  event: gifts.WaitingGiftEvent,
): Promise<SeenCharge | null> {
  const { organization_id: organizationId, livemode, id, account } = row;
  const expand = ['payments'];
  const invoice = await stripe.invoices.retrieve(invoiceId, { expand }, onAccount(account));
  const periodAt = renewedPeriod(invoice);
  const intentId = intentOf(invoice);
  if (periodAt === null || !isOfGift(invoice, row)) return null;
  const isPaid = invoice.status === 'paid';
  if (intentId === null) return { periodAt, isPaid, failure: 'card_declined' };
  const renewal: Renewal = {
    recurringGiftId: id,
    period: periodName(periodAt),
    revision: await steps.revisionOf(stripe, row, invoice),
    chargedAt: periodAt.toISOString(),
  };
  const reference = renewalReference(id, renewal.period);
  const charge = { organizationId, livemode, provider: 'stripe', reference, renewal };
  const made = await makeRenewal(db, charge, newDonationId);
  if (made !== 'made') throw new Error(`Invoice ${invoiceId} of ${id} waits: ${made}`);
  await gifts.keepRenewal(db, row, reference, intentId);
  const payment = await records.nextVersion(db, { organization_id: organizationId, reference });
  const asked = await askForPayment(db, stripe, payment, false);
  const eventId = `${event.id} ${renewal.period}`;
  const { body } = event;
  const told = { organizationId, provider: 'stripe', id: eventId, livemode, body, ...asked };
  const outcome = await settlements.submit(told);
  if (outcome === 'refunds_exceed_charge')
    throw new Error(`Invoice ${invoiceId} waits: ${outcome}`);
  if (outcome !== 'applied' && outcome !== 'older') {
    onError('stripe recurring gifts', new Error(`Invoice ${invoiceId} was refused: ${outcome}`));
  }
  return { periodAt, isPaid, failure: asked.payment.failureCode ?? 'card_declined' };
}

const isOfGift = ({ parent }: Stripe.Invoice, { subscription_id: id }: gifts.StripeGiftRow) => {
  const subscription = parent?.subscription_details?.subscription;
  return (typeof subscription === 'string' ? subscription : subscription?.id) === id;
};

/** Writes what the gift is now, tells the house, and keeps the event that brought it. */
function write(
  { db }: RenewalParts,
  { row }: Held,
  next: gifts.GiftNow,
  event?: gifts.WaitingGiftEvent,
): Promise<WordOutcome> {
  const { organization_id: organizationId, livemode, id } = row;
  return db.transaction().execute(async (transaction) => {
    const version = await gifts.writeGift(transaction, row, next);
    const word = snapshotOfCourse(next.course, { id, version, ...next });
    const outcome = await applyWord(transaction, { organizationId, livemode }, word);
    if (event !== undefined && outcome === 'applied') {
      const { id: eventId, body } = event;
      const kept = {
        organizationId,
        provider: 'stripe',
        id: eventId,
        reference: id,
        version,
        body,
      };
      await keepEvent(transaction, kept);
    }
    return outcome;
  });
}

/** Tries what is outstanding with another card at once. */
async function tryNewCard(
  { now }: RenewalParts,
  { row, stripe }: Held,
  found: gifts.GiftNow,
  taken: TakenCard,
): Promise<gifts.GiftNow> {
  const seen = { ...found, taken };
  if (seen.course.state !== 'past_due') return seen;
  const outstanding = { ...row, invoice_id: seen.invoiceId };
  const tried = await steps.tryAgain(stripe, outstanding, seen.course, now());
  // Nobody knows yet whose card it is, so its donor is told no more than of a card at the form.
  const course = { ...tried, failureCode: shownFailure(tried.failureCode) };
  return { ...seen, course, invoiceId: course.state === 'past_due' ? seen.invoiceId : null };
}

/** Does what is due by now, one step after the other. */
function doWhatIsDue(
  parts: RenewalParts,
  organizationId: Id<'organization'>,
  id: Id<'recurringGift'>,
): Promise<void> {
  return whileHeld(parts, organizationId, id, async (held) => {
    const { row, stripe } = held;
    const now = parts.now();
    const course = readCourse(row.course);
    const due = dueOf(course);
    const next = due === null || due.at > now ? course : await actOn(held, course, due.act, now);
    const rest = { order: row.order_number, revision: row.revision, card: gifts.cardOfRow(row) };
    const invoiceId = next.state === 'past_due' ? row.invoice_id : null;
    await write(parts, { row, stripe }, { ...rest, course: next, invoiceId });
  });
}

async function actOn(
  { row, stripe }: Held,
  course: Course,
  act: 'charge' | 'retry' | 'resume' | 'end',
  now: Date,
): Promise<Course> {
  switch (act) {
    case 'charge':
      return course;
    case 'retry':
      return steps.tryAgain(stripe, row, course, now);
    case 'resume':
      await steps.resume(stripe, row);
      return resumeCourse(course, now);
    case 'end':
      await steps.cancel(stripe, row, projectClosed);
      return endCourse(course, now, 'project_closed');
  }
}
