/** What every call answers with: a value or a failure, never an exception for what can happen. */
import type { ErrorCode, FieldError, ProofChallenge } from '@kindcart/contract';

export interface Success<Value> {
  readonly ok: true;
  readonly value: Value;
  /** The platform's name of the request, for its logs; null when no proxy or page may read it. */
  readonly requestId: string | null;
}

/** What went wrong, for a program (`code`) and for a developer (`message`). */
export interface CallError {
  /** One of the contract's closed union. */
  readonly code: ErrorCode;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** What happened, for developers, in English. What donors read is the elements' matter. */
  readonly message: string;
  /** Whether the same request, with the same idempotency key, may succeed later by itself. */
  readonly retryable: boolean;
  /** How long to wait before that, in milliseconds; null when the platform did not say. */
  readonly retryAfterMs: number | null;
  /** What is wrong with which field; empty when it is no matter of fields. */
  readonly fields: readonly FieldError[];
  /** The platform's name of the request, for its logs; null when no answer of it came. */
  readonly requestId: string | null;
  /** What to solve before the request is sent again, where the code is `proof_required`. */
  readonly challenge?: ProofChallenge;
}

export interface Failure {
  readonly ok: false;
  readonly error: CallError;
}

/** Check `ok` first; the compiler lets nobody read `value` before. */
export type Result<Value> = Success<Value> | Failure;

export function success<Value>(value: Value, requestId: string | null): Success<Value> {
  return { ok: true, value, requestId };
}

/** A final failure without an answer, but for what `more` says. */
export function failure(code: ErrorCode, message: string, more: Partial<CallError> = {}): Failure {
  const error = {
    code,
    message,
    status: 0,
    retryable: false,
    retryAfterMs: null,
    fields: [],
    requestId: null,
    ...more,
  };
  return { ok: false, error };
}
