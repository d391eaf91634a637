/** A kind of tree that donors can have planted, with facts that can be looked up. */
import * as z from 'zod/mini';
import { idSchema, positiveMoneySchema, textSchema, timeSchema } from '../common.ts';
import { textsSchema } from './texts.ts';

const curveSchema = z.strictObject({
  maxCm: z
    .number()
    .check(
      z.positive('is not above zero'),
      z.maximum(15_000, 'is more than 15000'),
      z.meta({ description: 'size that is approached with age, in centimetres' }),
    ),
  ratePerYear: z.number().check(z.positive('is not above zero'), z.maximum(5, 'is more than 5')),
  shape: z.number().check(z.positive('is not above zero'), z.maximum(10, 'is more than 10')),
});

/** How it grows where it does well, by Chapman and Richards, see `sizeCm`. */
export const growthSchema = z
  .strictObject({
    height: curveSchema,
    crown: curveSchema.check(z.meta({ description: 'diameter of the crown' })),
    tallestCm: z.int().check(
      z.positive('is not above zero'),
      z.maximum(15_000, 'is more than 15000'),
      z.meta({
        description: 'no tree of the kind is taller; an observation above it is looked at again',
      }),
    ),
    source: textSchema(1, 1_000).check(z.meta({ description: 'where the numbers are from' })),
  })
  .check(
    z.refine(({ height, tallestCm }) => height.maxCm <= tallestCm, {
      path: ['tallestCm'],
      message: 'is below the height that the curve approaches',
    }),
  );

const told = {
  latinName: textSchema(1, 120),
  names: textsSchema(80),
  nativeRange: textsSchema(500),
  needs: textsSchema(500).check(
    z.meta({ description: 'soil, water and care that it asks for, by language' }),
  ),
  price: positiveMoneySchema.check(z.meta({ description: 'of one tree' })),
  points: z.nullable(z.int().check(z.positive('is not above zero'))).check(
    z.meta({
      description: 'what one tree costs in points of deeds; null where it cannot be had by them',
    }),
  ),
  growth: growthSchema,
};

export const createSpeciesSchema = z.strictObject(told);

/** `retired`: no more trees of it can be adopted; those that stand stay as they are. */
export const speciesStates = ['offered', 'retired'] as const;

/** What is left out stays as it is. A price counts for adoptions that begin from then on. */
export const changeSpeciesSchema = z
  .strictObject({
    names: z.optional(told.names),
    nativeRange: z.optional(told.nativeRange),
    needs: z.optional(told.needs),
    price: z.optional(told.price),
    points: z.optional(told.points),
    growth: z.optional(told.growth),
    state: z.optional(z.enum(speciesStates)),
  })
  .check(z.refine((changes) => Object.keys(changes).length > 0, 'changes nothing'));

export const speciesSchema = z.object({
  id: idSchema('species'),
  ...told,
  state: z.enum(speciesStates),
  livemode: z.boolean(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});

export type Growth = z.infer<typeof growthSchema>;
export type Species = z.infer<typeof speciesSchema>;
export type CreateSpecies = z.infer<typeof createSpeciesSchema>;
export type ChangeSpecies = z.infer<typeof changeSpeciesSchema>;

export const createSpeciesExample: CreateSpecies = {
  latinName: 'Haloxylon ammodendron',
  names: { en: 'Saxaul', 'zh-CN': '梭梭' },
  nativeRange: {
    en: 'Deserts of Central Asia, from the Caspian Sea to Gansu and Inner Mongolia',
    'zh-CN': '中亚荒漠，自里海至甘肃、内蒙古',
  },
  needs: {
    en: 'Sand or gravel, full sun, hardly any rain once it has taken root',
    'zh-CN': '沙地或戈壁，全日照，扎根后几乎不需浇水',
  },
  price: { amount: 2_500, currency: 'CNY' },
  points: 17_900,
  growth: {
    height: { maxCm: 450, ratePerYear: 0.16, shape: 1.3 },
    crown: { maxCm: 400, ratePerYear: 0.15, shape: 1.3 },
    tallestCm: 1_200,
    source: 'An example; see the catalogue of species of the platform for sourced numbers',
  },
};

export const speciesExample: Species = {
  id: 'spc_01k9p4m8q2fz3t6v8w0x2y4z7a',
  ...createSpeciesExample,
  state: 'offered',
  livemode: false,
  createdAt: '2026-03-01T08:00:00.000Z',
  updatedAt: '2026-03-01T08:00:00.000Z',
};
