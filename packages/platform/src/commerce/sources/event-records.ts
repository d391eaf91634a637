/** What shops told, as rows. */
import { createHash } from 'node:crypto';
import type { Id } from '@kindcart/contract';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { ShopOrderTable } from '../../database/tables/commerce.ts';
import type { ShopEventState, ShopEventTable } from '../../database/tables/shop-sources.ts';

export type EventRow = Selectable<ShopEventTable>;

/** An event whose body is still there. */
export type TakenEvent = Pick<
  EventRow,
  'organization_id' | 'id' | 'source_id' | 'tries' | 'received_at'
> & {
  readonly body: Uint8Array;
};

/** A sound body that a source has told. */
export interface Arrival {
  readonly organizationId: Id<'organization'>;
  readonly id: Id<'shopEvent'>;
  readonly livemode: boolean;
  readonly sourceId: Id<'shopSource'>;
  readonly body: Uint8Array;
  /** SHA-256 of the body in hex: the same told again is not kept twice. */
  readonly bodyHash: string;
  readonly topic: string | null;
}

/** By what the same body told again is known. */
export function hashOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Keeps what came, in one statement; says of each whether it is new. */
export async function keepArrivals(
  db: Kysely<Database>,
  arrivals: readonly Arrival[],
  now: Date,
): Promise<boolean[]> {
  const { rows } = await sql<{ id: Id<'shopEvent'> }>`
    insert into shop_event (organization_id, id, livemode, source_id, body, body_hash, topic, state,
      tries, next_try_at, received_at)
    select organization_id, id, livemode, source_id, decode(body, 'base64'), decode(hash, 'hex'),
      nullif(topic, ''), 'received', 0, ${now}::timestamptz, ${now}::timestamptz
    from unnest(${arrivals.map((each) => each.organizationId)}::text[],
      ${arrivals.map(({ id }) => id)}::text[], ${arrivals.map(({ livemode }) => livemode)}::boolean[],
      ${arrivals.map(({ sourceId }) => sourceId)}::text[],
      ${arrivals.map(({ body }) => Buffer.from(body).toString('base64'))}::text[],
      ${arrivals.map(({ bodyHash }) => bodyHash)}::text[],
      ${arrivals.map(({ topic }) => topic ?? '')}::text[])
      as told (organization_id, id, livemode, source_id, body, hash, topic)
    -- In one order, so that two who keep the same wait for each other and not in a circle.
    order by source_id, hash
    on conflict (organization_id, source_id, body_hash) do nothing
    returning id`.execute(db);
  const kept = new Set(rows.map(({ id }) => id));
  return arrivals.map(({ id }) => kept.has(id));
}

/** Takes events that are due, the longest due first; they come back when the lease is over. */
export async function takeEvents(
  db: Kysely<Database>,
  {
    now,
    leaseUntil,
    limit,
  }: {
    readonly now: Date;
    readonly leaseUntil: Date;
    readonly limit: number;
  },
): Promise<TakenEvent[]> {
  const { rows } = await sql<TakenEvent>`
    with due as (
      select organization_id, id from shop_event
      where state = 'received' and next_try_at <= ${now}
      order by next_try_at limit ${limit} for update skip locked)
    update shop_event as event set tries = event.tries + 1, next_try_at = ${leaseUntil}
    from due where event.organization_id = due.organization_id and event.id = due.id
    returning event.organization_id, event.id, event.source_id, event.tries,
      event.received_at, event.body`.execute(db);
  return rows;
}

/** Which order of which source. */
export type FactsKey = Pick<EventRow, 'organization_id' | 'source_id'> & {
  readonly order_key: string;
};

/** Keeps what was read of events. */
export async function keepFacts(
  db: Kysely<Database>,
  read: readonly (Pick<TakenEvent, 'organization_id' | 'id'> & {
    readonly order_key: string;
    readonly facts: string;
  })[],
): Promise<void> {
  if (read.length === 0) return;
  await sql`
    update shop_event as event set order_key = read.order_key, facts = read.facts::json
    from unnest(${read.map((each) => each.organization_id)}::text[], ${read.map(({ id }) => id)}::text[],
      ${read.map((each) => each.order_key)}::text[], ${read.map(({ facts }) => facts)}::text[])
      as read (organization_id, id, order_key, facts)
    where event.organization_id = read.organization_id and event.id = read.id`.execute(db);
}

/** All that was ever told of these orders. */
export async function factsOfOrders(
  db: Kysely<Database>,
  keys: readonly FactsKey[],
): Promise<(FactsKey & { readonly facts: unknown })[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<FactsKey & { readonly facts: unknown }>`
    select event.organization_id, event.source_id, event.order_key, event.facts
    from unnest(${keys.map((key) => key.organization_id)}::text[],
      ${keys.map((key) => key.source_id)}::text[], ${keys.map((key) => key.order_key)}::text[])
      as asked (organization_id, source_id, order_key)
    join shop_event as event using (organization_id, source_id, order_key)
    order by event.id`.execute(db);
  return rows;
}

