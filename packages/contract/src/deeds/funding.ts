/** Money of a challenge's budget that the sponsor has paid and the charity has received. */
import * as z from 'zod/mini';
import { idSchema, positiveMoneySchema, textSchema, timeSchema } from '../common.ts';
import { daySchema } from '../forest/texts.ts';
import { challengeExample } from './challenge.ts';

const told = {
  amount: positiveMoneySchema,
  reference: textSchema(1, 120).check(
    // Or the same transfer could be booked twice by a slip that nobody sees.
    z.refine((text) => text === text.trim(), 'begins or ends with a space'),
    z.meta({ description: "of the charity's own books, once for each funding of a challenge" }),
  ),
  receivedOn: daySchema,
};

export const createFundingSchema = z.strictObject(told);

export const fundingSchema = z.object({
  id: idSchema('funding'),
  challengeId: idSchema('challenge'),
  ...told,
  livemode: z.boolean(),
  createdAt: timeSchema,
});

export type CreateFunding = z.infer<typeof createFundingSchema>;
export type Funding = z.infer<typeof fundingSchema>;

export const createFundingExample: CreateFunding = {
  amount: { amount: 5_000_000, currency: 'CNY' },
  reference: 'bank 2026-10-21/0042',
  receivedOn: '2026-10-21',
};

export const fundingExample: Funding = {
  id: 'fnd_01k9p4m8q2fz3t6v8w0x2y4z7e',
  challengeId: challengeExample.id,
  ...createFundingExample,
  livemode: false,
  createdAt: '2026-10-21T03:00:00.000Z',
};
