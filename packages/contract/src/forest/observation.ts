/** What somebody saw of a tree: how tall, how wide, whether it lives, with a picture. */
import * as z from 'zod/mini';
import { idSchema, linkSchema, textSchema, timeSchema } from '../common.ts';
import { positionSchema } from './land.ts';

/** Most observations of one request. */
export const observationsMax = 100;

const sizeSchema = z
  .nullable(z.int().check(z.minimum(1, 'is below 1'), z.maximum(20_000, 'is more than 20000')))
  .check(z.meta({ description: 'in centimetres; null where it was not measured' }));

const told = {
  // Databases do not keep the first years of the calendar as they are told.
  observedAt: timeSchema.check(z.refine((text) => text >= '1900', 'is before 1900')),
  heightCm: sizeSchema,
  crownCm: sizeSchema,
  alive: z.boolean(),
  photoUrl: z.nullable(linkSchema),
  location: z
    .nullable(
      z.strictObject({
        position: positionSchema,
        accuracyM: z
          .nullable(z.number().check(z.nonnegative('is negative'), z.maximum(100_000)))
          .check(z.meta({ description: 'as the device says; null where it says nothing' })),
      }),
    )
    .check(z.meta({ description: 'where the observer stood' })),
  observer: textSchema(1, 80),
  note: z.nullable(textSchema(1, 500)),
};

export const recordObservationSchema = z.strictObject({
  key: z
    .string()
    .check(
      z.regex(/^[A-Za-z0-9_-]{8,64}$/, 'is not 8 to 64 letters, digits, - or _'),
      z.meta({ description: 'made by whoever observed, once for each: telling twice is once' }),
    ),
  treeNumber: z.int().check(z.positive('is not above zero')),
  ...told,
});

export const recordObservationsSchema = z.strictObject({
  observations: z
    .array(recordObservationSchema)
    .check(
      z.minLength(1, 'is empty'),
      z.maxLength(observationsMax, `has more than ${observationsMax}`),
    ),
});

/** Why a person should look at it again. It is kept, and counts for nothing until somebody has. */
export const observationFlags = [
  'before_planting',
  'in_future',
  'taller_than_species',
  'shrunk',
  'far_from_place',
] as const;

/** `clear`: nothing is odd. `open`: to be looked at. `kept` and `set_aside`: somebody has decided. */
export const reviewStates = ['clear', 'open', 'kept', 'set_aside'] as const;

export const observationSchema = z.object({
  id: idSchema('observation'),
  treeId: idSchema('tree'),
  treeNumber: z.int(),
  key: z.string(),
  ...told,
  flags: z.array(z.enum(observationFlags)),
  review: z.enum(reviewStates),
  createdAt: timeSchema,
});

/** What became of each, in the order in which they were told. */
export const recordedObservationsSchema = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      outcome: z.enum(['recorded', 'known', 'tree_unknown', 'key_reused']).check(
        z.meta({
          description:
            '`known` was told before, the same; `key_reused` was told before with other contents, and is not written',
        }),
      ),
      observationId: z.nullable(idSchema('observation')),
      flags: z.array(z.enum(observationFlags)),
    }),
  ),
});

export const reviewObservationSchema = z.strictObject({ review: z.enum(['kept', 'set_aside']) });

export type RecordObservation = z.infer<typeof recordObservationSchema>;
export type RecordObservations = z.infer<typeof recordObservationsSchema>;
export type RecordedObservations = z.infer<typeof recordedObservationsSchema>;
export type Observation = z.infer<typeof observationSchema>;
export type ObservationFlag = Observation['flags'][number];
export type ReviewState = Observation['review'];

export const recordObservationExample: RecordObservation = {
  key: '9f1c2a7e-5d4b-4c3a-8b1f-0a2b3c4d5e6f',
  treeNumber: 1_024,
  observedAt: '2026-10-12T02:30:00.000Z',
  heightCm: 64,
  crownCm: 48,
  alive: true,
  photoUrl: null,
  location: { position: [103.09003, 38.78012], accuracyM: 4 },
  observer: '巴特尔',
  note: null,
};

const { key, treeNumber, ...seen } = recordObservationExample;

export const observationExample: Observation = {
  id: 'obs_01k9p4n2c6fz3t6v8w0x2y4z7d',
  treeId: 'tre_01k9p4n2c6fz3t6v8w0x2y4z7e',
  treeNumber,
  key,
  ...seen,
  flags: [],
  review: 'clear',
  createdAt: '2026-10-12T09:00:00.000Z',
};
