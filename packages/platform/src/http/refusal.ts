/** How any room says no: one error with a code of the contract, put into HTTP in one place. */
import type { FieldError, ProblemCode, ProofChallenge } from '@kindcart/contract';
import { errors } from '@kindcart/contract/errors';

/** What a refusal may say beyond its code. */
export interface RefusalOptions {
  /** What is wrong, field by field. */
  readonly fields?: readonly FieldError[] | undefined;
  /** After how many whole seconds trying again makes sense. */
  readonly retryAfterSeconds?: number | undefined;
  /** A sentence for this case, in place of the code's own. Never holds what the caller sent. */
  readonly detail?: string | undefined;
  /** Headers that belong to the answer, such as `Allow`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What the caller is to solve. */
  readonly challenge?: ProofChallenge | undefined;
  readonly cause?: unknown;
}

/** A request that is answered with a problem; not a fault of the platform. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ProblemCode;
  readonly fields: readonly FieldError[];
  readonly retryAfterSeconds: number | undefined;
  readonly detail: string | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly challenge: ProofChallenge | undefined;

  constructor(code: ProblemCode, options: RefusalOptions = {}) {
    super(
      options.detail ?? errors[code].sentence,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.fields = options.fields ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.detail = options.detail;
    this.headers = options.headers;
    this.challenge = options.challenge;
  }
}

/**
 * Ends the request with a problem.
 *
 * @throws Refusal always
 */
export function refuse(code: ProblemCode, options?: RefusalOptions): never {
  throw new Refusal(code, options);
}
