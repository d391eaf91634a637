/** Addresses of deliveries. */
import { type Id, pageLimit } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { findEndpoint } from '../endpoints/records.ts';
import * as records from './records.ts';

export interface DeliveryParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newDeliveryId: () => Id<'webhookDelivery'>;
  readonly newEventId: () => Id<'event'>;
  /** There is something to deliver. */
  readonly onLeft: () => void;
}

/** Hangs them on the house. */
export function registerWebhookDeliveries(api: Api, parts: DeliveryParts): void {
  const { db, now, onLeft } = parts;

  async function endpointOf(book: Book, id: Id<'webhookEndpoint'>) {
    return (await findEndpoint(db, book, id)) ?? refuse('webhook_endpoint_unknown');
  }

  async function enabledEndpointOf(book: Book, id: Id<'webhookEndpoint'>) {
    const endpoint = await endpointOf(book, id);
    if (endpoint.disabled_reason !== null) refuse('webhook_endpoint_disabled');
    return endpoint;
  }

  serve(api, 'testWebhookEndpoint', async ({ params, caller }) => {
    const endpoint = await enabledEndpointOf(caller, params.endpointId);
    const made = {
      organization_id: endpoint.organization_id,
      id: parts.newDeliveryId(),
      endpoint_id: endpoint.id,
      event_id: parts.newEventId(),
      type: 'webhook.test',
      donation_id: null,
    } as const;
    const [row] = await records.insertDeliveries(db, [made], now());
    if (row === undefined) throw new Error(`Event ${made.event_id} is there already`);
    onLeft();
    return records.toDelivery(row);
  });

  serve(api, 'listWebhookDeliveries', async ({ params, query, caller }) => {
    const endpoint = await endpointOf(caller, params.endpointId);
    const { state, cursor, limit = pageLimit.default } = query;
    const rows = await records.listDeliveries(db, endpoint, { state, cursor, limit: limit + 1 });
    const items = rows.slice(0, limit).map(records.toDelivery);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  serve(api, 'replayFailedWebhooks', async ({ params, body, caller }) => {
    const endpoint = await enabledEndpointOf(caller, params.endpointId);
    const replayed = await records.replayFailed(db, endpoint, new Date(body.since), now());
    onLeft();
    return { replayed };
  });

  serve(api, 'replayWebhookDelivery', async ({ params, caller }) => {
    const found = await records.findDelivery(db, caller, params.deliveryId);
    if (found === undefined) refuse('webhook_delivery_unknown');
    if (found.disabled) refuse('webhook_endpoint_disabled');
    const row = await records.replayDelivery(db, caller, params.deliveryId, now());
    onLeft();
    return records.toDelivery(row ?? refuse('webhook_delivery_unknown'));
  });
}
