/** The one place where a failure becomes an answer: RFC 9457 problem details. */

import type { Problem } from '@kindcart/contract';
import { errors, isErrorCode, type ProblemCode } from '@kindcart/contract/errors';
import type { Exchange } from './exchange.ts';
import { Refusal } from './refusal.ts';
import type { Logger } from './request-log.ts';

/** Puts any failure into an answer. */
export type ProblemAnswer = (exchange: Exchange, failure: unknown) => Response;

/** When to come back, for codes whose refusal did not say. */
const retryAfterSeconds: Partial<Record<ProblemCode, number>> = {
  unavailable: 2,
  shutting_down: 1,
  rate_limited: 1,
  idempotency_in_flight: 1,
};

/** The code in words: `key_missing` is "Key missing". */
function titleOf(code: ProblemCode): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function problemOf(exchange: Exchange, refusal: Refusal): Problem {
  const { code, fields } = refusal;
  const { status, sentence, retryable } = errors[code];
  return {
    type: `/problems/${code}`,
    title: titleOf(code),
    status,
    code,
    detail: refusal.detail ?? sentence,
    retryable,
    requestId: exchange.requestId,
    ...(fields.length === 0
      ? {}
      : { errors: fields.map(({ field, message }) => ({ field, message })) }),
  };
}

function answerRefusal(exchange: Exchange, refusal: Refusal): Response {
  const problem = problemOf(exchange, refusal);
  const retryAfter = refusal.retryAfterSeconds ?? retryAfterSeconds[refusal.code];
  exchange.problem = refusal.code;
  return exchange.answer(problem.status, JSON.stringify(problem), {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
    ...refusal.headers,
  });
}

/**
 * Makes the answerer.
 *
 * @param isUnavailable whether an error means that the database is out of reach for now
 */
export function createProblemAnswer(
  logger: Logger,
  isUnavailable: (error: unknown) => boolean,
): ProblemAnswer {
  return (exchange, failure) => {
    if (failure instanceof Refusal) return answerRefusal(exchange, failure);
    const context = { requestId: exchange.requestId, route: exchange.route, err: failure };
    if (isUnavailable(failure)) {
      logger.warn(context, 'database unavailable');
      return answerRefusal(exchange, new Refusal('unavailable'));
    }
    logger.error(context, 'request failed');
    return answerRefusal(exchange, new Refusal('internal'));
  };
}

/** The page behind a problem's `type`; undefined when there is no such code of the platform. */
export function problemPage(code: string): string | undefined {
  if (!isErrorCode(code) || errors[code].status === 0) return undefined;
  const { status, sentence, retryable } = errors[code];
  const advice = retryable
    ? 'The same request, with the same idempotency key, may succeed later by itself.'
    : 'Sending the same request again gives the same answer.';
  return `${code} (${status})\n\n${sentence}\n${advice}\n`;
}
