/** A gift that comes again every month or year, until somebody stops it. */
import * as z from 'zod/mini';
import { amountSchema, idSchema, pageQuery, positiveMoneySchema, timeSchema } from '../common.ts';
import { cardFailureSchema, paymentStartExample, paymentStartSchema } from '../payments.ts';
import { createDonationExample, donationStatusExample } from './donation.ts';
import { intervalSchema } from './periods.ts';

/**
 * `pending → active ⇄ past_due → paused`, and from each of these `cancelled` or `ended`, for good.
 * It is `past_due` while a charge that failed is tried again, and `paused` when somebody asked for it
 * or no try went through.
 */
export const recurringStates = [
  'pending',
  'active',
  'past_due',
  'paused',
  'cancelled',
  'ended',
] as const;
export const recurringStateSchema = z.enum(recurringStates);
export type RecurringState = z.infer<typeof recurringStateSchema>;

export const pauseReasons = ['asked', 'payment_failed'] as const;
export const pauseReasonSchema = z.enum(pauseReasons);
export type PauseReason = z.infer<typeof pauseReasonSchema>;

/** `cancelled` is what somebody asked for; these end it without. */
export const endReasons = ['project_closed', 'never_paid'] as const;
export const endReasonSchema = z.enum(endReasons);
export type EndReason = z.infer<typeof endReasonSchema>;

/** What may be shown of a card. */
export const cardFaceSchema = z.object({
  brand: z.nullable(z.string()).check(z.meta({ description: 'such as `visa`' })),
  last4: z.string().check(z.regex(/^\d{4}$/, 'is not four digits')),
});
export type CardFace = z.infer<typeof cardFaceSchema>;

export const recurringGiftSchema = z.object({
  id: idSchema('recurringGift'),
  projectId: idSchema('project'),
  firstDonationId: idSchema('donation'),
  state: recurringStateSchema,
  interval: intervalSchema,
  gift: positiveMoneySchema.check(
    z.meta({ description: 'what the project gets of the next charge' }),
  ),
  feeCover: amountSchema,
  charge: positiveMoneySchema,
  anchorAt: timeSchema.check(
    z.meta({
      description:
        'every charge falls on the day, and for yearly ones the month, of this time in UTC, or on the last day of a shorter month',
    }),
  ),
  nextChargeAt: z.nullable(timeSchema).check(
    z.meta({
      description:
        'while past_due, when the failed charge is tried again; null when none is planned',
    }),
  ),
  pausedBecause: z.nullable(pauseReasonSchema),
  pausedUntil: z
    .nullable(timeSchema)
    .check(
      z.meta({ description: 'when it goes on by itself; null when somebody has to resume it' }),
    ),
  endedBecause: z.nullable(endReasonSchema),
  retriesLeft: z
    .int()
    .check(
      z.nonnegative(),
      z.meta({ description: 'while past_due, how often the charge will be tried again' }),
    ),
  failureCode: z
    .nullable(cardFailureSchema)
    .check(z.meta({ description: 'why the last charge failed; null once one went through' })),
  card: z
    .nullable(cardFaceSchema)
    .check(z.meta({ description: 'what is charged; null where the provider does not tell' })),
  confirmed: z
    .boolean()
    .check(z.meta({ description: 'whether the provider has confirmed the last change' })),
  donorName: z.nullable(z.string()),
  anonymous: z.boolean(),
  email: z
    .nullable(z.string())
    .check(z.meta({ description: 'null once the donor was erased from the first donation' })),
  provider: z.string(),
  livemode: z.boolean(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});

export const listRecurringGiftsQuery = z.strictObject({
  projectId: z.optional(idSchema('project')),
  state: z.optional(recurringStateSchema),
  ...pageQuery,
});

export const changeRecurringGiftSchema = z.strictObject({
  gift: positiveMoneySchema,
  coverFee: z.boolean(),
});

export const pauseRecurringGiftSchema = z.strictObject({
  until: z
    .nullable(timeSchema)
    .check(z.meta({ description: 'when it goes on by itself; null for when it is resumed' })),
});

/** What the page needs to let the donor give another card; it is paid nothing. */
export const replaceCardStartSchema = z.object({
  recurringGiftId: idSchema('recurringGift'),
  payment: paymentStartSchema,
});

export type RecurringGift = z.infer<typeof recurringGiftSchema>;
export type ChangeRecurringGift = z.infer<typeof changeRecurringGiftSchema>;
export type PauseRecurringGift = z.infer<typeof pauseRecurringGiftSchema>;
export type ReplaceCardStart = z.infer<typeof replaceCardStartSchema>;

export const recurringGiftExample: RecurringGift = {
  id: 'rec_01k9p4n2c6fz3t6v8w0x2y4z6e',
  projectId: createDonationExample.projectId,
  firstDonationId: 'don_01k9p4n2c6fz3t6v8w0x2y4z6f',
  state: 'active',
  interval: 'month',
  gift: donationStatusExample.gift,
  feeCover: donationStatusExample.feeCover,
  charge: donationStatusExample.charge,
  anchorAt: donationStatusExample.createdAt,
  nextChargeAt: '2026-12-23T08:00:00.000Z',
  pausedBecause: null,
  pausedUntil: null,
  endedBecause: null,
  retriesLeft: 0,
  failureCode: null,
  card: { brand: 'visa', last4: '4242' },
  confirmed: true,
  donorName: createDonationExample.donorName,
  anonymous: false,
  email: 'donor@example.org',
  provider: 'sandbox',
  livemode: false,
  createdAt: donationStatusExample.createdAt,
  updatedAt: donationStatusExample.updatedAt,
};

export const changeRecurringGiftExample: ChangeRecurringGift = {
  gift: { amount: 8_000, currency: 'CNY' },
  coverFee: true,
};

export const pauseRecurringGiftExample: PauseRecurringGift = { until: '2089-03-01T00:00:00.000Z' };

export const replaceCardStartExample: ReplaceCardStart = {
  recurringGiftId: recurringGiftExample.id,
  payment: paymentStartExample,
};
