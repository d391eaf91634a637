/** A charity item as it is made, changed, and shown on a badge. */
import * as z from 'zod/mini';
import { amountSchema, currencySchema, idSchema, textSchema, timeSchema } from '../common.ts';
import { projectExample } from '../giving/project.ts';
import { type CharityItemTerms, charityItemTermsSchema } from './item.ts';
import { merchantExample } from './merchant.ts';

/** Most charity items of a merchant that have not ended: each of them is held against each order. */
export const charityItemsMax = 200;

/** An exact amount of zero or more, as text. */
export const exactSchema = z.string().check(
  z.regex(/^\d{1,24}(\.\d{1,8})?$/, 'is not an exact amount'),
  z.meta({
    description: 'minor units as a decimal of up to 8 places, such as 1.5',
    examples: ['1.5'],
  }),
);

/** What was given so far: a fold of confirmed pledges, never ahead of them. */
export const charityItemTotalsSchema = z.object({
  orders: z
    .int()
    .check(z.nonnegative(), z.meta({ description: 'orders whose pledge is confirmed' })),
  given: amountSchema.check(z.meta({ description: 'what they gave, rounded down' })),
  exact: exactSchema,
  version: z.int().check(z.nonnegative(), z.meta({ description: 'rises with every change' })),
  asOf: timeSchema,
});

/**
 * Whether an order that is paid now gives by it: `scheduled` begins later, and `project_closed` waits
 * for new terms, since one of its projects takes nothing any more.
 */
export const charityItemStates = ['scheduled', 'open', 'project_closed', 'ended'] as const;

const { gives, least, most, startsAt, endsAt } = charityItemTermsSchema.shape;
const namedProjectSchema = z.object({ id: idSchema('project'), title: z.string() });
const placeSchema = z.int().check(
  z.minimum(0, 'is below 0'),
  z.maximum(10_000, 'is more than 10000'),
  z.meta({
    description: 'among the items of the merchant, lowest first; on a tie the older one',
  }),
);

/** What a page may know of it. */
export const charityItemSchema = z.object({
  id: idSchema('charityItem'),
  merchantId: idSchema('merchant'),
  name: textSchema(1, 120),
  place: placeSchema,
  currency: currencySchema,
  gives,
  wholeShop: z
    .boolean()
    .check(z.meta({ description: 'whether all goods of the shop count, or only some of them' })),
  least,
  most,
  startsAt,
  endsAt,
  split: z.array(z.object({ project: namedProjectSchema, basisPoints: z.int() })),
  choices: z.array(namedProjectSchema),
  state: z.enum(charityItemStates),
  totals: charityItemTotalsSchema,
  livemode: z.boolean(),
});

/** The same with all of its terms, for the merchant. */
export const charityItemWholeSchema = z.extend(charityItemSchema, {
  terms: charityItemTermsSchema,
  revision: z.int().check(z.positive(), z.meta({ description: 'counts its terms, from 1' })),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});

export const createCharityItemSchema = z.strictObject({
  merchantId: idSchema('merchant'),
  name: textSchema(1, 120),
  place: placeSchema,
  terms: charityItemTermsSchema,
});

/** What is left out stays as it is. New terms count for orders that are paid from now on. */
export const changeCharityItemSchema = z
  .strictObject({
    name: z.optional(textSchema(1, 120)),
    place: z.optional(placeSchema),
    terms: z.optional(charityItemTermsSchema),
  })
  .check(z.refine((changes) => Object.keys(changes).length > 0, 'changes nothing'));

export type CharityItem = z.infer<typeof charityItemSchema>;
export type CharityItemState = CharityItem['state'];
export type CharityItemWhole = z.infer<typeof charityItemWholeSchema>;
export type CreateCharityItem = z.infer<typeof createCharityItemSchema>;
export type ChangeCharityItem = z.infer<typeof changeCharityItemSchema>;

const termsExample: CharityItemTerms = {
  currency: 'CNY',
  gives: { kind: 'item_share', basisPoints: 100 },
  scope: { kind: 'tags', names: ['spring-tea'] },
  least: null,
  most: 5_000,
  startsAt: '2026-10-01T00:00:00.000Z',
  endsAt: null,
  split: [{ projectId: projectExample.id, basisPoints: 10_000 }],
  choices: [],
};

export const createCharityItemExample: CreateCharityItem = {
  merchantId: merchantExample.id,
  name: '1 % of our spring tea for clean water',
  place: 1,
  terms: termsExample,
};

export const charityItemExample: CharityItem = {
  id: 'chi_01k9p7d5n6fz3t6v8w0x2y4z6j',
  merchantId: merchantExample.id,
  name: createCharityItemExample.name,
  place: 1,
  currency: 'CNY',
  gives: termsExample.gives,
  wholeShop: false,
  least: null,
  most: 5_000,
  startsAt: termsExample.startsAt,
  endsAt: null,
  split: [{ project: { id: projectExample.id, title: projectExample.title }, basisPoints: 10_000 }],
  choices: [],
  state: 'open',
  totals: {
    orders: 214,
    given: { amount: 38_520, currency: 'CNY' },
    exact: '38520.75',
    version: 214,
    asOf: '2026-11-23T08:00:00.000Z',
  },
  livemode: false,
};

export const charityItemWholeExample: CharityItemWhole = {
  ...charityItemExample,
  terms: termsExample,
  revision: 1,
  createdAt: '2026-10-01T02:05:00.000Z',
  updatedAt: '2026-10-01T02:05:00.000Z',
};
