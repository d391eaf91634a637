/**
 * Brings orders to where the events of their shops lead. All that was ever told of an order is folded
 * anew with each event, so whatever the order in which they came, and however often, the end is the
 * same. No transaction is open while it works: who is gone in between has changed nothing, or has
 * brought the order on, which the next one finds.
 */
import { type Id, parse, recordOrderSchema, refuseStanding } from '@kindcart/contract';
import type { Logger } from '../../http/request-log.ts';
import { bringTo, type SettlingParts } from '../orders/settling.ts';
import {
  type EventEnd,
  endEvents,
  factsOfOrders,
  keepFacts,
  type NamedOrder,
  newOrderKey,
  newOrders,
  type TakenEvent,
  takeEvents,
} from './event-records.ts';
import { parseExactly } from './exact-json.ts';
import { sourceOf } from './kinds.ts';
import type { End, ShopMetrics } from './metrics.ts';
import { type ShopSource, type SourceSettings, type ToldOrder, UnreadableEvent } from './port.ts';
import { type SourceOfMerchant, sourcesWithMerchants } from './source-records.ts';

export interface ApplyingParts extends SettlingParts {
  readonly metrics: ShopMetrics;
  readonly logger: Logger;
  readonly onError: (name: string, error: unknown) => void;
}

/** Events of one round, and orders at the same time: others need the database as well. */
const eventsPerRound = 200;
const ordersAtOnce = 4;
/** Longer than any round takes. */
const leaseMs = 60_000;
const triesMax = 10;
const firstRestMs = 5_000;
const restMaxMs = 60 * 60_000;

/** What became of events, and why. */
interface Outcome {
  readonly end: End;
  readonly fault: string | null;
}

/** A kind of shop with what its source says of it. */
interface Shop {
  readonly of: SourceOfMerchant;
  readonly kind: ShopSource;
  readonly settings: SourceSettings;
}

/** One round; says how many events it took. */
export async function applyRound(parts: ApplyingParts): Promise<number> {
  const now = parts.now();
  const leaseUntil = new Date(now.getTime() + leaseMs);
  const events = await takeEvents(parts.db, { now, leaseUntil, limit: eventsPerRound });
  const sources = await sourcesWithMerchants(
    parts.db,
    events.map((event) => event.source_id),
  );
  const read = events.map((event) => {
    const shop = shopOf(sources, event);
    return { event, ...readingOf(parts, event, shop) };
  });
  const told = read.flatMap(({ event, shop, told }) =>
    told === undefined ? [] : [{ ...event, shop, ...told }],
  );
  await keepFacts(parts.db, told);
  const unfit = read.flatMap(({ event, shop, outcome }) =>
    outcome === undefined ? [] : [{ event, shop, outcome }],
  );
  for (const { event, shop, outcome } of unfit) say(parts, shop, event, outcome);
  await endEvents(
    parts.db,
    unfit.map(({ event, outcome }) => endOf(event, outcome, parts.now())),
  );
  await applyOrders(parts, told);
  return events.length;
}

function shopOf(
  sources: ReadonlyMap<Id<'shopSource'>, SourceOfMerchant>,
  { id, source_id }: TakenEvent,
): Shop {
  const of = sources.get(source_id);
  if (of === undefined) throw new Error(`Event ${id} has no source`);
  return { of, kind: sourceOf(of.row.kind), settings: settingsOf(of) };
}

/** What a kind is told of its source. */
export function settingsOf({ row, merchant }: SourceOfMerchant): SourceSettings {
  const { currency, completes } = merchant;
  return { livemode: row.livemode, currency, completesWhen: completes.when };
}

type ReadEvent = { readonly shop: Shop } & (
  | {
      readonly told: { readonly order_key: string; readonly facts: string };
      readonly outcome?: undefined;
    }
  | { readonly told?: undefined; readonly outcome: Outcome }
);

/** Only such numbers can lose digits, and few bodies have one: the rest is parsed four times as fast. */
const longDigits = /\d{16}/;

/** What the event says, or what becomes of one that says nothing of use. */
function readingOf(parts: ApplyingParts, event: TakenEvent, shop: Shop): ReadEvent {
  try {
    const text = Buffer.from(event.body).toString('utf8');
    const body: unknown = longDigits.test(text) ? parseExactly(text) : JSON.parse(text);
    const reading = shop.kind.read(body, shop.settings, event.received_at);
    if (reading.what === 'told') {
      checkOrderKey(reading.orderKey);
      return { shop, told: { order_key: reading.orderKey, facts: storable(reading.facts) } };
    }
    const end = reading.what === 'refused' ? 'wrong_mode' : 'ignored';
    return { shop, outcome: { end, fault: reading.because } };
  } catch (error) {
    // One that breaks us must not hold up the others of its round.
    return { shop, outcome: failed(parts, error) };
  }
}

/** What brings an order's events together, as an index takes it. @throws UnreadableEvent */
export function checkOrderKey(orderKey: string): void {
  if (!/^[^\p{Cc}\p{Cs}]{1,255}$/u.test(orderKey)) {
    throw new UnreadableEvent('The id of the order is longer than 255, or no id.');
  }
}

