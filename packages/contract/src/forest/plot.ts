/** A piece of land that is planted: its outline, its grid of places, and what stands there. */
import * as z from 'zod/mini';
import { idSchema, linkSchema, textSchema, timeSchema } from '../common.ts';
import { projectExample } from '../giving/project.ts';
import { boundsSchema, type Polygon, polygonSchema, positionSchema } from './land.ts';
import { speciesExample } from './species.ts';
import { daySchema, textsSchema } from './texts.ts';

/** Most places of one plot: larger land is told of as several plots. */
export const placesMax = 200_000;

/** How places lie: rows, and places along each. */
export const gridSchema = z.strictObject({
  spacingCm: z
    .int()
    .check(
      z.minimum(50, 'is below 50'),
      z.maximum(5_000, 'is above 5000'),
      z.meta({ description: 'from place to place within a row' }),
    ),
  rowCm: z
    .int()
    .check(
      z.minimum(50, 'is below 50'),
      z.maximum(5_000, 'is above 5000'),
      z.meta({ description: 'from row to row' }),
    ),
  bearingDegrees: z
    .int()
    .check(
      z.minimum(0, 'is below 0'),
      z.maximum(179, 'is above 179'),
      z.meta({ description: 'direction of the rows, clockwise from north' }),
    ),
});

const monthSchema = z.int().check(z.minimum(1, 'is below 1'), z.maximum(12, 'is above 12'));

/** Months in which is planted, both included; from November to March is 11 to 3. */
export const seasonSchema = z.strictObject({ fromMonth: monthSchema, toMonth: monthSchema });

/** A picture of the whole plot. One from above lies on the map within its bounds. */
export const plotImageSchema = z.strictObject({
  kind: z.enum(['photo', 'drone', 'satellite']),
  url: linkSchema,
  takenOn: daySchema,
  credit: textSchema(1, 200).check(z.meta({ description: 'who made it and under which terms' })),
  bounds: z.nullable(boundsSchema),
});

const partnerSchema = z.strictObject({ name: textSchema(1, 120), url: z.nullable(linkSchema) });

const told = {
  names: textsSchema(120),
  country: z.string().check(z.regex(/^[A-Z]{2}$/, 'is not a country code such as CN')),
  partner: z
    .nullable(partnerSchema)
    .check(z.meta({ description: 'who plants and looks after the trees' })),
  season: z.nullable(seasonSchema),
  speciesIds: z
    .array(idSchema('species'))
    .check(z.minLength(1, 'names no species'), z.maxLength(20, 'names more than 20 species')),
  images: z.array(plotImageSchema).check(z.maxLength(40, 'has more than 40 images')),
};

export const createPlotSchema = z.strictObject({
  projectId: idSchema('project'),
  ...told,
  polygon: polygonSchema,
  exclusions: z
    .array(polygonSchema)
    .check(
      z.maxLength(50, 'has more than 50 areas'),
      z.meta({ description: 'where nothing is planted: roads, ponds, rock' }),
    ),
  grid: gridSchema,
});

/** `closed`: no more trees can be adopted here; those that stand stay. */
export const plotStates = ['open', 'closed'] as const;

/** What is left out stays as it is. Land and grid never change: trees stand there. */
export const changePlotSchema = z
  .strictObject({
    names: z.optional(told.names),
    partner: z.optional(told.partner),
    season: z.optional(told.season),
    speciesIds: z.optional(told.speciesIds),
    images: z.optional(told.images),
    state: z.optional(z.enum(plotStates)),
  })
  .check(z.refine((changes) => Object.keys(changes).length > 0, 'changes nothing'));

const countSchema = z.int().check(z.nonnegative());

