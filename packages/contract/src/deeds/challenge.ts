/** A sponsor's promise: so much for so many good deeds, out of a budget, to a project. */
import * as z from 'zod/mini';
import {
  amountSchema,
  idSchema,
  linkSchema,
  positiveMoneySchema,
  textSchema,
  timeSchema,
} from '../common.ts';
import { daySchema, textsSchema } from '../forest/texts.ts';
import { projectExample } from '../giving/project.ts';
import { quantityMax, worthOf } from './counting.ts';
import { daysBetween, isTimeZone } from './days.ts';
import { type Kind, kindNames, sourceFacts, sourceNames, usualSources } from './kinds.ts';

/** Most days that a challenge lasts. */
export const challengeDaysMax = 731;

/** A quantity, such as steps. */
export const quantitySchema = z
  .int()
  .check(z.nonnegative('is negative'), z.maximum(quantityMax, `is more than ${quantityMax}`));
const someSchema = z
  .int()
  .check(z.positive('is not above zero'), z.maximum(quantityMax, `is more than ${quantityMax}`));

export const sponsorSchema = z.strictObject({
  name: textSchema(1, 120),
  url: z.nullable(linkSchema),
  image: z.nullable(linkSchema),
});

export const rateSchema = z.strictObject({
  quantity: someSchema,
  amount: positiveMoneySchema.check(z.meta({ description: 'given for each `quantity`' })),
});

export const perPersonSchema = z
  .strictObject({
    minPerDay: quantitySchema.check(
      z.meta({ description: 'a day with less gives nothing; 0 for none' }),
    ),
    maxPerDay: someSchema.check(z.meta({ description: 'what a day has beyond gives nothing' })),
  })
  .check(
    z.refine(({ minPerDay, maxPerDay }) => minPerDay <= maxPerDay, {
      error: 'is above maxPerDay',
      path: ['minPerDay'],
    }),
  );

export const takenSourceSchema = z.strictObject({
  source: z.enum(sourceNames),
  maxPerDay: someSchema.check(z.meta({ description: 'most that a day by this source counts' })),
});

const sourcesSchema = z.array(takenSourceSchema).check(
  z.minLength(1, 'names no source'),
  z.refine(
    (taken) => new Set(taken.map(({ source }) => source)).size === taken.length,
    'names a source twice',
  ),
);

const told = {
  names: textsSchema(120),
  sponsor: sponsorSchema,
  budget: positiveMoneySchema.check(z.meta({ description: 'promised; given is what has come' })),
  dailyBudget: z
    .nullable(positiveMoneySchema)
    .check(z.meta({ description: 'most that the deeds of one day give together' })),
  endsOn: daySchema.check(z.meta({ description: 'last day, included' })),
};

const fixed = {
  projectId: idSchema('project'),
  kind: z.enum(kindNames),
  rate: rateSchema,
  perPerson: perPersonSchema,
  startsOn: daySchema.check(z.meta({ description: 'first day, included' })),
  timeZone: z
    .string()
    .check(
      z.refine(isTimeZone, 'is not a time zone such as Asia/Shanghai'),
      z.meta({ description: 'in which its days begin, of the IANA database' }),
    ),
  dependsOnDeeds: z.boolean().check(
    z.meta({
      description:
        'whether what no deeds asked for goes back to the sponsor; otherwise the project gets all of it',
    }),
  ),
  teams: z.boolean(),
};

/** Whether the most that a day gives is a number of minor units. */
function isDayCountable(terms: {
  readonly rate: z.infer<typeof rateSchema>;
  readonly perPerson: z.infer<typeof perPersonSchema>;
}): boolean {
  const { quantity, amount } = terms.rate;
  const rate = { quantity, amount: amount.amount };
  return Number.isSafeInteger(worthOf(terms.perPerson.maxPerDay, { rate }));
}

export const createChallengeSchema = z
  .strictObject({
    ...fixed,
    ...told,
    sources: z
      .optional(sourcesSchema)
      .check(z.meta({ description: 'all but `declared` unless said' })),
  })
  .check((context) => {
    const { kind, budget, rate, dailyBudget, startsOn, endsOn, sources = [] } = context.value;
    // Only of numbers that are right by themselves.
    const isCountable = context.issues.length > 0 || isDayCountable(context.value);
    const refuse = (path: string, message: string) =>
      context.issues.push({ code: 'custom', input: context.value, path: path.split('.'), message });
    const { currency } = budget;
    if (rate.amount.currency !== currency)
      refuse('rate.amount.currency', `is not ${currency}, the budget's currency`);
    if (dailyBudget !== null && dailyBudget.currency !== currency)
      refuse('dailyBudget.currency', `is not ${currency}, the budget's currency`);
    if (!isCountable)
      refuse('perPerson.maxPerDay', 'is worth more at this rate than can be counted');
    const days = daysBetween(startsOn, endsOn) + 1;
    if (days < 1) refuse('endsOn', 'is before startsOn');
    if (days > challengeDaysMax) refuse('endsOn', `is more than ${challengeDaysMax} days on`);
    sources.forEach(({ source }, index) => {
      if (sourceFacts(kind, source) === undefined)
        refuse(`sources.${index}.source`, `is no source of ${kind}`);
    });
  });

