/** What all of a merchant's charity items have given together, as its pages show it. */
import * as z from 'zod/mini';
import { amountSchema, currencySchema, idSchema, textSchema } from '../common.ts';
import { projectExample } from '../giving/project.ts';
import { charityItemExample, charityItemTotalsSchema, exactSchema } from './charity-item.ts';
import { merchantExample } from './merchant.ts';

/** Most projects that are told of, those with the largest sums. */
export const impactProjectsMax = 100;

export const shopImpactSchema = z.object({
  id: idSchema('merchant'),
  name: textSchema(1, 120),
  currency: currencySchema,
  totals: charityItemTotalsSchema.check(
    z.meta({ description: 'an order that gave by several charity items is counted once' }),
  ),
  projects: z
    .array(
      z.object({
        project: z.object({ id: idSchema('project'), title: z.string() }),
        given: amountSchema.check(z.meta({ description: 'what it was given, rounded down' })),
        exact: exactSchema,
      }),
    )
    .check(
      z.meta({ description: `the largest sums first, ${impactProjectsMax} projects at the most` }),
    ),
  items: z
    .array(z.object({ id: idSchema('charityItem'), name: textSchema(1, 120) }))
    .check(z.meta({ description: 'charity items that have not ended, in their order' })),
  livemode: z.boolean(),
});

export type ShopImpact = z.infer<typeof shopImpactSchema>;

const { totals } = charityItemExample;

export const shopImpactExample: ShopImpact = {
  id: merchantExample.id,
  name: merchantExample.name,
  currency: merchantExample.currency,
  totals,
  projects: [
    {
      project: { id: projectExample.id, title: projectExample.title },
      given: totals.given,
      exact: totals.exact,
    },
  ],
  items: [{ id: charityItemExample.id, name: charityItemExample.name }],
  livemode: false,
};
