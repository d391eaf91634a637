/** How the made-up platform says no: with the same problem details as the real one. */
import { errors, type FieldError, type Problem, type ProblemCode } from '@kindcart/contract';

/** Thrown where a request is refused. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ProblemCode;
  readonly fields: readonly FieldError[];

  constructor(code: ProblemCode, fields: readonly FieldError[] = []) {
    super(errors[code].sentence);
    this.code = code;
    this.fields = fields;
  }
}

/**
 * Refuses the request, in an override for example: `createDonation: () => refuse('project_closed')`.
 *
 * @param fields what is wrong with which field, where that is the matter
 * @throws Refusal always
 */
export function refuse(code: ProblemCode, fields: readonly FieldError[] = []): never {
  throw new Refusal(code, fields);
}

/** Codes that come with a time to wait, as the platform has it. */
const waitSeconds: Partial<Record<ProblemCode, string>> = {
  unavailable: '1',
  shutting_down: '1',
  rate_limited: '1',
  idempotency_in_flight: '1',
};

/** The answer to a refused request. */
export function problemResponse({ code, fields }: Refusal, requestId: string): Response {
  const { status, sentence, retryable } = errors[code];
  const problem: Problem = {
    type: `/docs/errors#${code}`,
    title: code.replaceAll('_', ' '),
    status,
    code,
    detail: sentence,
    retryable,
    requestId,
    ...(fields.length > 0 && { errors: [...fields] }),
  };
  const headers = new Headers({
    'Content-Type': 'application/problem+json',
    'X-Request-Id': requestId,
  });
  const wait = waitSeconds[code];
  if (wait !== undefined) headers.set('Retry-After', wait);
  return new Response(JSON.stringify(problem), { status, headers });
}
