/** The part of the table of endpoints about participants and their deeds. */
import * as z from 'zod/mini';
import { idSchema, pageQuery, pageSchema } from '../common.ts';
import { endpoint } from '../endpoint.ts';
import { daySchema } from '../forest/texts.ts';
import { challengeExample } from './challenge.ts';
import * as deed from './deed.ts';
import * as participant from './participant.ts';

const participantParams = z.strictObject({ participantId: idSchema('participant') });
const participantExampleParams = { participantId: participant.participantExample.id };

const participantEndpoints = {
  createParticipant: endpoint({
    summary: 'Make a participant of a public key. The same key is always the same participant.',
    params: undefined,
    query: undefined,
    body: participant.createParticipantSchema,
    status: 200,
    response: participant.participantSchema,
    errors: ['device_signature_invalid'],
    example: {
      params: undefined,
      query: undefined,
      body: participant.createParticipantExample,
      response: participant.participantExample,
    },
  }),
  updateParticipant: endpoint({
    summary: 'Give a participant another name, or erase it.',
    params: participantParams,
    query: undefined,
    body: participant.updateParticipantSchema,
    status: 200,
    response: participant.participantSchema,
    errors: participant.wishErrors,
    example: {
      params: participantExampleParams,
      query: undefined,
      body: participant.updateParticipantExample,
      response: { ...participant.participantExample, name: null },
    },
  }),
  createMove: endpoint({
    summary: 'Let another device join a participant, once and within ten minutes.',
    params: participantParams,
    query: undefined,
    body: participant.createMoveSchema,
    status: 200,
    response: participant.moveSchema,
    errors: [...participant.wishErrors, 'devices_too_many'],
    example: {
      params: participantExampleParams,
      query: undefined,
      body: participant.createMoveExample,
      response: participant.moveExample,
    },
  }),
  joinByMove: endpoint({
    summary: 'Join the participant who made the move, with the key of a new device.',
    params: undefined,
    query: undefined,
    body: participant.joinByMoveSchema,
    status: 200,
    response: participant.participantSchema,
    errors: ['move_invalid', 'device_signature_invalid', 'device_taken'],
    example: {
      params: undefined,
      query: undefined,
      body: participant.joinByMoveExample,
      response: participant.movedParticipantExample,
    },
  }),
};

export const deedEndpoints = {
  ...participantEndpoints,
  createDeeds: endpoint({
    summary:
      'Tell of deeds, each signed by its device and answered by itself; the same again is the same.',
    params: undefined,
    query: undefined,
    body: deed.createDeedsSchema,
    status: 200,
    response: deed.deedOutcomesSchema,
    errors: [],
    example: {
      params: undefined,
      query: undefined,
      body: { deeds: [deed.createDeedExample] },
      response: { items: [{ deed: deed.deedExample, refused: null }] },
    },
  }),
  listDeeds: endpoint({
    summary: "Page through a participant's days of a challenge, the latest first.",
    params: z.strictObject({
      challengeId: idSchema('challenge'),
      participantId: idSchema('participant'),
    }),
    query: z.strictObject({
      from: z.optional(daySchema),
      until: z.optional(daySchema),
      ...pageQuery,
    }),
    body: undefined,
    status: 200,
    response: pageSchema(deed.participantDaySchema),
    errors: ['challenge_unknown', 'participant_unknown'],
    example: {
      params: { challengeId: challengeExample.id, ...participantExampleParams },
      query: { from: '2026-11-17' },
      body: undefined,
      response: { items: [deed.participantDayExample], nextCursor: null },
    },
  }),
  createPartnerDeeds: endpoint({
    summary: 'Tell of totals of days of those whom a server knows by a reference of its own.',
    params: undefined,
    query: undefined,
    body: deed.createPartnerDeedsSchema,
    status: 200,
    response: deed.deedOutcomesSchema,
    errors: ['challenge_unknown', 'challenge_not_open', 'source_not_taken'],
    example: {
      params: undefined,
      query: undefined,
      body: {
        challengeId: challengeExample.id,
        deeds: [{ reference: 'member 4711', day: '2026-11-23', quantity: 12_480 }],
      },
      response: { items: [{ deed: deed.partnerDeedExample, refused: null }] },
    },
  }),
  createWerunDeeds: endpoint({
    summary: "Tell of the steps that WeChat counted, as a mini program's server got them.",
    params: undefined,
    query: undefined,
    body: deed.createWerunDeedsSchema,
    status: 200,
    response: deed.deedOutcomesSchema,
    errors: [
      'challenge_unknown',
      'challenge_not_open',
      'source_not_taken',
      'participant_unknown',
      'werun_unreadable',
      'werun_app_mismatch',
      'werun_outdated',
    ],
    example: {
      params: undefined,
      query: undefined,
      body: deed.createWerunDeedsExample,
      response: { items: [{ deed: deed.werunDeedExample, refused: null }] },
    },
  }),
  listDeedsUnderReview: endpoint({
    summary: 'Page through deeds that somebody should look at, the oldest first.',
    params: undefined,
    query: z.strictObject({ challengeId: z.optional(idSchema('challenge')), ...pageQuery }),
    body: undefined,
    status: 200,
    response: pageSchema(deed.deedSchema),
    errors: [],
    example: {
      params: undefined,
      query: { challengeId: challengeExample.id },
      body: undefined,
      response: { items: [deed.reviewedDeedExample], nextCursor: null },
    },
  }),
  decideDeed: endpoint({
    summary:
      'Accept a deed that is under review, so that it counts, or refuse it. Doing so twice is once.',
    params: z.strictObject({ deedId: idSchema('deed') }),
    query: undefined,
    body: deed.decideDeedSchema,
    status: 200,
    response: deed.deedSchema,
    errors: ['deed_unknown', 'deed_decided', 'challenge_closed', 'deed_day_outside'],
    example: {
      params: { deedId: deed.reviewedDeedExample.id },
      query: undefined,
      body: { decision: 'refuse', note: 'Nobody walks that far at night.' },
      response: {
        ...deed.reviewedDeedExample,
        state: 'refused',
        decidedAt: '2026-11-24T01:00:00.000Z',
      },
    },
  }),
};
