/**
 * Webhooks of the made-up platform. It sends nothing anywhere: a delivery that is asked about has been
 * received.
 */
import {
  type EndpointInput,
  type EndpointOutput,
  type Id,
  type WebhookDelivery,
  type WebhookEndpoint,
  type WebhookEndpointSecret,
  webhookEndpointSecretExample,
  webhookEndpointsMax,
} from '@kindcart/contract';
import { refuse } from './refusal.ts';
import { pageOf, timeIn, type World } from './world.ts';

function endpointOf(world: World, id: string): WebhookEndpoint {
  return world.webhookEndpoints.get(id) ?? refuse('webhook_endpoint_unknown');
}

function keep(world: World, endpoint: WebhookEndpoint): WebhookEndpoint {
  world.webhookEndpoints.set(endpoint.id, endpoint);
  return endpoint;
}

/** The platform's own secrets are random; here they only have to differ. */
function withSecret(world: World, endpoint: WebhookEndpoint): WebhookEndpointSecret {
  const { secret } = webhookEndpointSecretExample;
  return {
    ...endpoint,
    secret: secret.replace(/.{20}(=*)$/, `${world.newId('key').slice(-20)}$1`),
  };
}

function checkAddress(text: string): void {
  const { username, password } = new URL(text);
  if (username === '' && password === '') return;
  const message = 'holds a user name or password; the signature says who sends';
  refuse('webhook_url_refused', [{ field: 'url', message }]);
}

export function createWebhookEndpoint(
  world: World,
  { body }: EndpointInput<'createWebhookEndpoint'>,
): WebhookEndpointSecret {
  checkAddress(body.url);
  if (world.webhookEndpoints.size >= webhookEndpointsMax) refuse('webhook_endpoints_too_many');
  const time = timeIn(world);
  const made = keep(world, {
    id: world.newId('webhookEndpoint'),
    ...body,
    enabled: true,
    disabledReason: null,
    failingSince: null,
    livemode: false,
    createdAt: time,
    updatedAt: time,
  });
  return withSecret(world, made);
}

export function listWebhookEndpoints(
  world: World,
  { query = {} }: EndpointInput<'listWebhookEndpoints'>,
): EndpointOutput<'listWebhookEndpoints'> {
  return pageOf(world.webhookEndpoints.values(), query);
}

export function getWebhookEndpoint(
  world: World,
  { params }: EndpointInput<'getWebhookEndpoint'>,
): WebhookEndpoint {
  return endpointOf(world, params.endpointId);
}

export function updateWebhookEndpoint(
  world: World,
  { params, body = {} }: EndpointInput<'updateWebhookEndpoint'>,
): WebhookEndpoint {
  const before = endpointOf(world, params.endpointId);
  if (body.url !== undefined) checkAddress(body.url);
  const enabled = body.enabled ?? before.enabled;
  if (!enabled) {
    for (const one of deliveriesOf(world, before)) {
      if (one.state === 'pending') become(world, one, { state: 'failed', nextAttemptAt: null });
    }
  }
  return keep(world, {
    ...before,
    url: body.url ?? before.url,
    events: body.events ?? before.events,
    description: body.description === undefined ? before.description : body.description,
    enabled,
    disabledReason: enabled ? null : (before.disabledReason ?? 'asked'),
    updatedAt: timeIn(world),
  });
}

export function deleteWebhookEndpoint(
  world: World,
  { params }: EndpointInput<'deleteWebhookEndpoint'>,
): WebhookEndpoint {
  const endpoint = endpointOf(world, params.endpointId);
  for (const { id } of deliveriesOf(world, endpoint)) world.webhookDeliveries.delete(id);
  world.webhookEndpoints.delete(endpoint.id);
  return endpoint;
}

export function rotateWebhookSecret(
  world: World,
  { params }: EndpointInput<'rotateWebhookSecret'>,
): WebhookEndpointSecret {
  const endpoint = endpointOf(world, params.endpointId);
  return withSecret(world, keep(world, { ...endpoint, updatedAt: timeIn(world) }));
}

export function testWebhookEndpoint(
  world: World,
  { params }: EndpointInput<'testWebhookEndpoint'>,
): WebhookDelivery {
  const endpoint = enabledOf(world, params.endpointId);
  const time = timeIn(world);
  const made: WebhookDelivery = {
    id: world.newId('webhookDelivery'),
    endpointId: endpoint.id,
    eventId: world.newId('event'),
    type: 'webhook.test',
    donationId: null,
    state: 'pending',
    attempts: [],
    nextAttemptAt: time,
    createdAt: time,
  };
  return become(world, made, {});
}

export function listWebhookDeliveries(
  world: World,
  { params, query = {} }: EndpointInput<'listWebhookDeliveries'>,
): EndpointOutput<'listWebhookDeliveries'> {
  const all = deliveriesOf(world, endpointOf(world, params.endpointId)).map((one) =>
    hearOf(world, one),
  );
  const { state } = query;
  return pageOf(state === undefined ? all : all.filter((one) => one.state === state), query);
}

export function replayFailedWebhooks(
  world: World,
  { params, body }: EndpointInput<'replayFailedWebhooks'>,
): EndpointOutput<'replayFailedWebhooks'> {
  const failed = deliveriesOf(world, enabledOf(world, params.endpointId)).filter(
    ({ state, createdAt }) => state === 'failed' && createdAt >= body.since,
  );
  for (const one of failed) replay(world, one);
  return { replayed: failed.length };
}

export function replayWebhookDelivery(
  world: World,
  { params }: EndpointInput<'replayWebhookDelivery'>,
): WebhookDelivery {
  const found = world.webhookDeliveries.get(params.deliveryId);
  if (found === undefined) refuse('webhook_delivery_unknown');
  enabledOf(world, found.endpointId);
  return replay(world, found);
}

function enabledOf(world: World, id: string): WebhookEndpoint {
  const endpoint = endpointOf(world, id);
  if (!endpoint.enabled) refuse('webhook_endpoint_disabled');
  return endpoint;
}

function deliveriesOf(world: World, { id }: { readonly id: Id<'webhookEndpoint'> }) {
  return [...world.webhookDeliveries.values()].filter(({ endpointId }) => endpointId === id);
}

function become(
  world: World,
  before: WebhookDelivery,
  changes: Partial<WebhookDelivery>,
): WebhookDelivery {
  const now = { ...before, ...changes };
  world.webhookDeliveries.set(now.id, now);
  return now;
}

function replay(world: World, delivery: WebhookDelivery): WebhookDelivery {
  return become(world, delivery, { state: 'pending', nextAttemptAt: timeIn(world) });
}

/** A pending one has been received by now. */
function hearOf(world: World, delivery: WebhookDelivery): WebhookDelivery {
  if (delivery.state !== 'pending') return delivery;
  const attempt = { at: timeIn(world), durationMs: 0, status: 204, failure: null, detail: null };
  const attempts = [...delivery.attempts, attempt];
  return become(world, delivery, { state: 'delivered', attempts, nextAttemptAt: null });
}
