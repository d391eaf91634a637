/**
 * What the platform posts to a charity's own servers, by the Standard Webhooks specification
 * (https://www.standardwebhooks.com): at least once, in no promised order.
 */
import * as z from 'zod/mini';
import { idSchema, timeSchema } from '../common.ts';
import { donationExample, donationSchema } from '../giving/donation.ts';

/** What can happen to a donation. Each may happen again, such as a second refund of a part. */
export const donationEventTypes = [
  'donation.succeeded',
  'donation.failed',
  'donation.partially_refunded',
  'donation.refunded',
  'donation.refund_failed',
] as const;
export type DonationEventType = (typeof donationEventTypes)[number];

/** What an endpoint can ask for. */
export const webhookEventTypes = [...donationEventTypes] as const;
export const webhookEventTypeSchema = z.enum(webhookEventTypes);
export type WebhookEventType = z.infer<typeof webhookEventTypeSchema>;

/** The body of a webhook. Receivers pass over types that they do not know: there will be more. */
export const webhookEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.enum(donationEventTypes),
    timestamp: timeSchema.check(z.meta({ description: 'when it happened' })),
    data: donationSchema.check(
      z.meta({ description: 'the donation as it is when this is sent, not as it was' }),
    ),
  }),
  z.object({
    type: z.literal('webhook.test'),
    timestamp: timeSchema,
    data: z.object({ endpointId: idSchema('webhookEndpoint'), livemode: z.boolean() }),
  }),
]);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

/** Headers of a webhook: its id, the same at every try; when it was sent; and who sent it. */
export const webhookHeaders = {
  id: 'webhook-id',
  timestamp: 'webhook-timestamp',
  signature: 'webhook-signature',
} as const;

export const webhookEventExample: WebhookEvent = {
  type: 'donation.succeeded',
  timestamp: donationExample.updatedAt,
  data: donationExample,
};
