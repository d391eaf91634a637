/** What states and tests of good deeds share: a challenge that is always on, refusals, and texts that mean harm. */
import {
  type Challenge,
  challengeExample,
  type DeedOutcome,
  dayAt,
  deedExample,
  usualSources,
} from '@kindcart/contract';
import { errors, type ProblemCode } from '@kindcart/contract/errors';

/** A refusal as the platform answers it. */
export function refusal(code: ProblemCode) {
  const { status, sentence, retryable } = errors[code];
  const rest = { type: 'about:blank', title: code, status, code, retryable };
  return { status, body: { ...rest, detail: sentence, requestId: 'req_1' } };
}

/** As long as a name may be: markup, a sign that turns lines around, and no place to break. */
export const hostile = `<img src=x onerror=alert(1)>\u202e${'x'.repeat(50)}`;

/** The day that it is where the challenge is. */
export const today = dayAt(Date.now(), challengeExample.timeZone);

/** A challenge that takes steps today, in every way there is. */
export const openChallenge: Challenge = {
  ...challengeExample,
  endsOn: '2099-12-31',
  sources: [...usualSources('steps'), { source: 'declared', maxPerDay: 10_000 }],
  totals: { ...challengeExample.totals, today },
};

/** Challenges as the platform lists them. */
export function listing(changes: Partial<Challenge> = {}) {
  return { body: { items: [{ ...openChallenge, ...changes }], nextCursor: null } };
}

/** What a platform makes of one deed. */
export function outcome(
  changes: Partial<NonNullable<DeedOutcome['deed']>> = {},
  refused: DeedOutcome['refused'] = null,
) {
  const deed = refused ? null : { ...deedExample, day: today, ...changes };
  return { body: { items: [{ deed, refused }] } };
}
