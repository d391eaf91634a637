/** Money given back: asked for here, done by the provider, booked when the provider says so. */
import * as z from 'zod/mini';
import { idSchema, positiveMoneySchema, textSchema, timeSchema } from '../common.ts';

/** A refund can fail after it succeeded; the booking is then reversed by a new transfer. */
export const refundStates = ['pending', 'succeeded', 'failed'] as const;
export type RefundState = (typeof refundStates)[number];

export const refundSchema = z.object({
  id: idSchema('refund'),
  donationId: idSchema('donation'),
  amount: positiveMoneySchema.check(z.meta({ description: 'of the charge, fee cover included' })),
  state: z.enum(refundStates),
  reason: z.nullable(z.string()),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});

export const createRefundSchema = z.strictObject({
  amount: z
    .nullable(positiveMoneySchema)
    .check(z.meta({ description: 'null for all that is left of the charge' })),
  reason: z.nullable(textSchema(1, 280)),
});

export type Refund = z.infer<typeof refundSchema>;
export type CreateRefund = z.infer<typeof createRefundSchema>;

export const createRefundExample: CreateRefund = {
  amount: { amount: 5_180, currency: 'CNY' },
  reason: 'The donor gave twice by mistake.',
};

export const refundExample: Refund = {
  id: 'ref_01k9p5a0d4fz3t6v8w0x2y4z6c',
  donationId: 'don_01k9p4n2c6fz3t6v8w0x2y4z6b',
  amount: { amount: 5_180, currency: 'CNY' },
  state: 'pending',
  reason: createRefundExample.reason,
  createdAt: '2026-11-23T09:00:00.000Z',
  updatedAt: '2026-11-23T09:00:00.000Z',
};
