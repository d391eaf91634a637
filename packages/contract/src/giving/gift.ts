/** The public face of a paid donation: what a donor wall shows, and nothing else of the person. */
import * as z from 'zod/mini';
import { idSchema, pageQuery, positiveMoneySchema, timeSchema } from '../common.ts';
import { isId } from '../ids.ts';
import { createDonationExample, donationStatusExample } from './donation.ts';

/** `recent`: newest first, in pages. `largest`: the largest ever, one short list without a cursor. */
export const giftOrders = ['recent', 'largest'] as const;
export type GiftOrder = (typeof giftOrders)[number];

/** Most rows of `largest`; a higher limit counts as this. */
export const largestGiftsMax = 20;

export const giftSchema = z.object({
  id: idSchema('gift').check(
    z.meta({ description: 'leads to no donation and no person; the same at every reading' }),
  ),
  amount: positiveMoneySchema.check(
    z.meta({ description: 'the gift without the fee cover, less what was given back of it' }),
  ),
  donorName: z
    .nullable(z.string())
    .check(z.meta({ description: 'null for an anonymous donor, and for one who gave no name' })),
  message: z.nullable(z.string()).check(z.meta({ description: 'null when there is none to show' })),
  givenAt: timeSchema.check(
    z.meta({ description: 'when the donor chose to give, which is before it was paid' }),
  ),
});

/** `cursor` is for `recent` alone; without an order that is meant. */
export const listGiftsQuery = z
  .strictObject({
    order: z.optional(z.enum(giftOrders)),
    cursor: z.optional(
      z.string().check(z.refine((text) => isId('gift', text), 'is not a cursor of this list')),
    ),
    limit: pageQuery.limit,
  })
  .check((context) => {
    const { order, cursor } = context.value;
    if (order !== 'largest' || cursor === undefined) return;
    const message = 'goes with order=recent only';
    context.issues.push({ code: 'custom', input: context.value, path: ['cursor'], message });
  });

export type Gift = z.infer<typeof giftSchema>;

export const giftExample: Gift = {
  id: 'gft_01k9p4n2c6fz3t6v8w0x2y4z6c',
  amount: donationStatusExample.gift,
  donorName: createDonationExample.donorName,
  message: createDonationExample.message,
  givenAt: donationStatusExample.createdAt,
};
