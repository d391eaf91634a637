/** An order of a shop as it is told and answered, with what it pledges and why. */
import * as z from 'zod/mini';
import { currencySchema, idSchema, textSchema, timeSchema } from '../common.ts';
import { projectExample } from '../giving/project.ts';
import { charityItemExample, exactSchema } from './charity-item.ts';
import { exactText } from './exact.ts';
import { pledgeMax, tradeTimeSchema } from './item.ts';
import { merchantExample } from './merchant.ts';
import { orderRoundUpSchema, roundUpSchema } from './order-round-up.ts';
import { noPledges, type PledgePart, type PledgeStep } from './pledge.ts';

/** Most lines of one order. */
export const orderLinesMax = 500;

/** Who tells of orders: a server of the merchant's own by `recordOrder`, or a shop by its events. */
export const orderSources = ['api', 'shopify', 'woocommerce', 'stripe'] as const;

const nameSchema = textSchema(1, 255);
const namesSchema = z.array(nameSchema).check(z.maxLength(250, 'has more than 250'));

export const orderLineSchema = z.strictObject({
  id: nameSchema,
  productId: z.nullable(nameSchema),
  variantId: z.nullable(nameSchema),
  sku: z.nullable(nameSchema),
  collections: namesSchema,
  tags: namesSchema,
  quantity: z
    .int()
    .check(
      z.nonnegative('is negative'),
      z.maximum(1_000_000),
      z.meta({ description: 'pieces that were not given back' }),
    ),
  amount: z.int().check(
    z.minimum(-pledgeMax),
    z.maximum(pledgeMax),
    z.meta({
      description:
        'minor units paid for all of them: after discounts and refunds, before tax; below zero a discount of its own',
    }),
  ),
  kind: z
    .enum(['goods', 'other'])
    .check(z.meta({ description: 'other: gift cards, tips, shipping, fees, rounded-up amounts' })),
});

const linesSchema = z.array(orderLineSchema).check(
  z.maxLength(orderLinesMax, `has more than ${orderLinesMax} lines`),
  z.refine(
    (lines) => new Set(lines.map(({ id }) => id)).size === lines.length,
    'names a line twice',
  ),
);

/** What is told of an order: how it stands since `updatedAt`, and nothing of the shopper. */
const standing = {
  updatedAt: tradeTimeSchema.check(
    z.meta({ description: 'the version of this state: an older one changes nothing' }),
  ),
  currency: currencySchema,
  paidAt: z.nullable(tradeTimeSchema),
  completedAt: z
    .nullable(tradeTimeSchema)
    .check(
      z.meta({ description: 'when it was fulfilled or delivered, as the merchant completes' }),
    ),
  cancelledAt: z.nullable(tradeTimeSchema),
  test: z.boolean().check(z.meta({ description: "a try of the shop's own; never in live data" })),
  choice: z
    .nullable(idSchema('project'))
    .check(z.meta({ description: 'the project that the shopper chose' })),
  roundUp: z
    .optional(z.nullable(roundUpSchema))
    .check(z.meta({ description: 'what the shopper added of their own; left out is null' })),
  lines: linesSchema,
};

export const shopOrderIdSchema = nameSchema.check(
  z.meta({ description: "the shop's own id of it, kept as it is" }),
);

export const recordOrderSchema = z.strictObject({
  merchantId: idSchema('merchant'),
  shopOrderId: shopOrderIdSchema,
  ...standing,
});

/** The same as a shop's own server tells it in a signed event, whose address says which shop it is. */
export const orderEventSchema = z.omit(recordOrderSchema, { merchantId: true });

export const orderStates = ['unpaid', 'paid', 'completed', 'cancelled'] as const;
export const pledgeStates = ['pending', 'confirmed', 'stated', 'settled', 'reversed'] as const;

const base = z.int();

/** One line of the arithmetic, see `PledgeStep`. */
export const pledgeStepSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('line'), lineId: z.string(), base, exact: z.string() }),
  z.object({ what: z.literal('order'), base, exact: z.string() }),
  z.object({
    what: z.literal('tier'),
    base,
    reached: z.nullable(z.int()),
    missing: z.nullable(z.int()),
    exact: z.string(),
  }),
  z.object({ what: z.literal('least'), exact: z.string() }),
  z.object({ what: z.literal('most'), exact: z.string() }),
]);

export const pledgePartSchema = z.object({ projectId: idSchema('project'), exact: exactSchema });

const arithmetic = {
  charityItemId: idSchema('charityItem'),
  revision: z.int().check(z.positive(), z.meta({ description: 'of the terms that it follows' })),
  exact: exactSchema,
  parts: z.array(pledgePartSchema),
  steps: z.array(pledgeStepSchema),
};

