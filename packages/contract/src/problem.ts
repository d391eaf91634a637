/** RFC 9457 problem details: the body of every answer that is not a success. */
import * as z from 'zod/mini';
import type { FieldError } from './common.ts';
import type { ProblemCode } from './errors.ts';
import { errors, isErrorCode } from './errors.ts';
import { type ProofChallenge, proofChallengeSchema } from './proof.ts';

export const problemSchema = z.object({
  type: z.string().check(z.meta({ format: 'uri-reference' })),
  title: z.string(),
  status: z.int(),
  code: z
    .custom<ProblemCode>(
      (value) => typeof value === 'string' && isErrorCode(value),
      'is not a known code',
    )
    .check(z.meta({ type: 'string', enum: Object.keys(errors) })),
  detail: z.string(),
  retryable: z.boolean(),
  requestId: z.string(),
  errors: z.optional(z.array(z.object({ field: z.string(), message: z.string() }))),
  challenge: z
    .optional(proofChallengeSchema)
    .check(z.meta({ description: 'what to solve; comes with `proof_required`' })),
});

export type Problem = z.infer<typeof problemSchema>;

/** What one answer says beyond its code. */
export interface ProblemParts {
  readonly requestId: string;
  /** What is wrong, field by field. */
  readonly fields?: readonly FieldError[];
  /** A sentence for this case, in place of the code's own. */
  readonly detail?: string | undefined;
  /** What to solve before the request is sent again. */
  readonly challenge?: ProofChallenge | undefined;
}

/** The problem details of a code: the same from whoever answers with it. */
export function problemDetails(
  code: ProblemCode,
  { requestId, fields = [], detail, challenge }: ProblemParts,
): Problem {
  const { status, sentence, retryable } = errors[code];
  return {
    type: `/problems/${code}`,
    title: titleOf(code),
    status,
    code,
    detail: detail ?? sentence,
    retryable,
    requestId,
    ...(fields.length > 0 && {
      errors: fields.map(({ field, message }) => ({ field, message })),
    }),
    ...(challenge !== undefined && { challenge }),
  };
}

/** The code in words: `key_missing` is "Key missing". */
function titleOf(code: ProblemCode): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** When to come back, for codes whose refusal does not say. */
const retryAfterSeconds: Partial<Record<ProblemCode, number>> = {
  unavailable: 2,
  shutting_down: 1,
  rate_limited: 1,
  giving_paused: 300,
  idempotency_in_flight: 1,
};

/**
 * Headers of an answer with a problem.
 *
 * @param waitSeconds after how many whole seconds trying again makes sense, where that is known
 */
export function problemHeaders(
  code: ProblemCode,
  waitSeconds: number | undefined = retryAfterSeconds[code],
): Record<string, string> {
  return {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...(waitSeconds !== undefined && { 'Retry-After': `${waitSeconds}` }),
  };
}
