/** Commerce's part of the table of endpoints. */
import * as z from 'zod/mini';
import { idListSchema, idSchema, pageQuery, pageSchema } from '../common.ts';
import { endpoint } from '../endpoint.ts';
import * as item from './charity-item.ts';
import * as merchant from './merchant.ts';
import * as order from './order.ts';
import * as impact from './order-impact.ts';
import { shopImpactExample, shopImpactSchema } from './shop-impact.ts';

/** A wrong one is answered as an unknown order is, so that nobody learns which orders there are. */
const tokenSchema = z
  .string()
  .check(
    z.maxLength(200, 'is longer than 200 characters'),
    z.meta({ description: 'of this order, made by the shop: see orderToken of the client' }),
  );
const merchantParams = z.strictObject({ merchantId: idSchema('merchant') });
const itemParams = z.strictObject({ charityItemId: idSchema('charityItem') });
const orderParams = z.strictObject({ orderId: idSchema('order') });
const merchantExampleParams = { merchantId: merchant.merchantExample.id };
const itemExampleParams = { charityItemId: item.charityItemExample.id };
const { terms, ...named } = item.createCharityItemExample;
const endedAt = '2026-11-30T16:00:00.000Z';

export const commerceEndpoints = {
  createMerchant: endpoint({
    summary: 'Make a merchant, a shop whose orders give.',
    params: undefined,
    query: undefined,
    body: merchant.createMerchantSchema,
    status: 201,
    response: merchant.merchantSchema,
    errors: [],
    example: {
      params: undefined,
      query: undefined,
      body: merchant.createMerchantExample,
      response: merchant.merchantExample,
    },
  }),
  listMerchants: endpoint({
    summary: 'Page through merchants, newest first.',
    params: undefined,
    query: z.strictObject(pageQuery),
    body: undefined,
    status: 200,
    response: pageSchema(merchant.merchantSchema),
    errors: [],
    example: {
      params: undefined,
      query: { limit: '20' },
      body: undefined,
      response: { items: [merchant.merchantExample], nextCursor: null },
    },
  }),
  getMerchant: endpoint({
    summary: 'Read one merchant.',
    params: merchantParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: merchant.merchantSchema,
    errors: ['merchant_unknown'],
    example: {
      params: { merchantId: merchant.merchantExample.id },
      query: undefined,
      body: undefined,
      response: merchant.merchantExample,
    },
  }),
  changeMerchant: endpoint({
    summary: 'Change a merchant, or suspend it: orders paid from then on give nothing.',
    params: merchantParams,
    query: undefined,
    body: merchant.changeMerchantSchema,
    status: 200,
    response: merchant.merchantSchema,
    errors: ['merchant_unknown'],
    example: {
      params: { merchantId: merchant.merchantExample.id },
      query: undefined,
      body: { statementThreshold: null, state: 'suspended' },
      response: { ...merchant.merchantExample, statementThreshold: null, state: 'suspended' },
    },
  }),
  getShopImpact: endpoint({
    summary: "Read what a merchant's charity items have given in all, and to which projects.",
    params: merchantParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: shopImpactSchema,
    errors: ['merchant_unknown'],
    example: {
      params: { merchantId: merchant.merchantExample.id },
      query: undefined,
      body: undefined,
      response: shopImpactExample,
    },
  }),
  createCharityItem: endpoint({
    summary: 'Promise that so much of each order goes to projects, for orders paid from now on.',
    params: undefined,
    query: undefined,
    body: item.createCharityItemSchema,
    status: 201,
    response: item.charityItemWholeSchema,
    errors: [
      'merchant_unknown',
      'project_unknown',
      'project_closed',
      'currency_mismatch',
      'charity_items_too_many',
    ],
    example: {
      params: undefined,
      query: undefined,
      body: item.createCharityItemExample,
      response: item.charityItemWholeExample,
    },
  }),
  listCharityItems: endpoint({
    summary: "Read many charity items by id, or page through a merchant's, with their totals.",
    params: undefined,
    query: z.strictObject({
      ids: z.optional(idListSchema('charityItem')),
      merchantId: z.optional(idSchema('merchant')),
      ...pageQuery,
    }),
    body: undefined,
    status: 200,
    response: pageSchema(item.charityItemSchema),
    errors: [],
    example: {
      params: undefined,
      query: { ids: item.charityItemExample.id },
      body: undefined,
      response: { items: [item.charityItemExample], nextCursor: null },
    },
  }),
  changeCharityItem: endpoint({
    summary: 'Change a charity item for orders paid from now on; those paid before keep its terms.',
    params: itemParams,
    query: undefined,
    body: item.changeCharityItemSchema,
    status: 200,
    response: item.charityItemWholeSchema,
    errors: [
      'charity_item_unknown',
      'project_unknown',
      'charity_item_ended',
      'project_closed',
      'currency_mismatch',
    ],
    example: {
      params: itemExampleParams,
      query: undefined,
      body: { name: named.name, terms: { ...terms, most: 10_000 } },
      response: {
        ...item.charityItemWholeExample,
        most: 10_000,
        terms: { ...terms, most: 10_000 },
        revision: 2,
      },
    },
  }),
  endCharityItem: endpoint({
    summary: 'End a charity item: orders paid from now on give nothing by it. Twice is the same.',
    params: itemParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: item.charityItemWholeSchema,
    errors: ['charity_item_unknown'],
    example: {
      params: itemExampleParams,
      query: undefined,
      body: undefined,
      response: {
        ...item.charityItemWholeExample,
        terms: { ...terms, endsAt: endedAt },
        endsAt: endedAt,
        revision: 2,
        state: 'ended',
      },
    },
  }),
  recordOrder: endpoint({
    summary:
      'Tell how an order of a shop stands. States come in any order, and as often as may be.',
    params: undefined,
    query: undefined,
    body: order.recordOrderSchema,
    status: 200,
    response: order.orderSchema,
    errors: ['merchant_unknown', 'project_unknown', 'livemode_mismatch'],
    example: {
      params: undefined,
      query: undefined,
      body: order.recordOrderExample,
      response: order.orderExample,
    },
  }),
  listOrders: endpoint({
    summary:
      "Page through orders, newest first, or find one by the shop's own id; each with what it pledges.",
    params: undefined,
    query: z.strictObject({
      merchantId: z.optional(idSchema('merchant')),
      shopOrderId: z.optional(order.shopOrderIdSchema),
      ...pageQuery,
    }),
    body: undefined,
    status: 200,
    response: pageSchema(order.orderSchema),
    errors: [],
    example: {
      params: undefined,
      query: { merchantId: merchant.merchantExample.id, limit: '20' },
      body: undefined,
      response: { items: [order.orderExample], nextCursor: null },
    },
  }),
  getOrder: endpoint({
    summary: 'Read one order with its pledges and their arithmetic line by line.',
    params: orderParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: order.orderSchema,
    errors: ['order_unknown'],
    example: {
      params: { orderId: order.orderExample.id },
      query: undefined,
      body: undefined,
      response: order.orderExample,
    },
  }),
  previewPledge: endpoint({
    summary: 'Say what a cart would pledge if it was paid now; nothing is kept of it.',
    params: undefined,
    query: undefined,
    body: order.previewPledgeSchema,
    status: 200,
    response: order.pledgePreviewSchema,
    errors: ['merchant_unknown', 'project_unknown'],
    example: {
      params: undefined,
      query: undefined,
      body: order.previewPledgeExample,
      response: order.pledgePreviewExample,
    },
  }),
  getOrderImpact: endpoint({
    summary:
      'Say to whoever has the token of an order what it gives, to whom, and how far that is.',
    params: z.strictObject({
      merchantId: idSchema('merchant'),
      shopOrderId: order.recordOrderSchema.shape.shopOrderId,
    }),
    query: z.strictObject({ token: tokenSchema }),
    body: undefined,
    status: 200,
    response: impact.orderImpactSchema,
    errors: ['order_unknown'],
    example: {
      params: { ...merchantExampleParams, shopOrderId: order.orderExample.shopOrderId },
      query: { token: 'd665e8f89274e0e857a37622780a9d482cba8903ced9dfd64463069848340e7f' },
      body: undefined,
      response: impact.orderImpactExample,
    },
  }),
  getOrderTokenSecret: endpoint({
    summary: "Read the secret that makes the tokens of a merchant's orders.",
    params: merchantParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: impact.orderTokenSecretSchema,
    errors: ['merchant_unknown'],
    example: {
      params: merchantExampleParams,
      query: undefined,
      body: undefined,
      response: impact.orderTokenSecretExample,
    },
  }),
  rotateOrderTokenSecret: endpoint({
    summary:
      'Make a new secret for tokens of orders; those of the old one are taken for some hours.',
    params: merchantParams,
    query: undefined,
    body: impact.rotateOrderTokenSecretSchema,
    status: 200,
    response: impact.orderTokenSecretSchema,
    errors: ['merchant_unknown'],
    example: {
      params: merchantExampleParams,
      query: undefined,
      body: { keepOldHours: 168 },
      response: { ...impact.orderTokenSecretExample, olderUntil: '2026-11-27T09:30:00.000Z' },
    },
  }),
} as const;