/** Which of these orders of a kind of shop nobody has told of, by `newOrderKey`. */
export async function newOrders(
  db: Kysely<Database>,
  orders: readonly NamedOrder[],
): Promise<ReadonlySet<string>> {
  if (orders.length === 0) return new Set();
  const { rows } = await sql<NamedOrder>`
    select named.* from unnest(${orders.map((each) => each.organization_id)}::text[],
      ${orders.map((each) => each.merchant_id)}::text[], ${orders.map(({ source }) => source)}::text[],
      ${orders.map((each) => each.shop_order_id)}::text[])
      as named (organization_id, merchant_id, source, shop_order_id)
    where not exists (select from shop_order
      where shop_order.organization_id = named.organization_id
        and shop_order.merchant_id = named.merchant_id and shop_order.source = named.source
        and shop_order.shop_order_id = named.shop_order_id)`.execute(db);
  return new Set(rows.map(newOrderKey));
}

/** An order as a shop names it. */
export type NamedOrder = Pick<
  Selectable<ShopOrderTable>,
  'organization_id' | 'merchant_id' | 'source' | 'shop_order_id'
>;

export function newOrderKey({ merchant_id, source, shop_order_id }: NamedOrder): string {
  return `${merchant_id} ${source} ${shop_order_id}`;
}

/** What became of an event: ended, or to be tried again. */
export interface EventEnd extends Pick<TakenEvent, 'organization_id' | 'id'> {
  readonly state: ShopEventState;
  readonly fault: string | null;
  /** When it is tried again, or when it ended. */
  readonly at: Date;
}

/** Writes what became of them; one that somebody else has ended stays as it is. */
export async function endEvents(db: Kysely<Database>, ends: readonly EventEnd[]): Promise<void> {
  if (ends.length === 0) return;
  await sql`
    update shop_event as event set state = told.state, fault = nullif(told.fault, ''),
      ended_at = case when told.state = 'received' then null else told.at end,
      next_try_at = told.at
    from unnest(${ends.map((end) => end.organization_id)}::text[], ${ends.map(({ id }) => id)}::text[],
      ${ends.map(({ state }) => state)}::text[], ${ends.map(({ fault }) => fault ?? '')}::text[],
      ${ends.map(({ at }) => at.toISOString())}::timestamptz[])
      as told (organization_id, id, state, fault, at)
    where event.organization_id = told.organization_id and event.id = told.id
      and event.state = 'received'`.execute(db);
}

/** How long bodies stay: for a second look at what was applied, and for a replay of what was not. */
const bodyDays = { ended: 30, dead: 90 } as const;

const daysBefore = (time: Date, days: number) => new Date(time.getTime() - days * 86_400_000);

/** Erases bodies that are old: they tell of shoppers. Says how many. */
export async function eraseBodies(db: Kysely<Database>, now: Date): Promise<number> {
  const { rows } = await sql`
    update shop_event set body = null where (organization_id, id) in (
      select organization_id, id from shop_event
      where body is not null and ended_at < ${daysBefore(now, bodyDays.ended)}
        and (state <> 'dead' or ended_at < ${daysBefore(now, bodyDays.dead)})
      order by ended_at limit 5000)
    returning 1`.execute(db);
  return rows.length;
}

/** An event as it is listed, its body left out. */
export type ListedEvent = Pick<
  EventRow,
  | 'id'
  | 'source_id'
  | 'livemode'
  | 'state'
  | 'tries'
  | 'topic'
  | 'order_key'
  | 'fault'
  | 'received_at'
>;

/** The newest events of all organizations, newest first. */
export async function listEvents(
  db: Kysely<Database>,
  {
    state,
    merchantId,
    limit,
  }: {
    readonly state: ShopEventState | undefined;
    readonly merchantId: Id<'merchant'> | undefined;
    readonly limit: number;
  },
): Promise<ListedEvent[]> {
  let query = db
    .selectFrom('shop_event as event')
    .innerJoin('shop_source as source', (join) =>
      join
        .onRef('source.organization_id', '=', 'event.organization_id')
        .onRef('source.id', '=', 'event.source_id'),
    )
    .select([
      'event.id',
      'event.source_id',
      'event.livemode',
      'event.state',
      'event.tries',
      'event.topic',
      'event.order_key',
      'event.fault',
      'event.received_at',
    ])
    .orderBy('event.id', 'desc')
    .limit(limit);
  if (state !== undefined) query = query.where('event.state', '=', state);
  if (merchantId !== undefined) query = query.where('source.merchant_id', '=', merchantId);
  return query.execute();
}

/** Has dead events tried again from the beginning: one, or all. Says how many. */
export async function replayEvents(
  db: Kysely<Database>,
  id: Id<'shopEvent'> | undefined,
  now: Date,
): Promise<number> {
  let query = db
    .updateTable('shop_event')
    .set({ state: 'received', tries: 0, next_try_at: now, fault: null, ended_at: null })
    .where('state', '=', 'dead')
    .where('body', 'is not', null);
  if (id !== undefined) query = query.where('id', '=', id);
  const { numUpdatedRows } = await query.executeTakeFirst();
  return Number(numUpdatedRows);
}
