/** Deliveries as rows: left by followers, taken up for one try each, kept with what was answered. */
import type {
  Id,
  WebhookDelivery,
  WebhookDeliveryState,
  WebhookEventType,
} from '@kindcart/contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { WebhookDeliveryTable } from '../../database/tables/webhooks.ts';
import { detailColumns } from '../../giving/donations/details.ts';
import type { WholeDonation } from '../../giving/donations/records.ts';
import { moderationColumns } from '../../giving/moderation/records.ts';
import type { Book } from '../../ledger/rules.ts';
import type { EndpointRow } from '../endpoints/records.ts';
import type { Verdict } from './rules.ts';

type Row = Selectable<WebhookDeliveryTable>;
type DeliveryId = Id<'webhookDelivery'>;

/** What an endpoint listens to. */
export type Listening = Pick<EndpointRow, 'organization_id' | 'id' | 'livemode' | 'events'>;

/** Endpoints of these organizations that are told of anything; none is deleted meanwhile. */
export async function findListening(
  transaction: Transaction<Database>,
  organizationIds: readonly string[],
): Promise<Listening[]> {
  const { rows } = await sql<Listening>`
    select organization_id, id, livemode, events from webhook_endpoint
    where disabled_reason is null
      and organization_id in (select json_array_elements_text(${JSON.stringify(organizationIds)}::json))
    for key share`.execute(transaction);
  return rows;
}

/** An event for one endpoint. */
export interface NewDelivery {
  readonly organization_id: Id<'organization'>;
  readonly id: DeliveryId;
  readonly endpoint_id: Id<'webhookEndpoint'>;
  readonly event_id: Id<'event'>;
  readonly type: WebhookEventType | 'webhook.test';
  readonly donation_id: Id<'donation'> | null;
}

