/** Reads what the live stream says. */
import type { LiveProject } from '@kindcart/contract';
import { validators } from '#validate';
import { isRecord, parseJson, wordsFor } from './answer.ts';
import { failure, type Result } from './result.ts';

/** Reads the data of an event named `project`; `response_invalid` when it is none. */
export function readLive(data: string): Result<LiveProject> {
  const value = parseJson(data);
  const fields = validators.liveProject(value);
  if (isLiveProject(value) && fields.length === 0) return { ok: true, value, requestId: null };
  return failure({ code: 'response_invalid', message: wordsFor('live', fields), fields });
}

function isLiveProject(value: unknown): value is LiveProject {
  return isRecord(value) && typeof value.projectId === 'string' && isRecord(value.totals);
}
