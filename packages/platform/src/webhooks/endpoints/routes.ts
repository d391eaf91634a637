/** Addresses of webhook endpoints. */
import { type Id, pageLimit, webhookEndpointsMax } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { withClaim } from '../../giving/claims.ts';
import type { Api } from '../../http/api.ts';
import { answerText, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { isPrivateUrl } from '../addresses.ts';
import { newSigningSecret } from '../signatures.ts';
import * as records from './records.ts';
import { addressFault } from './rules.ts';

export interface EndpointParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newEndpointId: () => Id<'webhookEndpoint'>;
  /** Whether webhooks may go to private networks. */
  readonly allowPrivate: boolean;
}

/** Hangs them on the house. */
export function registerWebhookEndpoints(api: Api, parts: EndpointParts): void {
  const { db, now, allowPrivate } = parts;

  function refuseAddress(text: string, { livemode }: Book): void {
    const url = new URL(text);
    const facts = {
      protocol: url.protocol,
      isPrivate: isPrivateUrl(url),
      hasCredentials: url.username !== '' || url.password !== '',
    };
    const message = addressFault(facts, { livemode, allowPrivate });
    if (message !== null) refuse('webhook_url_refused', { fields: [{ field: 'url', message }] });
  }

  serve(api, 'createWebhookEndpoint', async ({ body, caller, idempotency }) => {
    refuseAddress(body.url, caller);
    const answer = await withClaim(db, idempotency, async (transaction) => {
      const count = await records.countEndpoints(transaction, caller);
      if (count >= webhookEndpointsMax) refuse('webhook_endpoints_too_many');
      const secret = newSigningSecret();
      const made = { ...body, id: parts.newEndpointId(), secret, now: now() };
      const row = await records.insertEndpoint(transaction, caller, made);
      return answerText('createWebhookEndpoint', { ...records.toEndpoint(row), secret });
    });
    return answer ?? refuse('idempotency_key_reused');
  });

  serve(api, 'listWebhookEndpoints', async ({ query, caller }) => {
    const { cursor, limit = pageLimit.default } = query;
    const rows = await records.listEndpoints(db, caller, { cursor, limit: limit + 1 });
    const items = rows.slice(0, limit).map(records.toEndpoint);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  serve(api, 'getWebhookEndpoint', async ({ params, caller }) =>
    present(await records.findEndpoint(db, caller, params.endpointId)),
  );

  serve(api, 'updateWebhookEndpoint', async ({ params, body, caller }) => {
    if (body.url !== undefined) refuseAddress(body.url, caller);
    return present(await records.updateEndpoint(db, caller, params.endpointId, body, now()));
  });

  serve(api, 'deleteWebhookEndpoint', async ({ params, caller }) =>
    present(await records.deleteEndpoint(db, caller, params.endpointId)),
  );

  serve(api, 'rotateWebhookSecret', async ({ params, body, caller }) => {
    const secret = newSigningSecret();
    const change = { secret, keepOldHours: body.keepOldHours, now: now() };
    const row = await records.rotateSecret(db, caller, params.endpointId, change);
    return { ...present(row), secret };
  });
}

function present(row: records.EndpointRow | undefined) {
  return row === undefined ? refuse('webhook_endpoint_unknown') : records.toEndpoint(row);
}