/** What is left out stays as it is. What deeds are worth never changes: people count on it. */
export const updateChallengeSchema = z
  .strictObject({
    names: z.optional(told.names),
    sponsor: z.optional(told.sponsor),
    budget: z
      .optional(told.budget)
      .check(z.meta({ description: 'never below what has come of it' })),
    dailyBudget: z
      .optional(told.dailyBudget)
      .check(z.meta({ description: 'of days that nothing was given for yet' })),
    endsOn: z.optional(told.endsOn).check(z.meta({ description: 'never before today' })),
    paused: z.optional(z.boolean()),
  })
  .check(z.refine((changes) => Object.keys(changes).length > 0, 'changes nothing'));

/**
 * By its days in its time zone; `paused` by the charity, which takes no deeds for now. Deeds of its last days
 * are still taken for two days after it has `ended`, so a pause lasts until those are over.
 */
export const challengeStates = ['upcoming', 'open', 'paused', 'ended'] as const;

const countSchema = z.int().check(z.nonnegative());

/** How it stands; a fold of the ledger, never ahead of it. */
export const challengeTotalsSchema = z.object({
  participants: countSchema.check(z.meta({ description: 'of whom something counts' })),
  deeds: countSchema.check(z.meta({ description: 'days of participants that count' })),
  quantity: countSchema.check(z.meta({ description: 'that counts, all days together' })),
  funded: amountSchema.check(z.meta({ description: 'of the budget, what the charity has' })),
  given: amountSchema.check(z.meta({ description: 'to the project' })),
  left: amountSchema.check(z.meta({ description: 'that deeds can still ask for' })),
  leftToday: amountSchema.check(z.meta({ description: 'the same, of the day `today`' })),
  today: daySchema.check(z.meta({ description: "in the challenge's time zone" })),
  version: countSchema.check(z.meta({ description: 'rises with every change' })),
  asOf: timeSchema,
});

/** Where what was left went when it was closed. */
const closingSchema = z.object({
  at: timeSchema,
  to: z.enum(['project', 'sponsor']),
  amount: amountSchema,
});

export const challengeSchema = z.object({
  id: idSchema('challenge'),
  ...fixed,
  ...told,
  sources: sourcesSchema,
  state: z.enum(challengeStates),
  totals: challengeTotalsSchema,
  closed: z
    .nullable(closingSchema)
    .check(z.meta({ description: 'null until what was left is passed on' })),
  livemode: z.boolean(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});

export type CreateChallenge = z.infer<typeof createChallengeSchema>;
export type UpdateChallenge = z.infer<typeof updateChallengeSchema>;
export type Challenge = z.infer<typeof challengeSchema>;
export type ChallengeTotals = z.infer<typeof challengeTotalsSchema>;
export type ChallengeState = Challenge['state'];
export type Sponsor = z.infer<typeof sponsorSchema>;
export type Rate = z.infer<typeof rateSchema>;
export type PerPerson = z.infer<typeof perPersonSchema>;
export type TakenSource = z.infer<typeof takenSourceSchema>;

const kind: Kind = 'steps';
const yuan = (amount: number) => ({ amount, currency: 'CNY' });

export const createChallengeExample: CreateChallenge = {
  projectId: projectExample.id,
  kind,
  names: { en: 'Walk for water', 'zh-CN': '为水而行' },
  sponsor: { name: 'Lanting tea house', url: 'https://lanting.example/', image: null },
  rate: { quantity: 10_000, amount: yuan(100) },
  budget: yuan(5_000_000),
  perPerson: { minPerDay: 1_000, maxPerDay: 20_000 },
  dailyBudget: yuan(200_000),
  startsOn: '2026-11-01',
  endsOn: '2026-11-30',
  timeZone: 'Asia/Shanghai',
  dependsOnDeeds: false,
  teams: true,
};

export const challengeExample: Challenge = {
  id: 'chl_01k9p4m8q2fz3t6v8w0x2y4z7d',
  ...createChallengeExample,
  sources: usualSources(kind),
  state: 'open',
  totals: {
    participants: 1_204,
    deeds: 15_310,
    quantity: 121_480_000,
    funded: yuan(5_000_000),
    given: yuan(1_207_410),
    left: yuan(3_792_590),
    leftToday: yuan(143_260),
    today: '2026-11-23',
    version: 15_862,
    asOf: '2026-11-23T08:00:00.000Z',
  },
  closed: null,
  livemode: false,
  createdAt: '2026-10-20T02:00:00.000Z',
  updatedAt: '2026-10-20T02:00:00.000Z',
};

const noTotals: Challenge['totals'] = {
  ...challengeExample.totals,
  participants: 0,
  deeds: 0,
  quantity: 0,
  funded: yuan(0),
  given: yuan(0),
  left: yuan(0),
  leftToday: yuan(0),
  today: '2026-10-20',
  version: 0,
  asOf: challengeExample.createdAt,
};

/** The same before anything has come. */
export const createdChallengeExample: Challenge = {
  ...challengeExample,
  state: 'upcoming',
  totals: noTotals,
};

/** The same once it is over, and the project has got what was left. */
export const closedChallengeExample: Challenge = {
  ...challengeExample,
  state: 'ended',
  totals: {
    ...challengeExample.totals,
    left: yuan(0),
    leftToday: yuan(0),
    today: '2026-12-03',
    version: 15_863,
    asOf: '2026-12-03T01:00:00.000Z',
  },
  closed: { at: '2026-12-03T01:00:00.000Z', to: 'project', amount: yuan(3_792_590) },
  updatedAt: '2026-12-03T01:00:00.000Z',
};