/** Leaves deliveries to be made at once. */
export async function insertDeliveries(
  db: Kysely<Database>,
  made: readonly NewDelivery[],
  now: Date,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    insert into webhook_delivery (
      organization_id, id, endpoint_id, event_id, type, donation_id, state, next_attempt_at, created_at)
    select organization_id, id, endpoint_id, event_id, type, donation_id, 'pending',
      ${now}::timestamptz, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(made)}::json) as made (organization_id text, id text,
      endpoint_id text, event_id text, type text, donation_id text)
    on conflict on constraint webhook_delivery_once do nothing
    returning *`.execute(db);
  return rows;
}

/** A delivery taken up for one try, with where it goes. */
export type TakenDelivery = Pick<
  Row,
  | 'organization_id'
  | 'id'
  | 'endpoint_id'
  | 'event_id'
  | 'type'
  | 'donation_id'
  | 'tries'
  | 'version'
> &
  Pick<EndpointRow, 'livemode' | 'url' | 'secrets' | 'failing_since'>;

export interface TakeDeliveries {
  readonly now: Date;
  /** When others may take them, should this process be gone by then. */
  readonly leaseUntil: Date;
  readonly limit: number;
  readonly perEndpoint: number;
  /** How many this process is sending to endpoints now. */
  readonly busy: readonly { readonly endpoint_id: string; readonly sending: number }[];
}

/**
 * Takes deliveries that are due. It goes from one endpoint that waits to the next by the index, so that
 * a receiver with a hundred thousand waiting hides nobody else's.
 */
export async function takeDeliveries(
  db: Kysely<Database>,
  { now, leaseUntil, limit, perEndpoint, busy }: TakeDeliveries,
): Promise<TakenDelivery[]> {
  const { rows } = await sql<TakenDelivery>`
    with recursive waiting as (
      (select organization_id, endpoint_id from webhook_delivery where state = 'pending'
        order by organization_id, endpoint_id limit 1)
      union all
      select next.organization_id, next.endpoint_id from waiting cross join lateral (
        select organization_id, endpoint_id from webhook_delivery
        where state = 'pending'
          and (organization_id, endpoint_id) > (waiting.organization_id, waiting.endpoint_id)
        order by organization_id, endpoint_id limit 1) as next),
    due as (
      select due.organization_id, due.id from waiting
      join webhook_endpoint as endpoint
        on endpoint.organization_id = waiting.organization_id and endpoint.id = waiting.endpoint_id
        and endpoint.disabled_reason is null
        and (endpoint.resting_until is null or endpoint.resting_until <= ${now})
      left join json_to_recordset(${JSON.stringify(busy)}::json)
        as busy (endpoint_id text, sending integer) on busy.endpoint_id = waiting.endpoint_id
      cross join lateral (
        select organization_id, id, next_attempt_at from webhook_delivery
        where organization_id = waiting.organization_id and endpoint_id = waiting.endpoint_id
          and state = 'pending' and next_attempt_at <= ${now}
        order by next_attempt_at limit greatest(0, ${perEndpoint}::integer - coalesce(busy.sending, 0))
        for update skip locked) as due
      order by due.next_attempt_at limit ${limit}),
    taken as (
      update webhook_delivery set next_attempt_at = ${leaseUntil}, tries = tries + 1,
        version = version + 1
      from due
      where webhook_delivery.organization_id = due.organization_id and webhook_delivery.id = due.id
      returning webhook_delivery.*)
    select taken.organization_id, taken.id, taken.endpoint_id, taken.event_id, taken.type,
      taken.donation_id, taken.tries, taken.version,
      endpoint.livemode, endpoint.url, endpoint.secrets, endpoint.failing_since
    from taken join webhook_endpoint as endpoint
      on endpoint.organization_id = taken.organization_id and endpoint.id = taken.endpoint_id`.execute(
    db,
  );
  return rows;
}

/** The donations that deliveries tell of, as they are now. */
export async function findTold(
  db: Kysely<Database>,
  taken: readonly TakenDelivery[],
): Promise<Map<Id<'donation'>, WholeDonation>> {
  const asked = taken
    .filter(({ donation_id }) => donation_id !== null)
    .map(({ organization_id, donation_id }) => ({ organization_id, donation_id }));
  if (asked.length === 0) return new Map();
  const { rows } = await sql<WholeDonation>`
    select distinct donation.*, ${sql.join([...detailColumns, ...moderationColumns].map((column) => sql.ref(column)))}
    from json_to_recordset(${JSON.stringify(asked)}::json)
      as asked (organization_id text, donation_id text)
    join donation on donation.organization_id = asked.organization_id
      and donation.id = asked.donation_id
    left join donation_detail on donation_detail.organization_id = asked.organization_id
      and donation_detail.donation_id = asked.donation_id
    left join gift_moderation on gift_moderation.organization_id = asked.organization_id
      and gift_moderation.donation_id = asked.donation_id`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Most tries that a delivery keeps word of, however often it is replayed. */
const attemptsMax = 20;

/**
 * Writes what came of a try. One that comes back after others took the delivery up changes nothing,
 * unless it was received: that stays true.
 */
export async function settleDelivery(
  db: Kysely<Database>,
  { organization_id, id, version }: TakenDelivery,
  { attempt, next }: Verdict,
): Promise<void> {
  const state = next === 'delivered' || next === 'failed' ? next : 'pending';
  const nextAttemptAt = next instanceof Date ? next : null;
  await sql`
    update webhook_delivery set state = ${state}, next_attempt_at = ${nextAttemptAt},
      attempts = (case when jsonb_array_length(attempts) < ${attemptsMax} then attempts else attempts - 0 end)
        || ${JSON.stringify([attempt])}::jsonb
    where organization_id = ${organization_id} and id = ${id}
      and (version = ${version} or ${state} = 'delivered')`.execute(db);
}

/** Keeps how the endpoint itself fares; writes nothing when that is known. */
export async function noteEndpoint(
  db: Kysely<Database>,
  { organization_id, endpoint_id, failing_since }: TakenDelivery,
  { next, restUntil }: Verdict,
  now: Date,
): Promise<void> {
  const works = next === 'delivered';
  if (works === (failing_since === null) && restUntil === null) return;
  await sql`
    update webhook_endpoint set
      failing_since = case when ${works} then null else coalesce(failing_since, ${now}) end,
      resting_until = coalesce(${restUntil}, resting_until)
    where organization_id = ${organization_id} and id = ${endpoint_id}`.execute(db);
}

/** A page of an endpoint's deliveries, newest first, after the cursor. */
export function listDeliveries(
  db: Kysely<Database>,
  { organization_id, id }: EndpointRow,
  page: {
    readonly state: WebhookDeliveryState | undefined;
    readonly cursor: string | undefined;
    readonly limit: number;
  },
): Promise<Row[]> {
  let query = db
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('organization_id', '=', organization_id)
    .where('endpoint_id', '=', id)
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.state !== undefined) query = query.where('state', '=', page.state);
  if (page.cursor !== undefined) query = query.where('id', '<', page.cursor as DeliveryId);
  return query.execute();
}

/** One delivery of the book with its endpoint, or undefined. */
export async function findDelivery(
  db: Kysely<Database>,
  book: Book,
  id: DeliveryId,
): Promise<{ readonly disabled: boolean } | undefined> {
  const row = await db
    .selectFrom('webhook_delivery')
    .innerJoin('webhook_endpoint', (join) =>
      join
        .onRef('webhook_endpoint.organization_id', '=', 'webhook_delivery.organization_id')
        .onRef('webhook_endpoint.id', '=', 'webhook_delivery.endpoint_id'),
    )
    .select('webhook_endpoint.disabled_reason')
    .where('webhook_delivery.organization_id', '=', book.organizationId)
    .where('webhook_endpoint.livemode', '=', book.livemode)
    .where('webhook_delivery.id', '=', id)
    .executeTakeFirst();
  return row && { disabled: row.disabled_reason !== null };
}

/** Which endpoint a delivery goes to, whoever's it is; undefined when there is none. */
export async function endpointOfDelivery(
  db: Kysely<Database>,
  id: DeliveryId,
): Promise<Id<'webhookEndpoint'> | undefined> {
  const row = await db
    .selectFrom('webhook_delivery')
    .select('endpoint_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.endpoint_id;
}

function replaying(db: Kysely<Database>, now: Date) {
  return db.updateTable('webhook_delivery').set((set) => ({
    state: 'pending' as const,
    next_attempt_at: now,
    tries: 0,
    version: set('version', '+', 1),
  }));
}

/** Has a delivery made again, from its first try on, under the same id of its event. */
export function replayDelivery(
  db: Kysely<Database>,
  book: Book,
  id: DeliveryId,
  now: Date,
): Promise<Row | undefined> {
  return replaying(db, now)
    .where('organization_id', '=', book.organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** The same for all of an endpoint's that failed, of events since then. Says how many. */
export async function replayFailed(
  db: Kysely<Database>,
  { organization_id, id }: EndpointRow,
  since: Date,
  now: Date,
): Promise<number> {
  const { numUpdatedRows } = await replaying(db, now)
    .where('organization_id', '=', organization_id)
    .where('endpoint_id', '=', id)
    .where('state', '=', 'failed')
    .where('created_at', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** How long deliveries that ended stay. */
const keepDays = 90;

/** Forgets what ended long ago. Says how many. */
export async function forgetDeliveries(db: Kysely<Database>, now: Date): Promise<number> {
  const { rows } = await sql`
    delete from webhook_delivery where (organization_id, id) in (
      select organization_id, id from webhook_delivery
      where created_at < ${now}::timestamptz - make_interval(days => ${keepDays})
        and state <> 'pending' limit 5000)
    returning 1`.execute(db);
  return rows.length;
}

/** A row as the contract says it. */
export function toDelivery(row: Row): WebhookDelivery {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    type: row.type,
    donationId: row.donation_id,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}
