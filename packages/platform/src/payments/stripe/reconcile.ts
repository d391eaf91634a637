/**
 * Asks Stripe for events that never came. Of each account that is paid, one process at a time looks
 * through what was told since the last time and some while before, and hands on what is not known.
 */
import type Stripe from 'stripe';
import { type Connection, onAccount } from './connection.ts';
import { type EventParts, findConcerned } from './events.ts';
import * as polls from './poll-records.ts';
import * as records from './records.ts';
import { eventTypes } from './rules.ts';
import { giftEventTypes } from './subscription-rules.ts';

export interface ReconcileParts extends Pick<EventParts, 'db' | 'connectionFor' | 'onError'> {
  readonly now: () => Date;
  /** An event was found that no webhook has brought. */
  readonly onFound: (event: Pick<Stripe.Event, 'id' | 'type'>) => void;
}

/** Windows overlap by so much, as events become visible in no strict order. */
const overlapMs = 60 * 60_000;
/** How far back the first look goes: as long as Stripe itself tries to bring an event. */
const firstLookBackMs = 3 * 24 * 60 * 60_000;
/** Younger events may be on their way, and are left to the next look. */
const onTheirWayMs = 2 * 60_000;

/** Looks through one account that is due; says how many that were. */
export async function reconcileRound(parts: ReconcileParts): Promise<number> {
  const { db, connectionFor, onError } = parts;
  const livemodes = [false, true].filter((livemode) => connectionFor(livemode) !== undefined);
  const due = await polls.takeDuePoll(db, livemodes);
  if (due === undefined) return 0;
  const connection = connectionFor(due.livemode);
  if (connection === undefined) return 0;
  try {
    const seenUntil = await lookThrough(parts, connection, due);
    await polls.finishPoll(db, due, seenUntil);
  } catch (error) {
    // Whatever it is, it is tried again, more and more slowly; what was handed on stays so.
    onError('stripe reconciliation', error);
    await polls.delayPoll(db, due);
  }
  return 1;
}

/** Hands on every unknown event of the window, and says when Stripe made the newest of all. */
async function lookThrough(
  parts: ReconcileParts,
  { stripe }: Connection,
  { account, seen_until: seenUntil }: polls.StripePollRow,
): Promise<Date | null> {
  const nowMs = parts.now().getTime();
  const sinceMs = seenUntil === null ? nowMs - firstLookBackMs : seenUntil.getTime() - overlapMs;
  const window = { gte: seconds(sinceMs), lte: seconds(nowMs - onTheirWayMs) };
  const options = onAccount(account === '' ? null : account);
  // Only Stripe's own times move it on, so that a wrong clock here can hide nothing for good.
  let newestMs = seenUntil?.getTime() ?? 0;
  // Stripe takes twenty types at most in one request.
  for (const types of [eventTypes, giftEventTypes]) {
    const wanted = { types: [...types], created: window, limit: 100 };
    for (
      let page: Stripe.ApiList<Stripe.Event> | undefined = await stripe.events.list(
        wanted,
        options,
      );
      page !== undefined;
      page = await nextPage(stripe, page, wanted, options)
    ) {
      await handOn(parts, page.data);
      for (const { created } of page.data) newestMs = Math.max(newestMs, created * 1_000);
    }
  }
  return newestMs === 0 ? null : new Date(newestMs);
}

const seconds = (ms: number) => Math.floor(ms / 1_000);

async function nextPage(
  stripe: Stripe,
  { has_more: hasMore, data }: Stripe.ApiList<Stripe.Event>,
  wanted: Stripe.EventListParams,
  options: { stripeAccount?: string },
): Promise<Stripe.ApiList<Stripe.Event> | undefined> {
  const last = data.at(-1);
  if (!hasMore || last === undefined) return undefined;
  return stripe.events.list({ ...wanted, starting_after: last.id }, options);
}

/** Keeps what is neither applied nor waiting, as if it had just come. */
async function handOn(
  { db, connectionFor, onFound }: ReconcileParts,
  events: readonly Stripe.Event[],
): Promise<void> {
  const found = await Promise.all(
    events.map(async (event) => ({
      event,
      concerned: await findConcerned({ db, connectionFor }, event),
    })),
  );
  // Of no gift, or of one that was never made: there is nothing to book.
  const ours = found.flatMap(({ event, concerned }) =>
    typeof concerned === 'string' ? [] : [{ event, concerned }],
  );
  const known = await records.knownEvents(
    db,
    ours.map(({ event, concerned: { organization_id } }) => ({ organization_id, id: event.id })),
  );
  for (const { event, concerned } of ours) {
    if (known.has(event.id)) continue;
    const kept = { id: event.id, body: JSON.stringify(event) };
    if (await records.enqueueEvent(db, concerned, kept)) onFound(event);
  }
}
