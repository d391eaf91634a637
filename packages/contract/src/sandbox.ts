/** What the sandbox provider posts to the platform, and the clock of its monthly and yearly gifts. */
import * as z from 'zod/mini';
import { idSchema, timeSchema } from './common.ts';
import {
  cardFaceSchema,
  endReasonSchema,
  pauseReasonSchema,
  recurringGiftExample,
  recurringStateSchema,
} from './giving/recurring.ts';
import { cardFailureSchema, paymentSnapshotSchema, paymentStartExample } from './payments.ts';

/** Which period of a recurring gift a payment is for, when the provider began it by itself. */
export const renewalSchema = z.object({
  recurringGiftId: idSchema('recurringGift'),
  period: z.iso
    .date('is not a day such as 2027-02-28')
    .check(z.meta({ description: 'the day in UTC on which the period begins' })),
  revision: z.int().check(
    z.positive(),
    z.meta({
      description: 'of the amounts that were charged: 1 for the first, one more for each change',
    }),
  ),
  chargedAt: timeSchema.check(z.meta({ description: "of the first try, by the provider's clock" })),
});

/** The whole recurring gift as the provider knows it; a later `version` replaces an earlier one. */
export const recurringSnapshotSchema = z.object({
  id: idSchema('recurringGift'),
  version: z.int().check(z.positive()),
  order: z
    .int()
    .check(z.nonnegative(), z.meta({ description: 'the last of our orders that is in it' })),
  state: recurringStateSchema,
  since: timeSchema.check(z.meta({ description: 'when it came to this state' })),
  nextChargeAt: z.nullable(timeSchema),
  pausedBecause: z.nullable(pauseReasonSchema),
  pausedUntil: z.nullable(timeSchema),
  endedBecause: z.nullable(endReasonSchema),
  retriesLeft: z.int().check(z.nonnegative()),
  failureCode: z.nullable(cardFailureSchema),
  card: z.nullable(cardFaceSchema),
  /** Of the amounts of the next charge. */
  revision: z.int().check(z.positive()),
});

const eventFields = {
  id: idSchema('event'),
  createdAt: timeSchema,
  livemode: z.boolean(),
  organizationId: idSchema('organization'),
};

const paymentEventSchema = z.object({
  ...eventFields,
  type: z.literal('payment.updated'),
  payment: paymentSnapshotSchema,
  renewal: z.optional(renewalSchema),
});

const recurringEventSchema = z.object({
  ...eventFields,
  type: z.literal('recurring.updated'),
  recurring: recurringSnapshotSchema,
});

/** Another card for a recurring gift that was not taken: the gift is as it was. */
const cardEventSchema = z.object({
  ...eventFields,
  type: z.literal('card.declined'),
  recurringGiftId: idSchema('recurringGift'),
  reference: idSchema('payment'),
  failureCode: cardFailureSchema,
  cardFingerprint: z.string().check(z.minLength(1), z.maxLength(200)),
});

/** What the sandbox posts to the platform, signed in the header. */
export const sandboxEventSchema = z.discriminatedUnion('type', [
  paymentEventSchema,
  recurringEventSchema,
  cardEventSchema,
]);

/** Furthest that the sandbox's clock goes in one step, in months. */
export const clockStepMonthsMax = 120;

export const advanceSandboxClockSchema = z
  .strictObject({
    months: z.optional(z.int().check(z.gte(1), z.lte(clockStepMonthsMax))),
    to: z.optional(timeSchema),
  })
  .check((context) => {
    const { months, to } = context.value;
    if ((months === undefined) !== (to === undefined)) return;
    const message = 'is needed: either months or to';
    context.issues.push({ code: 'custom', input: context.value, path: ['months'], message });
  });

/** Where the sandbox's clock stands; what is due by then is charged right after the answer. */
export const sandboxClockSchema = z.object({ now: timeSchema });

export type Renewal = z.infer<typeof renewalSchema>;
export type RecurringSnapshot = z.infer<typeof recurringSnapshotSchema>;
export type SandboxEvent = z.infer<typeof sandboxEventSchema>;
export type SandboxPaymentEvent = z.infer<typeof paymentEventSchema>;
export type SandboxRecurringEvent = z.infer<typeof recurringEventSchema>;
export type SandboxCardEvent = z.infer<typeof cardEventSchema>;
export type SandboxClock = z.infer<typeof sandboxClockSchema>;

export const sandboxEventExample: SandboxPaymentEvent = {
  id: 'evt_01k9p4n9x1fz3t6v8w0x2y4z6e',
  type: 'payment.updated',
  createdAt: '2026-11-23T08:00:03.000Z',
  livemode: false,
  organizationId: 'org_01k9p4a0a0fz3t6v8w0x2y4z6f',
  payment: {
    reference: paymentStartExample.reference,
    version: 2,
    state: 'succeeded',
    amount: { amount: 5_180, currency: 'CNY' },
    failureCode: null,
    refunds: [],
  },
};

export const recurringSnapshotExample: RecurringSnapshot = {
  id: recurringGiftExample.id,
  version: 1,
  order: 0,
  state: 'active',
  since: recurringGiftExample.anchorAt,
  nextChargeAt: recurringGiftExample.nextChargeAt,
  pausedBecause: null,
  pausedUntil: null,
  endedBecause: null,
  retriesLeft: 0,
  failureCode: null,
  card: recurringGiftExample.card,
  revision: 1,
};

export const sandboxClockExample: SandboxClock = { now: '2026-12-23T08:00:00.000Z' };
