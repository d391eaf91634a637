/** One tree: where it stands, whose it is, how it fares. */
import * as z from 'zod/mini';
import {
  idListSchema,
  idSchema,
  linkSchema,
  pageQuery,
  textSchema,
  timeSchema,
} from '../common.ts';
import { positionSchema } from './land.ts';
import { observationExample, observationSchema } from './observation.ts';
import { placeExample, plotExample } from './plot.ts';
import { speciesExample } from './species.ts';
import { daySchema } from './texts.ts';

/**
 * `planned → planted → established → grown`, or `lost`; a lost tree that is planted anew is `replaced`,
 * and its successor has a number of its own.
 */
export const treeStates = [
  'planned',
  'planted',
  'established',
  'grown',
  'replaced',
  'lost',
] as const;

/** What a tree became, when, and how that is known. */
export const treeStageSchema = z.object({
  state: z.enum(treeStates),
  on: daySchema,
  note: z.nullable(z.string()),
  photoUrl: z.nullable(z.string()),
});

export const changeTreeStateSchema = z
  .strictObject({
    state: z.enum(['planted', 'established', 'grown', 'replaced', 'lost']),
    on: daySchema,
    note: z.nullable(textSchema(1, 500)),
    photoUrl: z.nullable(linkSchema),
  })
  .check((context) => {
    const { note, photoUrl } = context.value;
    if (note !== null || photoUrl !== null) return;
    const message = 'is needed as evidence, or a photo';
    context.issues.push({ code: 'custom', input: context.value, path: ['note'], message });
  });

/** Who had it planted. */
export const adopterKinds = ['donor', 'team', 'shop', 'points'] as const;

/** Height and crown on a day, with the range in which nine of ten such trees would lie. */
export const treeSizeSchema = z.object({
  heightCm: z.int(),
  heightLowCm: z.int(),
  heightHighCm: z.int(),
  crownCm: z.int(),
  basis: z.enum(['species', 'observed']).check(
    z.meta({
      description:
        '`species`: nobody has measured this tree, it is what its kind usually does; `observed`: fitted through its measurements',
    }),
  ),
  measurements: z.int().check(z.nonnegative()),
  asOf: timeSchema,
});

export const treeSchema = z.object({
  id: idSchema('tree'),
  number: z.int().check(z.positive()),
  speciesId: idSchema('species'),
  plotId: idSchema('plot'),
  projectId: idSchema('project'),
  place: z.object({ number: z.int(), position: positionSchema }),
  state: z.enum(treeStates),
  stages: z.array(treeStageSchema),
  plantedOn: z.nullable(daySchema),
  adopter: z.object({
    kind: z.enum(adopterKinds),
    names: z
      .array(z.string())
      .check(z.meta({ description: 'donors who gave one and are not anonymous, or the shop' })),
    shares: z.int().check(z.positive()),
    teamName: z.nullable(z.string()),
    giftTo: z
      .nullable(z.string())
      .check(z.meta({ description: 'for whom it is, from the day on which that may be known' })),
    giftMessage: z.nullable(z.string()),
  }),
  replaces: z.nullable(z.int()).check(z.meta({ description: 'number of the tree before it' })),
  replacedBy: z.nullable(z.int()).check(z.meta({ description: 'number of the tree after it' })),
  size: z.nullable(treeSizeSchema).check(z.meta({ description: 'null unless it stands' })),
  latestPhoto: z.nullable(z.object({ url: z.string(), takenAt: timeSchema })),
  nextObservationOn: z
    .nullable(daySchema)
    .check(z.meta({ description: 'about when somebody will look at it next' })),
  certificateUrl: z
    .string()
    .check(z.meta({ description: 'page of the tree on this platform, with its certificate' })),
  livemode: z.boolean(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});

/** Most observations that a tree is read with: the newest. */
export const shownObservationsMax = 24;

export const wholeTreeSchema = z.extend(treeSchema, {
  observations: z.array(z.omit(observationSchema, { key: true, review: true })),
});

const numbersSchema = z.pipe(
  z
    .string()
    .check(
      z.regex(/^[1-9]\d{0,14}(,[1-9]\d{0,14}){0,199}$/, 'is not a list of up to 200 tree numbers'),
    ),
  z.transform((text: string) => [...new Set(text.split(',').map(Number))]),
);

/** By ids, by numbers, or all of a plot by number; one of them. */
export const listTreesQuery = z.strictObject({
  ids: z.optional(idListSchema('tree')),
  numbers: z.optional(numbersSchema),
  plotId: z.optional(
    z.string().check(z.refine((text) => /^plt_/.test(text), 'is not an id such as plt_…')),
  ),
  ...pageQuery,
});

export type Tree = z.infer<typeof treeSchema>;
export type TreeState = Tree['state'];
export type TreeStage = Tree['stages'][number];
export type TreeSize = z.infer<typeof treeSizeSchema>;
export type WholeTree = z.infer<typeof wholeTreeSchema>;
export type ChangeTreeState = z.infer<typeof changeTreeStateSchema>;

export const treeExample: Tree = {
  id: observationExample.treeId,
  number: observationExample.treeNumber,
  speciesId: speciesExample.id,
  plotId: plotExample.id,
  projectId: plotExample.projectId,
  place: { number: placeExample.number, position: placeExample.position },
  state: 'established',
  stages: [
    { state: 'planned', on: '2025-11-23', note: null, photoUrl: null },
    { state: 'planted', on: '2026-04-05', note: 'Row 1', photoUrl: null },
    {
      state: 'established',
      on: '2026-10-12',
      note: 'Came through its first summer',
      photoUrl: null,
    },
  ],
  plantedOn: '2026-04-05',
  adopter: {
    kind: 'donor',
    names: ['林晓'],
    shares: 1,
    teamName: null,
    giftTo: null,
    giftMessage: null,
  },
  replaces: null,
  replacedBy: null,
  size: {
    heightCm: 66,
    heightLowCm: 58,
    heightHighCm: 74,
    crownCm: 50,
    basis: 'observed',
    measurements: 1,
    asOf: '2026-11-23T00:00:00.000Z',
  },
  latestPhoto: null,
  nextObservationOn: '2027-04-12',
  certificateUrl: 'https://give.example.org/trees/tre_01k9p4n2c6fz3t6v8w0x2y4z7e',
  livemode: false,
  createdAt: '2025-11-23T08:00:05.000Z',
  updatedAt: '2026-10-12T09:00:00.000Z',
};

const { key: _key, review: _review, ...shownObservation } = observationExample;

export const wholeTreeExample: WholeTree = { ...treeExample, observations: [shownObservation] };
