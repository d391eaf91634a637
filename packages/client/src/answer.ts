/** Turns what came back into a Result, whatever it is. */
import type { EndpointName, FieldError } from '@kindcart/contract';
import { validators } from '#validate';
import { isProblemCode } from './codes.ts';
import { type CallError, failure, type Result } from './result.ts';
import { retryAfterMs } from './retry.ts';
import type { FetchResponse } from './web.ts';

/**
 * Only a 2xx with JSON is a success, and only problem+json with a known code is a refusal in the
 * platform's own words. The rest comes from something between us and the platform, and is told by
 * its status: 429 and 5xx are worth trying again, anything else is `response_invalid`.
 */
export function readAnswer(
  name: EndpointName,
  response: FetchResponse,
  text: string,
  nowMs: number,
): Result<unknown> {
  const { status, headers } = response;
  const type = headers.get('content-type') ?? 'no content type';
  const body = /[/+]json\b/i.test(type) ? parseJson(text) : undefined;
  const requestId = headers.get('x-request-id');
  if (response.ok && isRecord(body)) return checked(name, status, body, requestId);
  const waitMs = retryAfterMs(headers.get('retry-after'), nowMs);
  if (!response.ok && isRecord(body) && isProblemCode(body.code)) {
    return failure({
      code: body.code,
      status,
      message: String(body.detail ?? body.title ?? body.code),
      retryable: body.retryable === true,
      retryAfterMs: waitMs,
      fields: fieldsOf(body.errors),
      requestId: requestId ?? (typeof body.requestId === 'string' ? body.requestId : null),
    });
  }
  return failure({
    ...meaningOf(status),
    status,
    message: `${name} was answered by ${status} (${type}), which is nothing that the platform says.`,
    retryAfterMs: waitMs,
    requestId,
  });
}

function checked(
  name: EndpointName,
  status: number,
  value: object,
  requestId: string | null,
): Result<unknown> {
  const fields = validators.answer(name, value);
  if (fields.length === 0) return { ok: true, value, requestId };
  return failure({
    code: 'response_invalid',
    status,
    message: wordsFor(name, fields),
    fields,
    requestId,
  });
}

/** Says which fields of an answer are not as the contract has them. */
export function wordsFor(name: string, fields: readonly FieldError[]): string {
  const each = fields.map(({ field, message }) => `${field || 'the whole'} ${message}`);
  return `The answer of ${name} is not what the contract says: ${each.join('; ')}.`;
}

function meaningOf(status: number): Pick<CallError, 'code' | 'retryable'> {
  if (status === 429) return { code: 'rate_limited', retryable: true };
  if (status === 500) return { code: 'internal', retryable: true };
  if (status > 500) return { code: 'unavailable', retryable: true };
  return { code: 'response_invalid', retryable: false };
}

function fieldsOf(errors: unknown): FieldError[] {
  if (!Array.isArray(errors)) return [];
  return errors
    .filter(isRecord)
    .map(({ field, message }) => ({ field: String(field), message: String(message) }));
}

/** The JSON value, or undefined where the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
