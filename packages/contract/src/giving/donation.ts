/** A gift to a project, from the donor's wish to the money in the ledger. */
import * as z from 'zod/mini';
import { amountSchema, idSchema, positiveMoneySchema, textSchema, timeSchema } from '../common.ts';
import {
  cardFailureSchema,
  paymentStartExample,
  paymentStartSchema,
  shownFailureSchema,
} from '../payments.ts';
import { detailsExample, detailsSchema } from './details.ts';
import { moderationSchema } from './moderation.ts';
import { intervalSchema } from './periods.ts';

/**
 * `pending → processing → succeeded | failed | expired`, then refunded in part or whole. Only
 * `succeeded` and the refunded states have money behind them.
 */
export const donationStates = [
  'pending',
  'processing',
  'succeeded',
  'failed',
  'expired',
  'partially_refunded',
  'refunded',
] as const;
export type DonationState = (typeof donationStates)[number];

/** What a page may know of a donation: nothing of the person. */
export const donationStatusSchema = z.object({
  id: idSchema('donation'),
  projectId: idSchema('project'),
  state: z.enum(donationStates),
  gift: positiveMoneySchema.check(z.meta({ description: 'what the project gets' })),
  feeCover: amountSchema.check(
    z.meta({ description: 'what the donor adds so that the fee takes nothing of the gift' }),
  ),
  charge: positiveMoneySchema.check(
    z.meta({ description: 'what the donor pays: gift and feeCover' }),
  ),
  refunded: amountSchema,
  failureCode: z.nullable(shownFailureSchema),
  interval: z
    .nullable(intervalSchema)
    .check(z.meta({ description: 'how often it comes again; null for a single gift' })),
  livemode: z.boolean(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});

/** The whole donation, for the charity's own servers. */
export const donationSchema = z.extend(donationStatusSchema, {
  failureCode: z.nullable(cardFailureSchema),
  disputed: amountSchema.check(
    z.meta({
      description: "what the donor's bank has taken back of the charge, for now or for good",
    }),
  ),
  donorName: z.nullable(z.string()),
  anonymous: z.boolean(),
  message: z.nullable(z.string()),
  moderation: z
    .nullable(moderationSchema)
    .check(z.meta({ description: 'null when nobody has decided on it' })),
  details: z.nullable(detailsSchema),
  provider: z.string(),
  paymentReference: z.string(),
  recurringGiftId: z
    .nullable(idSchema('recurringGift'))
    .check(z.meta({ description: 'the monthly or yearly gift that it is a charge of' })),
});

export const createDonationSchema = z
  .strictObject({
    projectId: idSchema('project'),
    gift: positiveMoneySchema,
    coverFee: z.boolean(),
    donorName: z.nullable(textSchema(1, 80)),
    anonymous: z.boolean().check(z.meta({ description: 'the name is never shown in public' })),
    message: z.nullable(textSchema(1, 500)),
    details: z.optional(detailsSchema),
    interval: z
      .optional(intervalSchema)
      .check(z.meta({ description: 'begins a monthly or yearly gift; left out for a single one' })),
    adoptionId: z.optional(idSchema('adoption')).check(
      z.meta({
        description: 'pays a share of this adoption; the gift is then exactly what the share costs',
      }),
    ),
  })
  .check((context) => {
    const { interval, details } = context.value;
    if (interval === undefined || (details !== undefined && details.email !== null)) return;
    const message = 'is needed for a monthly or yearly gift: the donor is told by it how to stop';
    context.issues.push({
      code: 'custom',
      input: context.value,
      path: ['details', 'email'],
      message,
    });
  });

/** The donation as made, and what the page needs to let the donor pay. */
export const createdDonationSchema = z.object({
  donation: donationStatusSchema,
  payment: paymentStartSchema,
});

export type DonationStatus = z.infer<typeof donationStatusSchema>;
export type Donation = z.infer<typeof donationSchema>;
export type CreateDonation = z.infer<typeof createDonationSchema>;
export type CreatedDonation = z.infer<typeof createdDonationSchema>;

const yuan = (amount: number) => ({ amount, currency: 'CNY' });

export const createDonationExample: CreateDonation = {
  projectId: 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a',
  gift: yuan(5_000),
  coverFee: true,
  donorName: '林晓',
  anonymous: false,
  message: 'For the new taps.',
  details: detailsExample,
};

export const donationStatusExample: DonationStatus = {
  id: 'don_01k9p4n2c6fz3t6v8w0x2y4z6b',
  projectId: createDonationExample.projectId,
  state: 'succeeded',
  gift: yuan(5_000),
  feeCover: yuan(180),
  charge: yuan(5_180),
  refunded: yuan(0),
  failureCode: null,
  interval: null,
  livemode: false,
  createdAt: '2026-11-23T08:00:00.000Z',
  updatedAt: '2026-11-23T08:00:04.000Z',
};

export const donationExample: Donation = {
  ...donationStatusExample,
  disputed: yuan(0),
  donorName: createDonationExample.donorName,
  anonymous: false,
  message: createDonationExample.message,
  moderation: null,
  details: detailsExample,
  provider: 'sandbox',
  paymentReference: paymentStartExample.reference,
  recurringGiftId: null,
};

export const createdDonationExample: CreatedDonation = {
  donation: {
    ...donationStatusExample,
    state: 'pending',
    updatedAt: donationStatusExample.createdAt,
  },
  payment: paymentStartExample,
};
