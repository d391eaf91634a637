/** Reads what the live stream says. */
import type { LiveChallenge, LiveItem, LiveProject } from '@kindcart/contract';
import { validators } from '#validate';
import { isRecord, parseJson } from './json.ts';
import { failure, type Result, success } from './result.ts';
import type { Fault } from './validators.ts';

/** Reads the data of an event named `project`; `response_invalid` when it is none. */
export function readLive(data: string): Result<LiveProject> {
  return read(data, validators.liveProject);
}

/** Reads the data of an event named `item`; `response_invalid` when it is none. */
export function readLiveItem(data: string): Result<LiveItem> {
  return read(data, validators.liveItem);
}

/** Reads the data of an event named `challenge`; `response_invalid` when it is none. */
export function readLiveChallenge(data: string): Result<LiveChallenge> {
  return read(data, validators.liveChallenge);
}

function read<News extends LiveProject | LiveItem | LiveChallenge>(
  data: string,
  faultOf: (value: unknown) => Fault | undefined,
): Result<News> {
  const value = parseJson(data);
  const fault = faultOf(value);
  if (isNews<News>(value) && !fault) return success(value, null);
  return failure('response_invalid', 'The live news are none.', fault);
}

/** All news have totals; a development build looks at the rest. */
function isNews<News extends LiveProject | LiveItem | LiveChallenge>(
  value: unknown,
): value is News {
  return isRecord(value) && isRecord(value.totals);
}
