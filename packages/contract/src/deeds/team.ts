/** Participants of a challenge who do good deeds together. */
import * as z from 'zod/mini';
import { amountSchema, idSchema, timeSchema } from '../common.ts';
import { challengeExample } from './challenge.ts';
import {
  deviceExample,
  participantExample,
  participantNameSchema,
  teamSignatureExample,
  wishFields,
  wishMadeAtMsExample,
} from './participant.ts';

export const createTeamSchema = z.strictObject({
  name: participantNameSchema,
  participantId: idSchema('participant').check(z.meta({ description: 'its first member' })),
  ...wishFields,
});

export const joinTeamSchema = z.strictObject({
  participantId: idSchema('participant'),
  ...wishFields,
});

export const teamSchema = z.object({
  id: idSchema('team'),
  challengeId: idSchema('challenge'),
  name: z.string(),
  totals: z.object({
    members: z.int().check(z.nonnegative()),
    quantity: z
      .int()
      .check(
        z.nonnegative(),
        z.meta({ description: 'that counted of its members since they joined' }),
      ),
    given: amountSchema,
  }),
  livemode: z.boolean(),
  createdAt: timeSchema,
});

export type CreateTeam = z.infer<typeof createTeamSchema>;
export type JoinTeam = z.infer<typeof joinTeamSchema>;
export type Team = z.infer<typeof teamSchema>;

export const createTeamExample: CreateTeam = {
  name: '茶馆一队',
  participantId: participantExample.id,
  device: deviceExample,
  madeAtMs: wishMadeAtMsExample,
  signature: teamSignatureExample,
};

export const teamExample: Team = {
  id: 'tem_01k9p4m8q2fz3t6v8w0x2y4z7k',
  challengeId: challengeExample.id,
  name: createTeamExample.name,
  totals: { members: 1, quantity: 0, given: { amount: 0, currency: 'CNY' } },
  livemode: false,
  createdAt: '2026-11-23T08:00:00.000Z',
};
