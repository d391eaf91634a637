/** Server-sent events of `GET /v1/live?projects=…&items=…&challenges=…`; each carries the whole new state. */
import * as z from 'zod/mini';
import { charityItemExample, charityItemTotalsSchema } from './commerce/charity-item.ts';
import { idSchema } from './common.ts';
import { challengeExample, challengeTotalsSchema } from './deeds/challenge.ts';
import { projectExample, projectTotalsSchema } from './giving/project.ts';

/** Data of an event named `project`. */
export const liveProjectSchema = z.object({
  projectId: idSchema('project'),
  totals: projectTotalsSchema,
});

/** Data of an event named `item`. */
export const liveItemSchema = z.object({
  charityItemId: idSchema('charityItem'),
  totals: charityItemTotalsSchema,
});

/** Data of an event named `challenge`. */
export const liveChallengeSchema = z.object({
  challengeId: idSchema('challenge'),
  totals: challengeTotalsSchema,
});

export type LiveProject = z.infer<typeof liveProjectSchema>;
export type LiveItem = z.infer<typeof liveItemSchema>;
export type LiveChallenge = z.infer<typeof liveChallengeSchema>;

export const liveProjectExample: LiveProject = {
  projectId: projectExample.id,
  totals: projectExample.totals,
};

export const liveItemExample: LiveItem = {
  charityItemId: charityItemExample.id,
  totals: charityItemExample.totals,
};

export const liveChallengeExample: LiveChallenge = {
  challengeId: challengeExample.id,
  totals: challengeExample.totals,
};
