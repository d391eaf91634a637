/** Reads what the live stream says. */
import type { LiveProject } from '@kindcart/contract';
import { validators } from '#validate';
import { isRecord, parseJson } from './json.ts';
import { failure, type Result, success } from './result.ts';

/** Reads the data of an event named `project`; `response_invalid` when it is none. */
export function readLive(data: string): Result<LiveProject> {
  const value = parseJson(data);
  const fault = validators.liveProject(value);
  if (isLiveProject(value) && !fault) return success(value, null);
  return failure('response_invalid', 'The live news are none.', fault);
}

function isLiveProject(value: unknown): value is LiveProject {
  return isRecord(value) && isRecord(value.totals);
}
