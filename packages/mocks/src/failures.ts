/** Failures that a developer asks for by name, to see what a page makes of them. */
import { type ProblemCode, proofChallengeExample } from '@kindcart/contract';
import { delay, HttpResponse } from 'msw';
import { problemResponse, Refusal } from './refusal.ts';

/**
 * A code of the contract that the platform answers with, or one of what can happen on the way:
 * `network_error` (no connection), `timeout` (no answer, ever), `response_invalid` (a page of some
 * proxy instead of an answer).
 */
export type FailureName = ProblemCode | 'network_error' | 'timeout' | 'response_invalid';

/** One failure for every request, or a list: one for each request in turn, and success after. */
export type Failures = FailureName | readonly FailureName[];

/** Returns a function that says how the next request fails; undefined when it does not. */
export function failuresInTurn(failures: Failures | undefined): () => FailureName | undefined {
  if (failures === undefined || typeof failures === 'string') return () => failures;
  const waiting = [...failures];
  return () => waiting.shift();
}

/** Fails a request as named. */
export async function failAs(name: FailureName, requestId: string): Promise<Response> {
  switch (name) {
    case 'network_error':
      return HttpResponse.error();
    case 'timeout':
      await delay('infinite');
      return HttpResponse.error();
    case 'response_invalid':
      return HttpResponse.html('<h1>Please sign in to this network</h1>');
    case 'proof_required':
      // The page solves it in no time, and sends the request again.
      return problemResponse(new Refusal(name), requestId, proofChallengeExample);
    default:
      return problemResponse(new Refusal(name), requestId);
  }
}
