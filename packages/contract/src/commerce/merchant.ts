/** A shop whose orders give. */
import * as z from 'zod/mini';
import { currencySchema, idSchema, languageSchema, textSchema, timeSchema } from '../common.ts';
import { isTimeZone } from '../deeds/days.ts';
import { emailSchema } from '../giving/details.ts';

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

/** How statements are made. */
const stating = {
  timeZone: z
    .string()
    .check(
      z.refine(isTimeZone, 'is not a time zone such as Asia/Shanghai'),
      z.meta({ description: 'in which its months begin, of the IANA database; UTC unless said' }),
    ),
  statementThreshold: z.nullable(
    z.int().check(
      z.positive('is not above zero'),
      z.meta({
        description:
          'minor units that are confirmed and on no statement, at which one is made before the month is over; null for monthly alone',
      }),
    ),
  ),
  statementEmail: z
    .nullable(emailSchema)
    .check(z.meta({ description: 'who is written to when a statement is made' })),
};

const statingWhereTold = {
  timeZone: z.optional(stating.timeZone),
  statementThreshold: z.optional(stating.statementThreshold),
  statementEmail: z.optional(stating.statementEmail),
};

export const createMerchantSchema = z.strictObject({ ...told, ...statingWhereTold });

/**
 * `suspended`: orders paid from then on give nothing. What was pledged before stays, and is stated.
 */
export const merchantStates = ['active', 'suspended'] as const;

/** What is left out stays as it is. */
export const changeMerchantSchema = z
  .strictObject({
    name: z.optional(told.name),
    completes: z
      .optional(completionSchema)
      .check(z.meta({ description: 'of orders that are told of for the first time from then on' })),
    ...statingWhereTold,
    state: z.optional(z.enum(merchantStates)),
  })
  .check(z.refine((changes) => Object.keys(changes).length > 0, 'changes nothing'));

export const merchantSchema = z.object({
  id: idSchema('merchant'),
  ...told,
  ...stating,
  state: z.enum(merchantStates),
  livemode: z.boolean(),
  createdAt: timeSchema,
});

export type Completion = z.infer<typeof completionSchema>;
export type CreateMerchant = z.infer<typeof createMerchantSchema>;
export type ChangeMerchant = z.infer<typeof changeMerchantSchema>;
export type Merchant = z.infer<typeof merchantSchema>;

export const createMerchantExample: CreateMerchant = {
  name: 'Lanting tea house',
  language: 'zh-CN',
  currency: 'CNY',
  completes: { when: 'delivered', days: 7 },
  timeZone: 'Asia/Shanghai',
  statementThreshold: 50_000,
  statementEmail: 'books@lanting.example',
};

export const merchantExample: Merchant = {
  id: 'mer_01k9p7c2m4fz3t6v8w0x2y4z6h',
  name: createMerchantExample.name,
  language: createMerchantExample.language,
  currency: createMerchantExample.currency,
  completes: createMerchantExample.completes,
  timeZone: 'Asia/Shanghai',
  statementThreshold: 50_000,
  statementEmail: 'books@lanting.example',
  state: 'active',
  livemode: false,
  createdAt: '2026-10-01T02:00:00.000Z',
};