export const plotSchema = z.object({
  id: idSchema('plot'),
  projectId: idSchema('project'),
  ...told,
  polygon: polygonSchema,
  exclusions: z.array(polygonSchema),
  grid: gridSchema,
  state: z.enum(plotStates),
  centre: positionSchema,
  bounds: boundsSchema,
  areaM2: z.number(),
  /** Free, held and taken are all of them. */
  places: z.object({
    total: countSchema,
    free: countSchema,
    held: countSchema,
    taken: countSchema,
  }),
  trees: z.object({
    planned: countSchema,
    planted: countSchema,
    established: countSchema,
    grown: countSchema,
    lost: countSchema.check(z.meta({ description: 'those that were replaced are among them' })),
  }),
  survival: z
    .nullable(
      z.object({
        basisPoints: z.int().check(z.nonnegative()),
        of: countSchema.check(z.meta({ description: 'trees that were ever planted' })),
      }),
    )
    .check(z.meta({ description: 'how many of those planted still stand; null before the first' })),
  livemode: z.boolean(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});

/** A place: free, held for somebody who is about to pay, or taken by a tree. */
export const placeStates = ['free', 'held', 'taken'] as const;
export const placeSchema = z.object({
  number: z.int().check(z.positive()),
  position: positionSchema,
  state: z.enum(placeStates),
  treeNumber: z.nullable(z.int()).check(z.meta({ description: 'of the tree that stands there' })),
});

/** How many places come at once when nothing is said, and at the most. */
export const placesLimit = { default: 500, max: 2_000 } as const;

export const listPlacesQuery = z.strictObject({
  after: z.optional(
    z.pipe(
      z.string().check(z.regex(/^\d{1,7}$/, 'is not the number of a place')),
      z.transform((text: string) => Number.parseInt(text, 10)),
    ),
  ),
  limit: z.optional(
    z.pipe(
      z.string().check(z.regex(/^[1-9]\d{0,3}$/, 'is not a whole number from 1 to 2000')),
      z.transform((text: string) => Math.min(Number.parseInt(text, 10), placesLimit.max)),
    ),
  ),
});

/** Places by number; `nextAfter` is null on the last page. */
export const placesSchema = z.object({
  items: z.array(placeSchema),
  nextAfter: z.nullable(z.int()),
});

export type Grid = z.infer<typeof gridSchema>;
export type Season = z.infer<typeof seasonSchema>;
export type PlotImage = z.infer<typeof plotImageSchema>;
export type Plot = z.infer<typeof plotSchema>;
export type PlotState = Plot['state'];
export type CreatePlot = z.infer<typeof createPlotSchema>;
export type ChangePlot = z.infer<typeof changePlotSchema>;
export type Place = z.infer<typeof placeSchema>;
export type Places = z.infer<typeof placesSchema>;

/** A field of about a hectare, from a latitude to the north. */
function fieldFrom(south: number): Polygon {
  const north = Math.round((south + 0.0009) * 10_000) / 10_000;
  return {
    type: 'Polygon',
    coordinates: [
      [
        [103.09, south],
        [103.0912, south],
        [103.0912, north],
        [103.09, north],
        [103.09, south],
      ],
    ],
  };
}

export const createPlotExample: CreatePlot = {
  projectId: projectExample.id,
  names: { en: 'Minqin, north edge', 'zh-CN': '民勤北缘' },
  country: 'CN',
  partner: null,
  season: { fromMonth: 3, toMonth: 5 },
  speciesIds: [speciesExample.id],
  images: [],
  polygon: fieldFrom(38.7809),
  exclusions: [],
  grid: { spacingCm: 200, rowCm: 400, bearingDegrees: 0 },
};

export const plotExample: Plot = {
  id: 'plt_01k9p4m8q2fz3t6v8w0x2y4z7b',
  ...createPlotExample,
  polygon: fieldFrom(38.78),
  state: 'open',
  centre: [103.0906, 38.78045],
  bounds: [103.09, 38.78, 103.0912, 38.7809],
  areaM2: 10_410,
  places: { total: 1_300, free: 1_294, held: 1, taken: 5 },
  trees: { planned: 1, planted: 2, established: 2, grown: 0, lost: 1 },
  survival: { basisPoints: 8_000, of: 5 },
  livemode: false,
  createdAt: '2026-03-01T09:00:00.000Z',
  updatedAt: '2026-11-20T09:00:00.000Z',
};

/** The land north of it, as soon as it is told of. */
export const createdPlotExample: Plot = {
  ...plotExample,
  id: 'plt_01k9p4m8q2fz3t6v8w0x2y4z7c',
  polygon: createPlotExample.polygon,
  centre: [103.0906, 38.78135],
  bounds: [103.09, 38.7809, 103.0912, 38.7818],
  places: { total: 1_300, free: 1_300, held: 0, taken: 0 },
  trees: { planned: 0, planted: 0, established: 0, grown: 0, lost: 0 },
  survival: null,
  updatedAt: plotExample.createdAt,
};

export const placeExample: Place = {
  number: 7,
  position: [103.0900232, 38.7801173],
  state: 'taken',
  treeNumber: 1_024,
};
