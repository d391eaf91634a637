/** Addresses of a charity's own servers that are told what happens. */
import * as z from 'zod/mini';
import { idSchema, linkSchema, textSchema, timeSchema } from '../common.ts';
import { webhookEventTypeSchema } from './event.ts';

/** Most endpoints of an organization in one mode: each of them is told of each gift. */
export const webhookEndpointsMax = 20;
/** How long an old secret may go on signing after a rotation, in hours. */
export const keepOldHoursMax = 168;

/** Why nothing is sent: it was asked for, the receiver answered 410, or it failed for days. */
export const webhookDisabledReasons = ['asked', 'gone', 'failing'] as const;

export const webhookEndpointSchema = z.object({
  id: idSchema('webhookEndpoint'),
  url: z.string(),
  events: z.array(webhookEventTypeSchema),
  description: z.nullable(z.string()),
  enabled: z.boolean(),
  disabledReason: z.nullable(z.enum(webhookDisabledReasons)),
  failingSince: z
    .nullable(timeSchema)
    .check(z.meta({ description: 'since when no try has succeeded; null after one that did' })),
  livemode: z.boolean(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});

const urlSchema = linkSchema.check(
  z.meta({ description: 'https; in test mode also http on the machine of the platform itself' }),
);
const eventsSchema = z.pipe(
  z.array(webhookEventTypeSchema).check(z.minLength(1, 'is empty')),
  z.transform((types) => [...new Set(types)]),
);
const descriptionSchema = z.nullable(textSchema(1, 120));

export const createWebhookEndpointSchema = z.strictObject({
  url: urlSchema,
  events: eventsSchema,
  description: descriptionSchema,
});

/** What is left out stays as it is. */
export const updateWebhookEndpointSchema = z
  .strictObject({
    url: z.optional(urlSchema),
    events: z.optional(eventsSchema),
    description: z.optional(descriptionSchema),
    enabled: z.optional(z.boolean()),
  })
  .check(z.refine((changes) => Object.keys(changes).length > 0, 'changes nothing'));

/** An endpoint with its signing secret, which no later answer shows. */
export const webhookEndpointSecretSchema = z.extend(webhookEndpointSchema, {
  secret: z.string().check(z.meta({ description: '`whsec_…`, shown this once' })),
});

export const rotateWebhookSecretSchema = z.strictObject({
  keepOldHours: z
    .int()
    .check(
      z.minimum(0, 'is below 0'),
      z.maximum(keepOldHoursMax, `is more than ${keepOldHoursMax}`),
      z.meta({ description: 'how long the old secret signs beside the new one' }),
    ),
});

export type WebhookEndpoint = z.infer<typeof webhookEndpointSchema>;
export type WebhookDisabledReason = (typeof webhookDisabledReasons)[number];
export type CreateWebhookEndpoint = z.infer<typeof createWebhookEndpointSchema>;
export type UpdateWebhookEndpoint = z.infer<typeof updateWebhookEndpointSchema>;
export type WebhookEndpointSecret = z.infer<typeof webhookEndpointSecretSchema>;

export const createWebhookEndpointExample: CreateWebhookEndpoint = {
  url: 'https://crm.charity.example/kindcart',
  events: ['donation.succeeded', 'donation.refunded'],
  description: 'Our donor database',
};

export const webhookEndpointExample: WebhookEndpoint = {
  id: 'whe_01k9p6b1e5fz3t6v8w0x2y4z6g',
  ...createWebhookEndpointExample,
  enabled: true,
  disabledReason: null,
  failingSince: null,
  livemode: false,
  createdAt: '2026-11-23T07:00:00.000Z',
  updatedAt: '2026-11-23T07:00:00.000Z',
};

export const webhookEndpointSecretExample: WebhookEndpointSecret = {
  ...webhookEndpointExample,
  secret: 'whsec_ZXhhbXBsZSBvZiBhIHNpZ25pbmcgc2VjcmV0IQ==',
};
