/** Webhook endpoints as rows. */
import type {
  CreateWebhookEndpoint,
  Id,
  UpdateWebhookEndpoint,
  WebhookDisabledReason,
  WebhookEndpoint,
} from '@kindcart/contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { WebhookEndpointTable } from '../../database/tables/webhooks.ts';
import type { Book } from '../../ledger/rules.ts';
import { rotated } from './rules.ts';

/** An endpoint as it is kept, its secrets included. */
export type EndpointRow = Selectable<WebhookEndpointTable>;
type EndpointId = Id<'webhookEndpoint'>;

function selectEndpoints(db: Kysely<Database>, book: Book) {
  return db
    .selectFrom('webhook_endpoint')
    .selectAll()
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode);
}

/** One endpoint of the book, or undefined. */
export function findEndpoint(
  db: Kysely<Database>,
  book: Book,
  id: EndpointId,
): Promise<EndpointRow | undefined> {
  return selectEndpoints(db, book).where('id', '=', id).executeTakeFirst();
}

/** The same, which nobody else changes until the transaction ends. */
export function lockEndpoint(
  transaction: Transaction<Database>,
  book: Book,
  id: EndpointId,
): Promise<EndpointRow | undefined> {
  return selectEndpoints(transaction, book).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** A page of endpoints, newest first, after the cursor. */
export function listEndpoints(
  db: Kysely<Database>,
  book: Book,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<EndpointRow[]> {
  const all = selectEndpoints(db, book).orderBy('id', 'desc').limit(page.limit);
  const { cursor } = page;
  return (cursor === undefined ? all : all.where('id', '<', cursor as EndpointId)).execute();
}

/** Counts the book's endpoints; nobody adds to them until the transaction ends. */
export async function countEndpoints(transaction: Transaction<Database>, book: Book) {
  await transaction
    .selectFrom('organization')
    .select('id')
    .where('id', '=', book.organizationId)
    .forNoKeyUpdate()
    .execute();
  const { count } = await transaction
    .selectFrom('webhook_endpoint')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .executeTakeFirstOrThrow();
  return count;
}

/** Adds an endpoint. */
export function insertEndpoint(
  db: Kysely<Database>,
  book: Book,
  made: CreateWebhookEndpoint & {
    readonly id: EndpointId;
    readonly secret: string;
    readonly now: Date;
  },
): Promise<EndpointRow> {
  return db
    .insertInto('webhook_endpoint')
    .values({
      organization_id: book.organizationId,
      id: made.id,
      livemode: book.livemode,
      url: made.url,
      events: made.events,
      description: made.description,
      secrets: JSON.stringify([{ secret: made.secret, until: null }]),
      created_at: made.now,
      updated_at: made.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes what is given. One that is enabled begins anew, whatever it failed at before. */
export async function updateEndpoint(
  db: Kysely<Database>,
  book: Book,
  id: EndpointId,
  { enabled, url, events, description }: UpdateWebhookEndpoint,
  now: Date,
): Promise<EndpointRow | undefined> {
  const row = await db
    .updateTable('webhook_endpoint')
    .set({
      updated_at: now,
      ...(url !== undefined && { url }),
      ...(events !== undefined && { events }),
      ...(description !== undefined && { description }),
      ...(enabled === true && { disabled_reason: null, failing_since: null, resting_until: null }),
    })
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined || enabled !== false) return row;
  await disableEndpoint(db, row, 'asked', now);
  return findEndpoint(db, book, id);
}

/**
 * Sends nothing more to it: what was on its way has failed, and can be replayed.
 *
 * @returns false when it was disabled before, or is gone
 */
export async function disableEndpoint(
  db: Kysely<Database>,
  { organization_id, id }: Pick<EndpointRow, 'organization_id' | 'id'>,
  reason: WebhookDisabledReason,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    with disabled as (
      update webhook_endpoint set disabled_reason = ${reason}, updated_at = ${now}
      where organization_id = ${organization_id} and id = ${id} and disabled_reason is null
      returning organization_id, id),
    stopped as (
      update webhook_delivery set state = 'failed', next_attempt_at = null, version = version + 1
      from disabled
      where webhook_delivery.organization_id = disabled.organization_id
        and webhook_delivery.endpoint_id = disabled.id and state = 'pending')
    select id from disabled`.execute(db);
  return rows.length > 0;
}

/** Keeps a new secret; the old ones sign on for so long. */
export async function rotateSecret(
  db: Kysely<Database>,
  book: Book,
  id: EndpointId,
  change: { readonly secret: string; readonly keepOldHours: number; readonly now: Date },
): Promise<EndpointRow | undefined> {
  return db.transaction().execute(async (transaction) => {
    const row = await lockEndpoint(transaction, book, id);
    if (row === undefined) return undefined;
    const secrets = rotated(row.secrets, change.secret, change.keepOldHours, change.now);
    return transaction
      .updateTable('webhook_endpoint')
      .set({ secrets: JSON.stringify(secrets), updated_at: change.now })
      .where('organization_id', '=', book.organizationId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** Deletes it with all its deliveries. */
export function deleteEndpoint(
  db: Kysely<Database>,
  book: Book,
  id: EndpointId,
): Promise<EndpointRow | undefined> {
  return db
    .deleteFrom('webhook_endpoint')
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** All endpoints of one organization or of all, oldest first. */
export function allEndpoints(
  db: Kysely<Database>,
  organizationId?: Id<'organization'>,
): Promise<EndpointRow[]> {
  const all = db.selectFrom('webhook_endpoint').selectAll().orderBy('id');
  const asked =
    organizationId === undefined ? all : all.where('organization_id', '=', organizationId);
  return asked.execute();
}

/** A row as the contract says it, without its secrets. */
export function toEndpoint(row: EndpointRow): WebhookEndpoint {
  return {
    id: row.id,
    url: row.url,
    events: row.events,
    description: row.description,
    enabled: row.disabled_reason === null,
    disabledReason: row.disabled_reason,
    failingSince: row.failing_since?.toISOString() ?? null,
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
