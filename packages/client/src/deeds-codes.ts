/** The codes that only answers to pages with a challenge carry. */
import type { ProblemCode } from '@kindcart/contract';

export const deedsCodes = [
  'challenge_unknown',
  'challenge_closed',
  'participant_unknown',
  'device_unknown',
  'device_taken',
  'devices_too_many',
  'device_signature_invalid',
  'wish_outdated',
  'move_invalid',
  'teams_not_offered',
  'team_unknown',
  'team_name_taken',
  'team_joined',
] as const satisfies readonly ProblemCode[];
