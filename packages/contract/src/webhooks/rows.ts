/** Webhooks' part of the table of endpoints. */
import * as z from 'zod/mini';
import { idSchema, pageQuery, pageSchema } from '../common.ts';
import { endpoint } from '../endpoint.ts';
import * as delivery from './delivery.ts';
import * as webhook from './endpoint.ts';

const params = z.strictObject({ endpointId: idSchema('webhookEndpoint') });
const deliveryParams = z.strictObject({ deliveryId: idSchema('webhookDelivery') });

const exampleParams = { endpointId: webhook.webhookEndpointExample.id };
const pendingExample: delivery.WebhookDelivery = {
  ...delivery.webhookDeliveryExample,
  state: 'pending',
  attempts: [],
  nextAttemptAt: delivery.webhookDeliveryExample.createdAt,
};

export const webhookRows = {
  createWebhookEndpoint: endpoint({
    summary: 'Have a server of yours told what happens. The answer alone shows the signing secret.',
    params: undefined,
    query: undefined,
    body: webhook.createWebhookEndpointSchema,
    status: 201,
    response: webhook.webhookEndpointSecretSchema,
    errors: ['webhook_url_refused', 'webhook_endpoints_too_many'],
    example: {
      params: undefined,
      query: undefined,
      body: webhook.createWebhookEndpointExample,
      response: webhook.webhookEndpointSecretExample,
    },
  }),
  listWebhookEndpoints: endpoint({
    summary: 'Page through webhook endpoints, newest first.',
    params: undefined,
    query: z.strictObject(pageQuery),
    body: undefined,
    status: 200,
    response: pageSchema(webhook.webhookEndpointSchema),
    errors: [],
    example: {
      params: undefined,
      query: { limit: '20' },
      body: undefined,
      response: { items: [webhook.webhookEndpointExample], nextCursor: null },
    },
  }),
  getWebhookEndpoint: endpoint({
    summary: 'Read one webhook endpoint, and whether it works.',
    params,
    query: undefined,
    body: undefined,
    status: 200,
    response: webhook.webhookEndpointSchema,
    errors: ['webhook_endpoint_unknown'],
    example: {
      params: exampleParams,
      query: undefined,
      body: undefined,
      response: webhook.webhookEndpointExample,
    },
  }),
  updateWebhookEndpoint: endpoint({
    summary: 'Change a webhook endpoint, disable it, or enable it again.',
    params,
    query: undefined,
    body: webhook.updateWebhookEndpointSchema,
    status: 200,
    response: webhook.webhookEndpointSchema,
    errors: ['webhook_endpoint_unknown', 'webhook_url_refused'],
    example: {
      params: exampleParams,
      query: undefined,
      body: { enabled: false },
      response: { ...webhook.webhookEndpointExample, enabled: false, disabledReason: 'asked' },
    },
  }),
  deleteWebhookEndpoint: endpoint({
    summary: 'Delete a webhook endpoint with its secret and all its deliveries.',
    params,
    query: undefined,
    body: undefined,
    status: 200,
    response: webhook.webhookEndpointSchema,
    errors: ['webhook_endpoint_unknown'],
    example: {
      params: exampleParams,
      query: undefined,
      body: undefined,
      response: webhook.webhookEndpointExample,
    },
  }),
  rotateWebhookSecret: endpoint({
    summary: 'Make a new signing secret; the old one signs beside it for some hours.',
    params,
    query: undefined,
    body: webhook.rotateWebhookSecretSchema,
    status: 200,
    response: webhook.webhookEndpointSecretSchema,
    errors: ['webhook_endpoint_unknown'],
    example: {
      params: exampleParams,
      query: undefined,
      body: { keepOldHours: 24 },
      response: webhook.webhookEndpointSecretExample,
    },
  }),
  testWebhookEndpoint: endpoint({
    summary: 'Send an event of the type webhook.test.',
    params,
    query: undefined,
    body: undefined,
    status: 202,
    response: delivery.webhookDeliverySchema,
    errors: ['webhook_endpoint_unknown', 'webhook_endpoint_disabled'],
    example: {
      params: exampleParams,
      query: undefined,
      body: undefined,
      response: { ...pendingExample, type: 'webhook.test', donationId: null },
    },
  }),
  listWebhookDeliveries: endpoint({
    summary: 'Page through the deliveries of an endpoint, newest first, with what was answered.',
    params,
    query: z.strictObject({
      state: z.optional(z.enum(delivery.webhookDeliveryStates)),
      ...pageQuery,
    }),
    body: undefined,
    status: 200,
    response: pageSchema(delivery.webhookDeliverySchema),
    errors: ['webhook_endpoint_unknown'],
    example: {
      params: exampleParams,
      query: { state: 'delivered', limit: '20' },
      body: undefined,
      response: { items: [delivery.webhookDeliveryExample], nextCursor: null },
    },
  }),
  replayFailedWebhooks: endpoint({
    summary: 'Send all failed deliveries of an endpoint again, since a time.',
    params,
    query: undefined,
    body: delivery.replayWebhooksSchema,
    status: 202,
    response: delivery.replayedWebhooksSchema,
    errors: ['webhook_endpoint_unknown', 'webhook_endpoint_disabled'],
    example: {
      params: exampleParams,
      query: undefined,
      body: { since: '2026-11-22T00:00:00.000Z' },
      response: { replayed: 3 },
    },
  }),
  replayWebhookDelivery: endpoint({
    summary: 'Send one delivery again, whatever became of it, under the same webhook-id.',
    params: deliveryParams,
    query: undefined,
    body: undefined,
    status: 202,
    response: delivery.webhookDeliverySchema,
    errors: ['webhook_delivery_unknown', 'webhook_endpoint_disabled'],
    example: {
      params: { deliveryId: delivery.webhookDeliveryExample.id },
      query: undefined,
      body: undefined,
      response: pendingExample,
    },
  }),
} as const;
