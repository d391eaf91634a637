/** What one order gives, as its shopper may see it: by which promise, to whom, and how far it is. */
import * as z from 'zod/mini';
import { amountSchema, currencySchema, idSchema, textSchema, timeSchema } from '../common.ts';
import { projectExample } from '../giving/project.ts';
import type { Id } from '../ids.ts';
import { charityItemExample, exactSchema } from './charity-item.ts';
import { type CharityItemTerms, givingSchema } from './item.ts';
import { merchantExample } from './merchant.ts';
import { type Order, orderExample, orderStates, pledgeStates } from './order.ts';
import { roundUpStates } from './order-round-up.ts';
import { noPledges } from './pledge.ts';

/** Most hours for which tokens of an old secret are taken: thank-you pages are kept open for weeks. */
export const keepOldTokensHoursMax = 720;

/** The secret that makes the tokens of a merchant's orders. */
export const orderTokenSecretSchema = z.object({
  secret: z
    .string()
    .check(
      z.meta({ description: 'ots_…; whoever has it sees what any order of the merchant gives' }),
    ),
  olderUntil: z
    .nullable(timeSchema)
    .check(z.meta({ description: 'until when tokens of older secrets are taken; null for none' })),
});

export const rotateOrderTokenSecretSchema = z.strictObject({
  keepOldHours: z
    .int()
    .check(
      z.minimum(0, 'is below 0'),
      z.maximum(keepOldTokensHoursMax, `is more than ${keepOldTokensHoursMax}`),
      z.meta({ description: 'how long tokens of the old secret are taken beside the new one' }),
    ),
});

const promised = { charityItemId: idSchema('charityItem'), name: z.string() };

export const impactPledgeSchema = z.object({
  ...promised,
  currency: currencySchema,
  state: z.enum(pledgeStates),
  exact: exactSchema,
  gives: givingSchema,
  base: z
    .int()
    .check(
      z.nonnegative(),
      z.meta({ description: 'what of the order counted for it, in minor units' }),
    ),
  bound: z
    .nullable(z.enum(['least', 'most']))
    .check(z.meta({ description: 'the bound that had the last word' })),
  parts: z.array(
    z.object({
      project: z.object({ id: idSchema('project'), title: z.string() }),
      exact: exactSchema,
    }),
  ),
});

/** What the shopper added: their own gift, once the shop has passed it on. */
export const impactRoundUpSchema = z.object({
  project: z.object({ id: idSchema('project'), title: z.string() }),
  amount: amountSchema,
  state: z.enum(roundUpStates),
  passedOnAt: z.nullable(timeSchema).check(z.meta({ description: 'when it became a gift' })),
  donationId: z.nullable(idSchema('donation')),
  receiptUrl: z
    .nullable(z.string())
    .check(z.meta({ format: 'uri', description: 'leads to its receipt, for a day' })),
});

/** Nothing of the order's lines, and nothing of the shopper. */
export const orderImpactSchema = z.object({
  merchantName: textSchema(1, 120),
  state: z.enum(orderStates),
  confirmsAt: z
    .nullable(timeSchema)
    .check(z.meta({ description: 'when its pending pledges become confirmed by themselves' })),
  pledges: z.array(impactPledgeSchema),
  none: z.array(z.object({ ...promised, because: z.enum(noPledges) })),
  roundUp: z.nullable(impactRoundUpSchema),
  livemode: z.boolean(),
});

export type OrderTokenSecret = z.infer<typeof orderTokenSecretSchema>;
export type ImpactPledge = z.infer<typeof impactPledgeSchema>;
export type ImpactRoundUp = z.infer<typeof impactRoundUpSchema>;
export type OrderImpact = z.infer<typeof orderImpactSchema>;

/** A charity item as it was when the order was paid, with its name of now. */
export interface NamedTerms {
  readonly id: Id<'charityItem'>;
  readonly revision: number;
  readonly name: string;
  readonly terms: CharityItemTerms;
}

/**
 * What a shopper may see of an order.
 *
 * @param facts - the charity items and projects that it names, and the gift that its round-up became
 */
export function impactOf(
  order: Order,
  facts: {
    readonly merchantName: string;
    readonly items: readonly NamedTerms[];
    readonly projects: readonly { readonly id: Id<'project'>; readonly title: string }[];
    readonly gift: Pick<ImpactRoundUp, 'passedOnAt' | 'receiptUrl'> | null;
  },
): OrderImpact {
  const titles = new Map(facts.projects.map(({ id, title }) => [id, title]));
  const itemOf = (wanted: string, revision?: number) =>
    facts.items.find(
      (item) => item.id === wanted && (revision === undefined || item.revision === revision),
    );
  const pledges = order.pledges.flatMap((pledge): ImpactPledge[] => {
    const item = itemOf(pledge.charityItemId, pledge.revision);
    if (item === undefined) return [];
    const { charityItemId, state, exact, steps } = pledge;
    const bases = steps.map((step) => ('base' in step ? step.base : 0));
    const last = steps.at(-1)?.what;
    return [
      {
        charityItemId,
        name: item.name,
        currency: item.terms.currency,
        state,
        exact,
        gives: item.terms.gives,
        base: Math.max(
          0,
          bases.reduce((sum, base) => sum + base, 0),
        ),
        bound: last === 'least' || last === 'most' ? last : null,
        parts: pledge.parts.map((part) => ({
          project: { id: part.projectId, title: titles.get(part.projectId) ?? '' },
          exact: part.exact,
        })),
      },
    ];
  });
  const none = order.none.map(({ charityItemId, because }) => ({
    charityItemId,
    name: itemOf(charityItemId)?.name ?? '',
    because,
  }));
  const { state, confirmsAt, livemode, currency } = order;
  const roundUp = order.roundUp && {
    project: { id: order.roundUp.projectId, title: titles.get(order.roundUp.projectId) ?? '' },
    amount: { amount: order.roundUp.amount, currency },
    state: order.roundUp.state,
    passedOnAt: facts.gift?.passedOnAt ?? null,
    donationId: order.roundUp.donationId,
    receiptUrl: facts.gift?.receiptUrl ?? null,
  };
  return { merchantName: facts.merchantName, state, confirmsAt, pledges, none, roundUp, livemode };
}

export const orderTokenSecretExample: OrderTokenSecret = {
  secret: 'ots_3f9c2b7d1e5a48c6907f3b2d8e1a6c4f5b9d7e2a0c8f4b6d1e3a5c7f9b2d4e6a',
  olderUntil: null,
};

export const orderImpactExample: OrderImpact = {
  merchantName: merchantExample.name,
  state: orderExample.state,
  confirmsAt: null,
  pledges: [
    {
      charityItemId: charityItemExample.id,
      name: charityItemExample.name,
      currency: 'CNY',
      state: 'pending',
      exact: '158.5',
      gives: charityItemExample.gives,
      base: 15_850,
      bound: null,
      parts: charityItemExample.split.map(({ project }) => ({ project, exact: '158.5' })),
    },
  ],
  none: [],
  roundUp: {
    project: { id: projectExample.id, title: projectExample.title },
    amount: { amount: 50, currency: 'CNY' },
    state: 'pending',
    passedOnAt: null,
    donationId: null,
    receiptUrl: null,
  },
  livemode: false,
};
