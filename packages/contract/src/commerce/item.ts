/** A charity item: a merchant's promise that so much of each order goes to projects. */
import * as z from 'zod/mini';
import { currencySchema, idSchema, textSchema, timeSchema } from '../common.ts';

/**
 * Most that one order gives by one charity item, in minor units: with it nine thousand of the largest
 * can be counted exactly.
 */
export const pledgeMax = 1_000_000_000_000;

const unitsSchema = z.int().check(z.positive('is not above zero'), z.maximum(pledgeMax));
const shareSchema = z.int().check(z.minimum(1), z.maximum(10_000, 'is more than all'));

/** A time of trade. What lies outside is a slip of the hand, such as seconds for milliseconds. */
export const tradeTimeSchema = timeSchema.check(
  z.refine((text) => /^2\d{3}-/.test(text), 'is not within the years 2000 to 2999'),
);

/** From so much spent on, so much is given; the highest tier that is reached counts alone. */
const tierSchema = z.strictObject({ from: unitsSchema, amount: unitsSchema });

/**
 * How much is given. An order's rules look at the whole order as soon as anything in it is in scope, an
 * item's rules at what is in scope alone. Amounts are minor units of the charity item's currency.
 */
export const givingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('order_fixed'), amount: unitsSchema }),
  z.strictObject({ kind: z.literal('order_share'), basisPoints: shareSchema }),
  z.strictObject({ kind: z.literal('item_fixed'), amount: unitsSchema }),
  z.strictObject({ kind: z.literal('item_share'), basisPoints: shareSchema }),
  z.strictObject({
    kind: z.literal('tiers'),
    tiers: z.array(tierSchema).check(
      z.minLength(1, 'is empty'),
      z.maxLength(12, 'has more than 12 tiers'),
      z.refine(
        (tiers) => tiers.every(({ from }, at) => at === 0 || from > (tiers[at - 1]?.from ?? from)),
        'has tiers that do not rise',
      ),
    ),
  }),
]);

const namesSchema = z
  .array(textSchema(1, 255))
  .check(z.minLength(1, 'is empty'), z.maxLength(1_000, 'has more than 1000'));

/** Which lines of an order count: all of the shop's goods, or those that one of the names is on. */
export const scopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('shop') }),
  z.strictObject({ kind: z.literal('products'), names: namesSchema }),
  z.strictObject({ kind: z.literal('variants'), names: namesSchema }),
  z.strictObject({ kind: z.literal('skus'), names: namesSchema }),
  z.strictObject({ kind: z.literal('collections'), names: namesSchema }),
  z.strictObject({ kind: z.literal('tags'), names: namesSchema }),
]);

const splitPartSchema = z.strictObject({
  projectId: idSchema('project'),
  basisPoints: shareSchema,
});

/** Most projects that a shopper may choose among; more are no choice on a phone. */
export const choicesMax = 12;

const itemTreesSchema = z.strictObject({
  plotId: idSchema('plot'),
  speciesId: idSchema('species'),
  orders: z
    .int()
    .check(
      z.minimum(1, 'is below 1'),
      z.maximum(10_000, 'is more than 10000'),
      z.meta({ description: 'for each so many orders, paid and settled, a tree is planted' }),
    ),
});

/** Everything that decides what an order gives. A change of it never changes past pledges. */
export const charityItemTermsSchema = z
  .strictObject({
    currency: currencySchema,
    gives: givingSchema,
    scope: scopeSchema,
    /** Least and most that one order gives, in minor units; null where there is no bound. */
    least: z.nullable(unitsSchema),
    most: z.nullable(unitsSchema),
    startsAt: tradeTimeSchema,
    endsAt: z.nullable(tradeTimeSchema),
    split: z.array(splitPartSchema).check(
      z.minLength(1, 'is empty'),
      z.maxLength(choicesMax, `has more than ${choicesMax} projects`),
      z.refine(
        (parts) => parts.reduce((sum, { basisPoints }) => sum + basisPoints, 0) === 10_000,
        'does not add up to 10000 basis points',
      ),
      z.refine(
        (parts) => new Set(parts.map(({ projectId }) => projectId)).size === parts.length,
        'names a project twice',
      ),
    ),
    /** Projects of which the shopper may choose one, which then has all of it; empty where there is no choice. */
    choices: z
      .array(idSchema('project'))
      .check(z.maxLength(choicesMax, `has more than ${choicesMax} projects`)),
    /** A tree for every so many orders, paid for out of what they give to the project of the plot. */
    trees: z.optional(z.nullable(itemTreesSchema)),
  })
  .check((context) => {
    const { startsAt, endsAt, least, most } = context.value;
    const refuse = (path: string, message: string) =>
      context.issues.push({ code: 'custom', input: context.value, path: [path], message });
    if (endsAt !== null && Date.parse(endsAt) < Date.parse(startsAt))
      refuse('endsAt', 'is before the start');
    if (least !== null && most !== null && least > most) refuse('least', 'is above the most');
  });

export type Giving = z.infer<typeof givingSchema>;
export type Scope = z.infer<typeof scopeSchema>;
export type ItemTrees = z.infer<typeof itemTreesSchema>;
export type CharityItemTerms = z.infer<typeof charityItemTermsSchema>;
