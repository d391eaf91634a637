/** The whole forest of a charity in numbers. */
import * as z from 'zod/mini';
import { idSchema, timeSchema } from '../common.ts';
import { boundsSchema } from './land.ts';
import { plotExample } from './plot.ts';
import { speciesExample } from './species.ts';

const countSchema = z.int().check(z.nonnegative());

/** A fold of trees, a few seconds old at the most and never ahead of them. */
export const forestSchema = z.object({
  trees: z.object({
    adopted: countSchema.check(z.meta({ description: 'all that were ever adopted' })),
    planned: countSchema,
    planted: countSchema.check(z.meta({ description: 'that stand: planted, established, grown' })),
    lost: countSchema,
  }),
  species: z.array(z.object({ speciesId: idSchema('species'), trees: countSchema })),
  years: z
    .array(z.object({ year: z.int(), trees: countSchema }))
    .check(z.meta({ description: 'trees by the year in which they were planted, oldest first' })),
  plots: countSchema,
  countries: z.array(z.string()),
  bounds: z.nullable(boundsSchema).check(z.meta({ description: 'of all plots; null without any' })),
  asOf: timeSchema,
});

export type Forest = z.infer<typeof forestSchema>;

export const forestExample: Forest = {
  trees: { adopted: 6, planned: 1, planted: 4, lost: 1 },
  species: [{ speciesId: speciesExample.id, trees: 4 }],
  years: [
    { year: 2025, trees: 1 },
    { year: 2026, trees: 3 },
  ],
  plots: 1,
  countries: ['CN'],
  bounds: plotExample.bounds,
  asOf: '2026-11-23T08:00:00.000Z',
};
