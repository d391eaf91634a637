/** A gift that the donor's bank asks back: told by the provider, answered in the provider's own pages. */
import * as z from 'zod/mini';
import { amountSchema, idSchema, positiveMoneySchema, timeSchema } from '../common.ts';
import { donationExample } from './donation.ts';

/**
 * In an `inquiry` the bank only asks and takes nothing. In `needs_response`, `under_review` and `lost`
 * it has taken the money; `won` gave it back.
 */
export const disputeStates = [
  'inquiry',
  'inquiry_closed',
  'needs_response',
  'under_review',
  'won',
  'lost',
] as const;
export type DisputeState = (typeof disputeStates)[number];

export const disputeSchema = z.object({
  id: idSchema('dispute'),
  donationId: idSchema('donation'),
  state: z.enum(disputeStates),
  amount: positiveMoneySchema.check(z.meta({ description: 'what the bank asks back' })),
  withdrawn: amountSchema.check(
    z.meta({ description: 'what it has taken by now; it counts in no total' }),
  ),
  fee: z
    .nullable(amountSchema)
    .check(z.meta({ description: "the provider's own price, in the currency it takes it in" })),
  reason: z.string().check(z.meta({ description: "in the provider's words" })),
  evidenceDueAt: z
    .nullable(timeSchema)
    .check(z.meta({ description: 'until when an answer with evidence can be handed in' })),
  dashboardUrl: z
    .nullable(z.string())
    .check(z.meta({ description: "the provider's page where it is answered" })),
  livemode: z.boolean(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});

export type Dispute = z.infer<typeof disputeSchema>;

export const disputeExample: Dispute = {
  id: 'dsp_01k9p5c3e4fz3t6v8w0x2y4z6c',
  donationId: donationExample.id,
  state: 'needs_response',
  amount: { amount: 5_180, currency: 'CNY' },
  withdrawn: { amount: 5_180, currency: 'CNY' },
  fee: { amount: 1_500, currency: 'USD' },
  reason: 'fraudulent',
  evidenceDueAt: '2026-12-04T23:59:59.000Z',
  dashboardUrl: 'https://dashboard.stripe.com/test/payments/pi_3PgafyB7WZ01zgkW1',
  livemode: false,
  createdAt: '2026-11-25T10:00:00.000Z',
  updatedAt: '2026-11-25T10:00:02.000Z',
};
