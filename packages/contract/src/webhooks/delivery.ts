/** One event on its way to one endpoint. */
import * as z from 'zod/mini';
import { idSchema, timeSchema } from '../common.ts';
import { webhookEndpointExample } from './endpoint.ts';
import { webhookEventTypes } from './event.ts';

/** `failed` after the last try, or when the endpoint was disabled meanwhile; it can be replayed. */
export const webhookDeliveryStates = ['pending', 'delivered', 'failed'] as const;

/** Why a try did not succeed. */
export const webhookFailures = [
  'address_refused',
  'not_reached',
  'timed_out',
  'redirected',
  'gone',
  'answered_no',
] as const;

export const webhookAttemptSchema = z.object({
  at: timeSchema,
  durationMs: z.int(),
  status: z.nullable(z.int()).check(z.meta({ description: 'what the receiver answered' })),
  failure: z.nullable(z.enum(webhookFailures)),
  detail: z
    .nullable(z.string())
    .check(
      z.meta({ description: "the beginning of the receiver's answer, or the network's word" }),
    ),
});

export const webhookDeliverySchema = z.object({
  id: idSchema('webhookDelivery'),
  endpointId: idSchema('webhookEndpoint'),
  eventId: idSchema('event').check(z.meta({ description: 'the header `webhook-id`' })),
  type: z.enum([...webhookEventTypes, 'webhook.test']),
  donationId: z.nullable(idSchema('donation')),
  state: z.enum(webhookDeliveryStates),
  attempts: z
    .array(webhookAttemptSchema)
    .check(z.meta({ description: 'the latest tries, oldest first' })),
  nextAttemptAt: z.nullable(timeSchema),
  createdAt: timeSchema,
});

export const replayWebhooksSchema = z.strictObject({
  since: timeSchema.check(z.meta({ description: 'failed deliveries of events from then on' })),
});
export const replayedWebhooksSchema = z.object({ replayed: z.int() });

export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;
export type WebhookDeliveryState = (typeof webhookDeliveryStates)[number];
export type WebhookAttempt = z.infer<typeof webhookAttemptSchema>;
export type WebhookFailure = (typeof webhookFailures)[number];

export const webhookDeliveryExample: WebhookDelivery = {
  id: 'whd_01k9p6c2f6fz3t6v8w0x2y4z6h',
  endpointId: webhookEndpointExample.id,
  eventId: 'evt_01k9p4n9x1fz3t6v8w0x2y4z6e',
  type: 'donation.succeeded',
  donationId: 'don_01k9p4n2c6fz3t6v8w0x2y4z6b',
  state: 'delivered',
  attempts: [
    {
      at: '2026-11-23T08:00:04.300Z',
      durationMs: 15_000,
      status: null,
      failure: 'timed_out',
      detail: null,
    },
    {
      at: '2026-11-23T08:00:24.600Z',
      durationMs: 84,
      status: 204,
      failure: null,
      detail: null,
    },
  ],
  nextAttemptAt: null,
  createdAt: '2026-11-23T08:00:04.100Z',
};
