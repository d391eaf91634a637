/** A shop whose orders give. */
import * as z from 'zod/mini';
import { currencySchema, idSchema, languageSchema, textSchema, timeSchema } from '../common.ts';

/** Most days that a merchant may wait after an order was delivered. */
export const completeDaysMax = 90;

/** When an order counts as complete, so that what it pledged is confirmed. */
export const completionSchema = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('fulfilled') }),
  z.strictObject({
    when: z.literal('delivered'),
    days: z
      .int()
      .check(
        z.minimum(0, 'is below 0'),
        z.maximum(completeDaysMax, `is more than ${completeDaysMax}`),
        z.meta({ description: 'days after the delivery, in which most returns come' }),
      ),
  }),
]);

const told = {
  name: textSchema(1, 120),
  language: languageSchema,
  currency: currencySchema,
  completes: completionSchema,
};

export const createMerchantSchema = z.strictObject(told);

export const merchantSchema = z.object({
  id: idSchema('merchant'),
  ...told,
  livemode: z.boolean(),
  createdAt: timeSchema,
});

export type Completion = z.infer<typeof completionSchema>;
export type CreateMerchant = z.infer<typeof createMerchantSchema>;
export type Merchant = z.infer<typeof merchantSchema>;

export const createMerchantExample: CreateMerchant = {
  name: 'Lanting tea house',
  language: 'zh-CN',
  currency: 'CNY',
  completes: { when: 'delivered', days: 7 },
};

export const merchantExample: Merchant = {
  id: 'mer_01k9p7c2m4fz3t6v8w0x2y4z6h',
  ...createMerchantExample,
  livemode: false,
  createdAt: '2026-10-01T02:00:00.000Z',
};
