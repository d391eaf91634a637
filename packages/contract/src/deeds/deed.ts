/** A good deed: the total of a day, by one source. A later total of the same day takes its place. */
import * as z from 'zod/mini';
import { amountSchema, idSchema, textSchema, timeSchema } from '../common.ts';
import { daySchema } from '../forest/texts.ts';
import { challengeExample, quantitySchema } from './challenge.ts';
import { sourceNames } from './kinds.ts';
import {
  deedSignatureExample,
  deviceExample,
  deviceSchema,
  participantExample,
  signatureSchema,
} from './participant.ts';

/** Most deeds of one request. */
export const deedsMax = 31;
/** Most deeds of one request of a server. */
export const partnerDeedsMax = 200;
/** Most deeds of a participant in a challenge that wait for somebody's decision: more than one telling has days. */
export const underReviewMax = 40;

export const createDeedSchema = z.strictObject({
  challengeId: idSchema('challenge'),
  participantId: idSchema('participant'),
  device: deviceSchema,
  day: daySchema.check(z.meta({ description: "in the challenge's time zone" })),
  quantity: quantitySchema.check(
    z.meta({ description: 'total of the day by this source, not what came since' }),
  ),
  source: z.enum(sourceNames),
  counter: z.int().check(
    z.positive('is not above zero'),
    z.meta({
      description: "one more than that of the device's deed before, whatever challenge it was for",
    }),
  ),
  signature: signatureSchema,
});

export const createDeedsSchema = z.strictObject({
  deeds: z
    .array(createDeedSchema)
    .check(z.minLength(1, 'is empty'), z.maxLength(deedsMax, `has more than ${deedsMax}`)),
});

/**
 * `counted`: it counts, if only for nothing because the day had more already. `under_review`: kept, and counts
 * for nothing until somebody of the charity accepts it. `refused`: somebody did not.
 */
export const deedStates = ['counted', 'under_review', 'refused'] as const;

/**
 * Why a person should look at it. `day_ceiling`: more than anybody does in a day. `cadence`: more than fits
 * into the time of that day that has passed. `future_day`, `old_day`: not of the last days. `counter_gap`:
 * deeds of this device before it never came. `one_device_many`: many participants come from one place.
 */
export const reviewReasons = [
  'day_ceiling',
  'cadence',
  'future_day',
  'old_day',
  'counter_gap',
  'one_device_many',
] as const;

/** What kept a day from giving all that its quantity was worth. */
export const dayLimits = ['person_cap', 'source_cap', 'daily_budget', 'budget'] as const;

const limitedBySchema = z
  .nullable(z.enum(dayLimits))
  .check(z.meta({ description: 'what kept it from giving more; null where nothing did' }));

export const deedSchema = z.object({
  id: idSchema('deed'),
  challengeId: idSchema('challenge'),
  participantId: idSchema('participant'),
  day: daySchema,
  quantity: quantitySchema,
  source: z.enum(sourceNames),
  counter: z.nullable(z.int()).check(z.meta({ description: 'null of one that a server told' })),
  state: z.enum(deedStates),
  reason: z
    .nullable(z.enum(reviewReasons))
    .check(z.meta({ description: 'why it is or was under review' })),
  counted: quantitySchema.check(z.meta({ description: 'that the day counts since this deed' })),
  given: amountSchema.check(
    z.meta({ description: 'by this deed: what the day gave before is not in it' }),
  ),
  limitedBy: limitedBySchema,
  livemode: z.boolean(),
  createdAt: timeSchema,
  decidedAt: z.nullable(timeSchema),
});

/** Why a deed was not taken at all, and what to do. The others of its request are taken nevertheless. */
export const deedRefusals = {
  challenge_unknown: 'No such challenge exists for this key.',
  challenge_not_open:
    'The challenge takes no deeds now: it has not begun, is paused, or is over. Keep the deed, or let it go.',
  participant_unknown:
    'No such participant exists for this key. Make one with the key of the device.',
  device_unknown: 'The participant has no such device. Let it join, or make a new participant.',
  device_signature_invalid:
    "The signature is not by the device's key over just these values. Sign the text of deedText.",
  source_not_taken:
    'The challenge does not take this source from whoever told of it. See its `sources`; only a server tells of `werun` and `partner`.',
  day_outside: 'The day is not one of the challenge. See `startsOn` and `endsOn`.',
  counter_reused: 'Another deed of this device had this counter. Sign it again with the next one.',
  counter_too_low:
    'Deeds with higher counters came before, and this one never did. Sign it again with the next counter.',
  too_many_under_review:
    'Somebody of the charity has to look at this deed, and at too many of the participant already. Keep it until some of them are decided.',
} as const;
export type DeedRefusal = keyof typeof deedRefusals;

const refusalNames = [
  'challenge_unknown',
  'challenge_not_open',
  'participant_unknown',
  'device_unknown',
  'device_signature_invalid',
  'source_not_taken',
  'day_outside',
  'counter_reused',
  'counter_too_low',
  'too_many_under_review',
] as const satisfies readonly DeedRefusal[];

/** What became of each, in the order in which they were told: one of the two is null. */
export const deedOutcomeSchema = z.object({
  deed: z.nullable(deedSchema),
  refused: z.nullable(z.enum(refusalNames)),
});
export const deedOutcomesSchema = z.object({ items: z.array(deedOutcomeSchema) });

const referenceSchema = textSchema(1, 120).check(
  z.meta({ description: 'by which the server knows the participant; no name and no address' }),
);

