/** How the made-up platform says no: with the same problem details as the real one. */
import {
  errors,
  type FieldError,
  type ProblemCode,
  type ProofChallenge,
  problemDetails,
  problemHeaders,
} from '@kindcart/contract';

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

/** The answer to a refused request, with what is to be solved before it is sent again. */
export function problemResponse(
  { code, fields }: Refusal,
  requestId: string,
  challenge?: ProofChallenge,
): Response {
  const problem = problemDetails(code, { requestId, fields, challenge });
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...problemHeaders(code), 'X-Request-Id': requestId },
  });
}