/** What the order pledges by one charity item. */
export const orderPledgeSchema = z.object({
  ...arithmetic,
  state: z.enum(pledgeStates).check(
    z.meta({
      description:
        'pending: paid; confirmed: complete; stated: on a statement; settled: on statements that are paid; reversed: cancelled, or nothing is left of what counted',
    }),
  ),
});

/** A charity item by which the order gives nothing, and why. */
export const noPledgeSchema = z.object({
  charityItemId: idSchema('charityItem'),
  because: z.enum(noPledges),
  steps: z.array(pledgeStepSchema),
});

export const orderSchema = z.object({
  id: idSchema('order'),
  merchantId: idSchema('merchant'),
  source: z.enum(orderSources),
  shopOrderId: z.string(),
  ...standing,
  roundUp: z.nullable(orderRoundUpSchema),
  state: z.enum(orderStates),
  confirmsAt: z
    .nullable(timeSchema)
    .check(z.meta({ description: 'when its pending pledges become confirmed by themselves' })),
  pledges: z.array(orderPledgeSchema),
  none: z.array(noPledgeSchema),
  livemode: z.boolean(),
  createdAt: timeSchema,
});

/** A cart as it stands in a page. */
export const previewPledgeSchema = z.strictObject({
  merchantId: idSchema('merchant'),
  currency: currencySchema,
  choice: z.nullable(idSchema('project')),
  lines: linesSchema,
});

/** What the cart would pledge if it was paid now; nothing is kept of it. */
export const pledgePreviewSchema = z.object({
  pledges: z.array(z.object(arithmetic)),
  none: z.array(noPledgeSchema),
  livemode: z.boolean(),
});

export type OrderEvent = z.infer<typeof orderEventSchema>;
export type RecordOrder = z.infer<typeof recordOrderSchema>;
export type Order = z.infer<typeof orderSchema>;
export type OrderPledge = z.infer<typeof orderPledgeSchema>;
export type PledgePreview = z.infer<typeof pledgePreviewSchema>;
export type PledgeStepSaid = z.infer<typeof pledgeStepSchema>;

/** Steps as they are said on the wire, where exact amounts are text. */
export function saySteps(steps: readonly PledgeStep[]): PledgeStepSaid[] {
  return steps.map((step) => ({ ...step, exact: exactText(step.exact) }));
}

/** The same of parts. */
export function sayParts(parts: readonly PledgePart[]): OrderPledge['parts'] {
  return parts.map(({ projectId, exact }) => ({ projectId, exact: exactText(exact) }));
}

export const recordOrderExample: RecordOrder = {
  merchantId: merchantExample.id,
  shopOrderId: '820982911946154508',
  updatedAt: '2026-11-20T09:30:00.000Z',
  currency: 'CNY',
  paidAt: '2026-11-20T09:30:00.000Z',
  completedAt: null,
  cancelledAt: null,
  test: false,
  choice: null,
  roundUp: { projectId: projectExample.id, amount: 50 },
  lines: [
    {
      id: '1',
      productId: '632910392',
      variantId: null,
      sku: 'TEA-250',
      collections: [],
      tags: ['spring-tea'],
      quantity: 2,
      amount: 15_850,
      kind: 'goods',
    },
    {
      id: 'shipping',
      productId: null,
      variantId: null,
      sku: null,
      collections: [],
      tags: [],
      quantity: 1,
      amount: 1_200,
      kind: 'other',
    },
  ],
};

const arithmeticExample: PledgePreview['pledges'][number] = {
  charityItemId: charityItemExample.id,
  revision: 1,
  exact: '158.5',
  parts: [{ projectId: projectExample.id, exact: '158.5' }],
  steps: [{ what: 'line', lineId: '1', base: 15_850, exact: '158.5' }],
};

export const orderExample: Order = {
  id: 'ord_01k9p7f8q8fz3t6v8w0x2y4z6k',
  source: 'api',
  ...recordOrderExample,
  roundUp: { projectId: projectExample.id, amount: 50, state: 'pending', donationId: null },
  state: 'paid',
  confirmsAt: null,
  pledges: [{ ...arithmeticExample, state: 'pending' }],
  none: [],
  livemode: false,
  createdAt: '2026-11-20T09:30:02.000Z',
};

export const previewPledgeExample = {
  merchantId: merchantExample.id,
  currency: 'CNY',
  choice: null,
  lines: recordOrderExample.lines,
};

export const pledgePreviewExample: PledgePreview = {
  pledges: [arithmeticExample],
  none: [],
  livemode: false,
};
