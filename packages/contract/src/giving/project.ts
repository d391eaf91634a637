/** What a donor gives to: a goal in one currency, told in words and pictures. */
import * as z from 'zod/mini';
import {
  amountSchema,
  currencySchema,
  idSchema,
  languageSchema,
  linkSchema,
  moneySchema,
  positiveMoneySchema,
  textSchema,
  timeSchema,
} from '../common.ts';

/** How a project's money stands; a fold of the ledger, never ahead of it. */
export const projectTotalsSchema = z.object({
  raised: moneySchema.check(z.meta({ description: 'paid gifts less refunds' })),
  donations: z
    .int()
    .check(z.nonnegative(), z.meta({ description: 'gifts paid and not wholly refunded' })),
  version: z.int().check(z.nonnegative(), z.meta({ description: 'rises with every change' })),
  asOf: timeSchema,
});

/** What the provider takes of a charge: a share in basis points and a fixed amount. */
export const feeScheduleSchema = z.object({
  basisPoints: z.int().check(z.minimum(0), z.maximum(9_999)),
  fixed: amountSchema,
});

const imageSchema = z.strictObject({ url: linkSchema, alt: textSchema(0, 300) });

const told = {
  title: textSchema(1, 120),
  summary: textSchema(0, 280),
  story: textSchema(0, 10_000).check(
    z.meta({ description: 'plain text; blank lines part paragraphs' }),
  ),
  language: languageSchema,
  images: z.array(imageSchema).check(z.maxLength(8, 'has more than 8 images')),
};

const asked = {
  goal: z.nullable(positiveMoneySchema),
  suggestedAmounts: z
    .array(positiveMoneySchema)
    .check(z.minLength(1, 'is empty'), z.maxLength(8, 'has more than 8 amounts')),
  minimum: positiveMoneySchema,
  maximum: positiveMoneySchema,
};

export const projectSchema = z.object({
  id: idSchema('project'),
  ...told,
  currency: currencySchema,
  ...asked,
  state: z.enum(['open', 'closed']),
  closesAt: z.nullable(timeSchema),
  feeSchedule: feeScheduleSchema,
  totals: projectTotalsSchema,
  livemode: z.boolean(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});

/**
 * Largest maximum, in minor units. With it every fee can be covered and nine thousand of the largest
 * gifts can be counted exactly.
 */
const maximumMax = 1_000_000_000_000;

/** All amounts must be in the project's currency, and minimum ≤ suggested ≤ maximum. */
export const createProjectSchema = z
  .strictObject({ ...told, currency: currencySchema, ...asked, closesAt: z.nullable(timeSchema) })
  .check((context) => {
    const { currency, goal, suggestedAmounts, minimum, maximum } = context.value;
    const amounts: [string, z.infer<typeof positiveMoneySchema> | null][] = [
      ['goal', goal],
      ['minimum', minimum],
      ['maximum', maximum],
      ...suggestedAmounts.map((amount, index): [string, typeof amount] => [
        `suggestedAmounts.${index}`,
        amount,
      ]),
    ];
    const refuse = (path: string, message: string) =>
      context.issues.push({ code: 'custom', input: context.value, path: path.split('.'), message });
    for (const [path, amount] of amounts) {
      if (amount === null) continue;
      if (amount.currency !== currency)
        refuse(`${path}.currency`, `is not ${currency}, the project's currency`);
    }
    if (maximum.amount > maximumMax) refuse('maximum.amount', `is more than ${maximumMax}`);
    if (minimum.amount > maximum.amount) refuse('minimum.amount', 'is above the maximum');
    suggestedAmounts.forEach((amount, index) => {
      const within = amount.amount >= minimum.amount && amount.amount <= maximum.amount;
      if (!within)
        refuse(`suggestedAmounts.${index}.amount`, 'is not between the minimum and the maximum');
    });
  });

export type Project = z.infer<typeof projectSchema>;
export type ProjectTotals = z.infer<typeof projectTotalsSchema>;
export type CreateProject = z.infer<typeof createProjectSchema>;

const yuan = (amount: number) => ({ amount, currency: 'CNY' });

export const createProjectExample: CreateProject = {
  title: 'Clean water for Shuanghe village school',
  summary: 'A well, a filter and taps for 214 pupils who carry water today.',
  story:
    'The school has no safe water within two kilometres.\n\nThe money pays for a borehole, a filter and twelve taps.',
  language: 'en',
  images: [{ url: 'https://charity.example/images/well.jpg', alt: 'Pupils beside the old well' }],
  currency: 'CNY',
  goal: yuan(12_000_000),
  suggestedAmounts: [yuan(2_000), yuan(5_000), yuan(10_000), yuan(30_000)],
  minimum: yuan(100),
  maximum: yuan(5_000_000),
  closesAt: '2089-06-30T16:00:00.000Z',
};

export const projectExample: Project = {
  id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a',
  ...createProjectExample,
  state: 'open',
  feeSchedule: { basisPoints: 290, fixed: yuan(30) },
  totals: {
    raised: yuan(4_827_650),
    donations: 391,
    version: 402,
    asOf: '2026-11-23T08:00:00.000Z',
  },
  livemode: false,
  createdAt: '2026-09-01T02:00:00.000Z',
  updatedAt: '2026-09-01T02:00:00.000Z',
};
