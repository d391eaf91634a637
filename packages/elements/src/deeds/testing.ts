/** What states and tests of good deeds share: refusals, and texts that mean harm. */
import { errors, type ProblemCode } from '@kindcart/contract/errors';

/** A refusal as the platform answers it. */
export function refusal(code: ProblemCode) {
  const { status, sentence, retryable } = errors[code];
  const rest = { type: 'about:blank', title: code, status, code, retryable };
  return { status, body: { ...rest, detail: sentence, requestId: 'req_1' } };
}

/** As long as a name may be: markup, a sign that turns lines around, and no place to break. */
export const hostile = `<img src=x onerror=alert(1)>\u202e${'x'.repeat(90)}`;