/** Total of a day each. Telling the same twice is once. */
export const createPartnerDeedsSchema = z.strictObject({
  challengeId: idSchema('challenge'),
  deeds: z
    .array(z.strictObject({ reference: referenceSchema, day: daySchema, quantity: quantitySchema }))
    .check(
      z.minLength(1, 'is empty'),
      z.maxLength(partnerDeedsMax, `has more than ${partnerDeedsMax}`),
    ),
});

/** Bytes as base64 with padding, as WeChat writes them. */
function base64Schema(lengthMax: number) {
  return z
    .string()
    .check(
      z.minLength(1, 'is empty'),
      z.maxLength(lengthMax, `is longer than ${lengthMax} characters`),
      z.regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'is not base64'),
    );
}

/** What `wx.getWeRunData` hands a mini program, with the session key that its server has. */
export const createWerunDeedsSchema = z
  .strictObject({
    challengeId: idSchema('challenge'),
    participantId: z
      .optional(idSchema('participant'))
      .check(z.meta({ description: 'either this or `reference`' })),
    reference: z.optional(referenceSchema),
    appId: z.string().check(z.regex(/^wx[0-9a-z]{16}$/, 'is not an app id such as wx…')),
    sessionKey: base64Schema(24),
    encryptedData: base64Schema(20_000),
    iv: base64Schema(24),
  })
  .check(
    z.refine(
      ({ participantId, reference }) => (participantId === undefined) !== (reference === undefined),
      { error: 'goes without participantId, and one of the two is needed', path: ['reference'] },
    ),
  );

/** A day of a participant, with all that was told of it. */
export const participantDaySchema = z.object({
  day: daySchema,
  counted: quantitySchema,
  given: amountSchema,
  limitedBy: limitedBySchema,
  sources: z
    .array(
      z.object({
        source: z.enum(sourceNames),
        quantity: quantitySchema,
        state: z.enum(deedStates),
        reason: z.nullable(z.enum(reviewReasons)),
      }),
    )
    .check(z.meta({ description: 'the newest total of each, best first' })),
  updatedAt: timeSchema,
});

export const decideDeedSchema = z.strictObject({
  decision: z.enum(['accept', 'refuse']),
  note: z.nullable(textSchema(1, 500)),
});

export type CreateDeed = z.infer<typeof createDeedSchema>;
export type CreateDeeds = z.infer<typeof createDeedsSchema>;
export type CreatePartnerDeeds = z.infer<typeof createPartnerDeedsSchema>;
export type CreateWerunDeeds = z.infer<typeof createWerunDeedsSchema>;
export type Deed = z.infer<typeof deedSchema>;
export type DeedState = Deed['state'];
export type ReviewReason = NonNullable<Deed['reason']>;
export type DayLimit = NonNullable<Deed['limitedBy']>;
export type DeedOutcome = z.infer<typeof deedOutcomeSchema>;
export type DeedOutcomes = z.infer<typeof deedOutcomesSchema>;
export type ParticipantDay = z.infer<typeof participantDaySchema>;
export type DecideDeed = z.infer<typeof decideDeedSchema>;

export const createDeedExample: CreateDeed = {
  challengeId: challengeExample.id,
  participantId: participantExample.id,
  device: deviceExample,
  day: '2026-11-23',
  quantity: 12_480,
  source: 'motion',
  counter: 17,
  signature: deedSignatureExample,
};

export const deedExample: Deed = {
  id: 'ded_01k9p4m8q2fz3t6v8w0x2y4z7g',
  challengeId: challengeExample.id,
  participantId: participantExample.id,
  day: createDeedExample.day,
  quantity: createDeedExample.quantity,
  source: createDeedExample.source,
  counter: createDeedExample.counter,
  state: 'counted',
  reason: null,
  counted: 12_480,
  given: { amount: 124, currency: 'CNY' },
  limitedBy: null,
  livemode: false,
  createdAt: '2026-11-23T08:00:00.000Z',
  decidedAt: null,
};

/** The same by a server, which has no counter. */
export const partnerDeedExample: Deed = {
  ...deedExample,
  id: 'ded_01k9p4m8q2fz3t6v8w0x2y4z7h',
  source: 'partner',
  counter: null,
};

export const werunDeedExample: Deed = { ...partnerDeedExample, source: 'werun' };

/** Encrypted for nobody: its shape alone is that of WeChat's. */
export const createWerunDeedsExample: CreateWerunDeeds = {
  challengeId: challengeExample.id,
  participantId: participantExample.id,
  appId: 'wx0123456789abcdef',
  sessionKey: 'AAECAwQFBgcICQoLDA0ODw==',
  encryptedData: 'EBESExQVFhcYGRobHB0eHyAhIiMkJSYnKCkqKywtLi8=',
  iv: 'MDEyMzQ1Njc4OTo7PD0+Pw==',
};

export const reviewedDeedExample: Deed = {
  ...deedExample,
  id: 'ded_01k9p4m8q2fz3t6v8w0x2y4z7j',
  quantity: 140_000,
  state: 'under_review',
  reason: 'day_ceiling',
  counted: 0,
  given: { amount: 0, currency: 'CNY' },
};

export const participantDayExample: ParticipantDay = {
  day: deedExample.day,
  counted: deedExample.counted,
  given: deedExample.given,
  limitedBy: null,
  sources: [
    { source: 'motion', quantity: deedExample.quantity, state: 'counted', reason: null },
    { source: 'import', quantity: 11_902, state: 'counted', reason: null },
  ],
  updatedAt: deedExample.createdAt,
};
