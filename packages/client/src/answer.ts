/** Turns what came back into a Result, whatever it is. */
import type { FieldError, ProofChallenge } from '@kindcart/contract';
import type { EndpointName } from '@kindcart/contract/routes';
import { validators } from '#validate';
import { isProblemCode } from './codes.ts';
import { isRecord, parseJson } from './json.ts';
import { failure, type Result, success } from './result.ts';
import { retryAfterMs } from './retry.ts';
import type { FetchResponse } from './web.ts';

/**
 * Only a 2xx with JSON is a success, and only JSON with a known code is a refusal in the platform's
 * own words. The rest comes from something between us and the platform, and is told by its status:
 * 429 and 5xx are worth trying again, anything else is `response_invalid`.
 */
export function readAnswer(
  name: EndpointName,
  { ok, status, headers }: FetchResponse,
  text: string,
  nowMs: number,
  moreCodes?: readonly unknown[],
): Result<unknown> {
  const type = headers.get('content-type');
  const body = /\bjson\b/.test(type ?? '') ? parseJson(text) : null;
  const requestId = headers.get('x-request-id');
  if (ok && isRecord(body)) {
    const fault = validators.answer(name, body);
    if (!fault) return success(body, requestId);
    return failure('response_invalid', fault.message, { ...fault, status, requestId });
  }
  const answered = {
    status,
    requestId,
    retryAfterMs: retryAfterMs(headers.get('retry-after'), nowMs),
  };
  if (!ok && isRecord(body) && isProblemCode(body.code, moreCodes)) {
    const retryable = body.retryable === true;
    const fields = areFields(body.errors) ? body.errors : [];
    const { challenge } = body;
    const more = isChallenge(challenge) && { challenge };
    return failure(body.code, String(body.detail), { ...answered, retryable, fields, ...more });
  }
  const retryable = status === 429 || status >= 500;
  return failure(codeOf(status), `${name} was answered by ${status}, ${type}.`, {
    ...answered,
    retryable,
  });
}

function codeOf(status: number) {
  if (status === 429) return 'rate_limited';
  if (status === 500) return 'internal';
  return status > 500 ? 'unavailable' : 'response_invalid';
}

function isChallenge(value: unknown): value is ProofChallenge {
  return isRecord(value);
}

function areFields(errors: unknown): errors is readonly FieldError[] {
  return Array.isArray(errors) && errors.every(isRecord);
}
