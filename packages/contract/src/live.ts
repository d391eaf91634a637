/** Server-sent events of `GET /v1/live?projects=…`; each carries the whole new state. */
import * as z from 'zod/mini';
import { idSchema } from './common.ts';
import { projectExample, projectTotalsSchema } from './giving/project.ts';

/** Data of an event named `project`. */
export const liveProjectSchema = z.object({
  projectId: idSchema('project'),
  totals: projectTotalsSchema,
});

export type LiveProject = z.infer<typeof liveProjectSchema>;

export const liveProjectExample: LiveProject = {
  projectId: projectExample.id,
  totals: projectExample.totals,
};