/** As JSON that a database takes: without what no text may hold there. */
export function storable(facts: unknown): string {
  return JSON.stringify(facts, (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value,
  );
}

type ToldEvent = TakenEvent & { readonly shop: Shop; readonly order_key: string };

const keyOf = (event: Pick<ToldEvent, 'source_id' | 'order_key'>) =>
  `${event.source_id} ${event.order_key}`;

/** An order that events tell of, and what all that was told of it makes. */
interface Told {
  readonly shop: Shop;
  readonly events: readonly ToldEvent[];
  readonly made: ToldOrder | Outcome;
}

/** Brings on every order that the events tell of, several at a time. */
async function applyOrders(parts: ApplyingParts, told: readonly ToldEvent[]): Promise<void> {
  const groups = [...Map.groupBy(told, keyOf).values()];
  const facts = Map.groupBy(
    await factsOfOrders(
      parts.db,
      groups.flatMap(([first]) => first ?? []),
    ),
    keyOf,
  );
  const orders = groups.flatMap((events): Told[] => {
    const [first] = events;
    if (first === undefined) return [];
    const { shop } = first;
    const known = (facts.get(keyOf(first)) ?? []).map((each) => each.facts);
    return [{ shop, events, made: madeOf(parts, shop, known) }];
  });
  const isNew = await newOrders(parts.db, orders.flatMap(nameOf));
  const ends: EventEnd[] = [];
  async function takeTurns(): Promise<void> {
    for (let order = orders.pop(); order !== undefined; order = orders.pop()) {
      const outcome = await outcomeOf(parts, order, isNew);
      for (const event of order.events) {
        say(parts, order.shop, event, outcome);
        ends.push(endOf(event, outcome, parts.now()));
      }
    }
  }
  await Promise.all(Array.from({ length: ordersAtOnce }, takeTurns));
  await endEvents(parts.db, ends);
}

/** The order, or what becomes of events that make none. */
function madeOf(parts: ApplyingParts, shop: Shop, facts: readonly unknown[]): Told['made'] {
  try {
    return shop.kind.orderOf(facts, shop.settings) ?? { end: 'parked', fault: null };
  } catch (error) {
    return failed(parts, error);
  }
}

function failed({ onError }: ApplyingParts, error: unknown): Outcome {
  if (error instanceof UnreadableEvent) return { end: 'dead', fault: error.message };
  onError('shop events', error);
  return { end: 'retried', fault: 'The platform failed at it; its log says more.' };
}

function nameOf({ shop, made }: Told): NamedOrder[] {
  if ('end' in made) return [];
  const { row, merchant } = shop.of;
  const { organization_id } = row;
  const source = shop.kind.kind;
  return [{ organization_id, merchant_id: merchant.id, source, shop_order_id: made.shopOrderId }];
}

async function outcomeOf(
  parts: ApplyingParts,
  order: Told,
  isNew: ReadonlySet<string>,
): Promise<Outcome> {
  const { shop, made } = order;
  if ('end' in made) return made;
  try {
    return await applyOrder(
      parts,
      shop,
      made,
      nameOf(order).some((name) => isNew.has(newOrderKey(name))),
    );
  } catch (error) {
    return failed(parts, error);
  }
}

async function applyOrder(
  parts: ApplyingParts,
  { of: { row, merchant }, kind }: Shop,
  { shopOrderId, standing }: ToldOrder,
  isNew: boolean,
): Promise<Outcome> {
  const refusal = refuseStanding(standing, row.livemode, parts.now());
  if (refusal?.code === 'livemode_mismatch') {
    return { end: 'wrong_mode', fault: 'It is a test order, and live data keeps none.' };
  }
  if (refusal !== null) return { end: 'retried', fault: `${refusal.field} ${refusal.message}.` };
  const key = { merchantId: merchant.id, source: kind.kind, shopOrderId };
  const fit = parse(recordOrderSchema, { merchantId: merchant.id, shopOrderId, ...standing });
  if (!fit.ok) {
    const faults = fit.fields.map(({ field, message }) => `${field} ${message}`);
    return { end: 'dead', fault: `The order cannot be kept: ${faults.slice(0, 5).join('; ')}.` };
  }
  const book = { organizationId: row.organization_id, livemode: row.livemode };
  const id = await bringTo(parts, book, merchant, key, standing, isNew);
  return id === undefined
    ? { end: 'retried', fault: 'Others kept changing the order.' }
    : { end: 'applied', fault: null };
}

const states = {
  applied: 'applied',
  parked: 'applied',
  ignored: 'ignored',
  wrong_mode: 'ignored',
  dead: 'dead',
} as const;

/** Whether it has been tried as often as anything is. */
const isGivenUp = ({ end }: Outcome, { tries }: TakenEvent) =>
  end === 'retried' && tries >= triesMax;

function endOf(event: TakenEvent, outcome: Outcome, now: Date): EventEnd {
  const { organization_id, id, tries } = event;
  const { end, fault } = outcome;
  const ended = { organization_id, id, fault };
  if (isGivenUp(outcome, event)) return { ...ended, state: 'dead', at: now };
  if (end !== 'retried') return { ...ended, state: states[end], at: now };
  const restMs = Math.min(restMaxMs, firstRestMs * 2 ** (tries - 1));
  return { ...ended, state: 'received', at: new Date(now.getTime() + restMs) };
}

/** Counts it, and says aloud what somebody has to look at. */
function say(
  { metrics, logger }: ApplyingParts,
  { of: { row }, kind }: Shop,
  event: TakenEvent,
  outcome: Outcome,
): void {
  const end = isGivenUp(outcome, event) ? 'dead' : outcome.end;
  metrics.ended(kind.kind, end);
  const what = { event: event.id, source: row.id, kind: kind.kind, fault: outcome.fault };
  if (end === 'dead') logger.error(what, 'shop event given up: see `kindcart events list`');
  if (end === 'wrong_mode') {
    logger.error(what, 'shop event of the other mode: the shop is connected to the wrong data');
  }
}
