/**
 * Asks shops for orders whose events never came. Windows overlap, and what is found goes the way of any
 * event; an order that stands as it was told makes none.
 */
import type { Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Logger } from '../../http/request-log.ts';
import { checkOrderKey, settingsOf, storable } from './applying.ts';
import { type Arrival, factsOfOrders, hashOf, keepArrivals } from './event-records.ts';
import { sourceOf } from './kinds.ts';
import type { ShopMetrics } from './metrics.ts';
import {
  type Reading,
  type ShopSource,
  SourceAway,
  type ToldOrder,
  UnreadableEvent,
} from './port.ts';
import {
  failPoll,
  finishPoll,
  type SourceOfMerchant,
  type SourceRow,
  sourcesWithMerchants,
  takeDueSource,
} from './source-records.ts';

export interface ReconcilingParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newEventId: () => Id<'shopEvent'>;
  readonly fetch: typeof globalThis.fetch;
  readonly everyMs: number;
  /** Gives up what is under way. */
  readonly signal: AbortSignal;
  readonly metrics: ShopMetrics;
  readonly logger: Logger;
  readonly onError: (name: string, error: unknown) => void;
  /** There is an event to apply. */
  readonly onKept: () => void;
}

/** Windows overlap by so much, since clocks differ, and changes become visible in no strict order. */
const overlapMs = 60 * 60_000;
/** How far back before it was connected a shop is asked: orders of these days may still change. */
const firstLookBackMs = 24 * 60 * 60_000;
/** Younger states may be on their way as events, and are left to the next look. */
const onTheirWayMs = 2 * 60_000;
const firstRestMs = 10_000;
const bodiesAtOnce = 100;

/** Asks one source that is due; says how many that were. */
export async function reconcileRound(parts: ReconcilingParts): Promise<number> {
  const { db, now, everyMs, logger, onError, signal } = parts;
  const startedAt = now();
  const nextAt = new Date(startedAt.getTime() + everyMs);
  const due = await takeDueSource(db, { now: startedAt, nextAt });
  if (due === undefined) return 0;
  try {
    const found = await lookThrough(parts, due, startedAt);
    await finishPoll(db, due, startedAt);
    if (found > 0) {
      const what = { source: due.id, kind: due.kind, orders: found };
      logger.warn(what, 'orders of a shop came by no event: look at its webhooks');
    }
  } catch (error) {
    if (signal.aborted) return 0;
    const isAway = error instanceof SourceAway;
    if (!isAway) onError('asking shops', error);
    const fault = isAway ? error.message : 'The platform failed at it; its log says more.';
    logger.warn({ source: due.id, kind: due.kind, fault }, 'shop could not be asked');
    const restMs = Math.min(everyMs, firstRestMs * 2 ** Math.min(due.poll_failures, 12));
    await failPoll(db, due, { fault, nextAt: new Date(now().getTime() + restMs) });
  }
  return 1;
}

/** Keeps what was missed in the window, and says how much. */
async function lookThrough(parts: ReconcilingParts, row: SourceRow, at: Date): Promise<number> {
  const { db, fetch, signal } = parts;
  const kind = sourceOf(row.kind);
  const of = (await sourcesWithMerchants(db, [row.id])).get(row.id);
  if (of === undefined) throw new Error(`${row.id} cannot be asked`);
  const { polled_until: polledUntil, created_at: createdAt, access } = row;
  const sinceMs =
    polledUntil === null
      ? createdAt.getTime() - firstLookBackMs
      : polledUntil.getTime() - overlapMs;
  let found = 0;
  let bodies: unknown[] = [];
  const polled = kind.poll({ access, since: new Date(sinceMs), fetch, signal });
  for await (const body of polled) {
    bodies.push(body);
    if (bodies.length < bodiesAtOnce) continue;
    found += await keepMissed(parts, { of, kind }, bodies, at);
    bodies = [];
  }
  return found + (await keepMissed(parts, { of, kind }, bodies, at));
}

interface Asked {
  readonly of: SourceOfMerchant;
  readonly kind: ShopSource;
}

/** Keeps those that tell more than is known, as if they had just come; says how many. */
async function keepMissed(
  parts: ReconcilingParts,
  asked: Asked,
  bodies: readonly unknown[],
  at: Date,
): Promise<number> {
  const { db, metrics, newEventId, now, onKept } = parts;
  const { row } = asked.of;
  const read = bodies.map((body) => ({ body, reading: readingOf(asked, body, at) }));
  const told = read.flatMap(({ reading }) => (reading?.what === 'told' ? [reading] : []));
  const facts = Map.groupBy(
    await factsOfOrders(
      db,
      [...new Set(told.map(({ orderKey }) => orderKey))].map((order_key) => ({
        organization_id: row.organization_id,
        source_id: row.id,
        order_key,
      })),
    ),
    ({ order_key }) => order_key,
  );
  const missed = read.filter(({ reading }) => {
    // What cannot be read is kept, so that somebody hears of it.
    if (reading === null) return true;
    if (reading.what !== 'told') return false;
    const known = (facts.get(reading.orderKey) ?? []).map((each) => each.facts);
    const isMissed = tellsMoreOrNothing(asked, known, reading.facts, at);
    if (!isMissed) metrics.reconciled(row.kind, 'known');
    return isMissed;
  });
  const arrivals = missed.map(({ body }) => toArrival(row, newEventId(), body));
  const isNew = arrivals.length === 0 ? [] : await keepArrivals(db, arrivals, now());
  const kept = isNew.filter(Boolean).length;
  for (let place = 0; place < kept; place += 1) metrics.reconciled(row.kind, 'missed');
  if (kept > 0) onKept();
  return kept;
}

function readingOf({ of, kind }: Asked, body: unknown, at: Date): Reading | null {
  try {
    const reading = kind.read(body, settingsOf(of), at);
    if (reading.what === 'told') checkOrderKey(reading.orderKey);
    return reading;
  } catch (error) {
    if (error instanceof UnreadableEvent) return null;
    throw error;
  }
}

/** The same of what makes no order that can be kept: somebody has to hear of that, too. */
function tellsMoreOrNothing(...told: Parameters<typeof tellsMore>): boolean {
  try {
    return tellsMore(...told);
  } catch (error) {
    if (error instanceof UnreadableEvent) return true;
    throw error;
  }
}

/** Whether the order stands otherwise than what was told of it says. */
function tellsMore(
  { of, kind }: Asked,
  known: readonly unknown[],
  facts: unknown,
  at: Date,
): boolean {
  const settings = settingsOf(of);
  const stored: unknown = JSON.parse(storable(facts));
  const after = kind.orderOf([...known, stored], settings);
  if (after === null) return false;
  const isYoung = Date.parse(after.standing.updatedAt) > at.getTime() - onTheirWayMs;
  if (isYoung) return false;
  const before = kind.orderOf(known, settings);
  return before === null || textOf(before) !== textOf(after);
}

/** All but the time of the state: what changed nothing else changes nothing here. */
function textOf({ shopOrderId, standing }: ToldOrder): string {
  const { updatedAt, ...rest } = standing;
  return JSON.stringify([shopOrderId, rest]);
}

function toArrival(row: SourceRow, id: Id<'shopEvent'>, body: unknown): Arrival {
  const bytes = Buffer.from(JSON.stringify(body));
  return {
    organizationId: row.organization_id,
    id,
    livemode: row.livemode,
    sourceId: row.id,
    body: bytes,
    bodyHash: hashOf(bytes),
    topic: 'polled',
  };
}
