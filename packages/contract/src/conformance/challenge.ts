/** Challenges that a case plays with, of the days around now. */
import {
  type Challenge,
  type CreateChallenge,
  createChallengeExample,
} from '../deeds/challenge.ts';
import { addDays, dayAt } from '../deeds/days.ts';
import type { CreateFunding, Funding } from '../deeds/funding.ts';
import type { Project } from '../giving/project.ts';
import { granted } from './ask.ts';
import { type Stage, usd } from './stage.ts';

/** The day that it was in Shanghai when the project was made: the implementation's own time. */
export function dayOf(project: Pick<Project, 'createdAt'>): string {
  return dayAt(Date.parse(project.createdAt), createChallengeExample.timeZone);
}

/** What makes a challenge of 1 dollar for 10,000 steps, from ten days ago until in ten days. */
export function challengeBody(
  project: Pick<Project, 'id' | 'createdAt'>,
  changes: Partial<CreateChallenge> = {},
): CreateChallenge {
  const today = dayOf(project);
  return {
    ...createChallengeExample,
    projectId: project.id,
    rate: { quantity: 10_000, amount: usd(100) },
    budget: usd(100_000),
    dailyBudget: usd(20_000),
    startsOn: addDays(today, -10),
    endsOn: addDays(today, 10),
    ...changes,
  };
}

/** The days of a challenge that nobody can do anything for any more. */
export function pastDays(project: Pick<Project, 'createdAt'>) {
  const today = dayOf(project);
  return { startsOn: addDays(today, -40), endsOn: addDays(today, -3) };
}

/** A challenge with its project. */
export interface OpenChallenge {
  readonly project: Project;
  readonly challenge: Challenge;
}

/** Makes a project and a challenge for it. */
export async function openChallenge(
  stage: Stage,
  changesOf: (project: Project) => Partial<CreateChallenge> = () => ({}),
): Promise<OpenChallenge> {
  const project = await stage.project();
  const body = challengeBody(project, changesOf(project));
  return { project, challenge: await granted(stage.ask('createChallenge', { body })) };
}

let references = 0;

/** What books so many cents that came the day before the challenge began. */
export function fundingBody(
  { startsOn }: Pick<Challenge, 'startsOn'>,
  amount: number,
  changes: Partial<CreateFunding> = {},
): CreateFunding {
  references += 1;
  const reference = `bank ${references}`;
  return { amount: usd(amount), reference, receivedOn: addDays(startsOn, -1), ...changes };
}

/** Books so many cents for a challenge. */
export function fund(stage: Stage, challenge: Challenge, amount: number): Promise<Funding> {
  const params = { challengeId: challenge.id };
  return granted(stage.ask('createFunding', { params, body: fundingBody(challenge, amount) }));
}
