/** The part of the table of endpoints about challenges and their money, and teams. */
import * as z from 'zod/mini';
import { idListSchema, idSchema, pageQuery, pageSchema } from '../common.ts';
import { endpoint } from '../endpoint.ts';
import * as challenge from './challenge.ts';
import * as funding from './funding.ts';
import { joinTeamExample, wishErrors } from './participant.ts';
import * as team from './team.ts';

const challengeParams = z.strictObject({ challengeId: idSchema('challenge') });
const teamParams = z.strictObject({ teamId: idSchema('team') });

/** Said in the address, so that a request without a body goes on closing. */
const forfeitSchema = z
  .optional(
    z.pipe(
      z.enum(['true', 'false']),
      z.transform((text: 'true' | 'false') => text === 'true'),
    ),
  )
  .check(z.meta({ description: 'whether deeds that nobody decided on may come to nothing' }));

const challengeExampleParams = { challengeId: challenge.challengeExample.id };
const teamExampleParams = { teamId: team.teamExample.id };

export const challengeEndpoints = {
  createChallenge: endpoint({
    summary: "Tell of a sponsor's promise. It gives nothing before some of its budget has come.",
    params: undefined,
    query: undefined,
    body: challenge.createChallengeSchema,
    status: 201,
    response: challenge.challengeSchema,
    errors: ['project_unknown', 'project_closed', 'currency_mismatch'],
    example: {
      params: undefined,
      query: undefined,
      body: challenge.createChallengeExample,
      response: challenge.createdChallengeExample,
    },
  }),
  listChallenges: endpoint({
    summary: 'Read many challenges at once by id, or page through all, newest first.',
    params: undefined,
    query: z.strictObject({
      ids: z.optional(idListSchema('challenge')),
      projectId: z.optional(idSchema('project')),
      ...pageQuery,
    }),
    body: undefined,
    status: 200,
    response: pageSchema(challenge.challengeSchema),
    errors: [],
    example: {
      params: undefined,
      query: { ids: challenge.challengeExample.id },
      body: undefined,
      response: { items: [challenge.challengeExample], nextCursor: null },
    },
  }),
  getChallenge: endpoint({
    summary: 'Read one challenge with its totals.',
    params: challengeParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: challenge.challengeSchema,
    errors: ['challenge_unknown'],
    example: {
      params: challengeExampleParams,
      query: undefined,
      body: undefined,
      response: challenge.challengeExample,
    },
  }),
  updateChallenge: endpoint({
    summary: 'Change what is said of a challenge, its budget or its last day, or pause it.',
    params: challengeParams,
    query: undefined,
    body: challenge.updateChallengeSchema,
    status: 200,
    response: challenge.challengeSchema,
    errors: [
      'challenge_unknown',
      'challenge_closed',
      'currency_mismatch',
      'challenge_change_refused',
    ],
    example: {
      params: challengeExampleParams,
      query: undefined,
      body: { paused: true },
      response: { ...challenge.challengeExample, state: 'paused' },
    },
  }),
  createFunding: endpoint({
    summary:
      "Book money of the sponsor that has come. From then on a challenge's deeds can give it.",
    params: challengeParams,
    query: undefined,
    body: funding.createFundingSchema,
    status: 201,
    response: funding.fundingSchema,
    errors: [
      'challenge_unknown',
      'challenge_closed',
      'currency_mismatch',
      'funding_too_large',
      'funding_reference_used',
    ],
    example: {
      params: challengeExampleParams,
      query: undefined,
      body: funding.createFundingExample,
      response: funding.fundingExample,
    },
  }),
  listFundings: endpoint({
    summary: 'Page through what has come for a challenge, newest first.',
    params: challengeParams,
    query: z.strictObject(pageQuery),
    body: undefined,
    status: 200,
    response: pageSchema(funding.fundingSchema),
    errors: ['challenge_unknown'],
    example: {
      params: challengeExampleParams,
      query: { limit: '20' },
      body: undefined,
      response: { items: [funding.fundingExample], nextCursor: null },
    },
  }),
  closeChallenge: endpoint({
    summary:
      'Pass on what is left once no deeds can come: to the project, or back. Closing twice is the same.',
    params: challengeParams,
    query: z.strictObject({ forfeitUndecided: forfeitSchema }),
    body: undefined,
    status: 200,
    response: challenge.challengeSchema,
    errors: ['challenge_unknown', 'challenge_not_over', 'deeds_undecided'],
    example: {
      params: challengeExampleParams,
      query: {},
      body: undefined,
      response: challenge.closedChallengeExample,
    },
  }),
  createTeam: endpoint({
    summary: 'Make a team of a challenge, with its first member.',
    params: challengeParams,
    query: undefined,
    body: team.createTeamSchema,
    status: 201,
    response: team.teamSchema,
    errors: [
      'challenge_unknown',
      'challenge_closed',
      'teams_not_offered',
      ...wishErrors,
      'team_name_taken',
      'team_joined',
    ],
    example: {
      params: challengeExampleParams,
      query: undefined,
      body: team.createTeamExample,
      response: team.teamExample,
    },
  }),
  joinTeam: endpoint({
    summary: 'Make a participant a member of a team. Joining twice is the same.',
    params: teamParams,
    query: undefined,
    body: team.joinTeamSchema,
    status: 200,
    response: team.teamSchema,
    errors: ['team_unknown', 'challenge_closed', ...wishErrors, 'team_joined'],
    example: {
      params: teamExampleParams,
      query: undefined,
      body: joinTeamExample,
      response: team.teamExample,
    },
  }),
  listTeams: endpoint({
    summary: 'Page through the teams of a challenge, those first whose deeds count for most.',
    params: challengeParams,
    query: z.strictObject(pageQuery),
    body: undefined,
    status: 200,
    response: pageSchema(team.teamSchema),
    errors: ['challenge_unknown'],
    example: {
      params: challengeExampleParams,
      query: { limit: '20' },
      body: undefined,
      response: { items: [team.teamExample], nextCursor: null },
    },
  }),
};
