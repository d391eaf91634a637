/** The one place where a failure becomes an answer: RFC 9457 problem details. */

import { problemDetails, problemHeaders } from '@kindcart/contract';
import { errors, isErrorCode } from '@kindcart/contract/errors';
import type { Exchange } from './exchange.ts';
import { Refusal } from './refusal.ts';
import type { Logger } from './request-log.ts';

/** Puts any failure into an answer. */
export type ProblemAnswer = (exchange: Exchange, failure: unknown) => Response;

function answerRefusal(exchange: Exchange, refusal: Refusal): Response {
  const { code, fields, detail, challenge, retryAfterSeconds, headers } = refusal;
  const { requestId } = exchange;
  const problem = problemDetails(code, { requestId, fields, detail, challenge });
  exchange.problem = code;
  if (exchange.sayProblem !== undefined) {
    return exchange.sayProblem(code, { ...problemHeaders(code, retryAfterSeconds), ...headers });
  }
  return exchange.answer(problem.status, JSON.stringify(problem), {
    ...problemHeaders(code, retryAfterSeconds),
    ...headers,
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
