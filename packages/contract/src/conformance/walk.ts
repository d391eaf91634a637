/** Days that devices sign, in challenges that have money. */
import type { Challenge, CreateChallenge } from '../deeds/challenge.ts';
import { addDays } from '../deeds/days.ts';
import type { CreateDeed, DeedOutcome } from '../deeds/deed.ts';
import { deedText } from '../deeds/signing.ts';
import type { Project } from '../giving/project.ts';
import { granted } from './ask.ts';
import { dayOf, fund, openChallenge } from './challenge.ts';
import { fail } from './check.ts';
import type { Walker } from './device.ts';
import type { Stage } from './stage.ts';

/** A challenge with money, and the days around now. */
export interface Walk {
  readonly project: Project;
  readonly challenge: Challenge;
  readonly today: string;
  readonly yesterday: string;
}

/** Makes one for which so many cents have come. */
export async function openWalk(
  stage: Stage,
  changesOf?: (project: Project) => Partial<CreateChallenge>,
  amount = 10_000,
): Promise<Walk> {
  const { project, challenge } = await openChallenge(stage, changesOf);
  await fund(stage, challenge, amount);
  const today = dayOf(project);
  return { project, challenge, today, yesterday: addDays(today, -1) };
}

/** A day's total, signed by the walker's device. */
export async function signedDeed(
  { device, participant }: Walker,
  { challenge }: Pick<Walk, 'challenge'>,
  told: Pick<CreateDeed, 'day' | 'quantity' | 'counter'> & Partial<Pick<CreateDeed, 'source'>>,
): Promise<CreateDeed> {
  const of = { challengeId: challenge.id, participantId: participant.id, device: device.id };
  const deed = { ...of, source: 'motion' as const, ...told };
  return { ...deed, signature: await device.sign(deedText(deed)) };
}

/** Tells of deeds and answers what became of each. */
export async function tellDeeds(
  stage: Stage,
  ...deeds: readonly CreateDeed[]
): Promise<DeedOutcome[]> {
  const body = { deeds: [...deeds] };
  return (await granted(stage.ask('createDeeds', { body }))).items;
}

/** What became of a deed, in short. */
export function deedInShort({ deed, refused }: DeedOutcome): string | readonly unknown[] {
  if (deed === null) return refused ?? fail('neither a deed nor a refusal');
  const { state, reason, counted, given, limitedBy } = deed;
  return state === 'counted' ? [counted, given.amount, limitedBy] : [state, reason];
}
