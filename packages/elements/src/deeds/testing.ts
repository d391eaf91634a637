/** What states and tests of good deeds share: a challenge that is always on, refusals, and texts that mean harm. */
import { fail } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import {
  addDays,
  type Challenge,
  challengeExample,
  type DeedOutcome,
  dayAt,
  dayStartMs,
  deedExample,
  usualSources,
} from '@kindcart/contract';
import { errors, type ProblemCode } from '@kindcart/contract/errors';
import { askPauseMs } from './challenge-progress/asking.ts';
import { lookAgainMs, restOfDayMs } from './day-turn.ts';

/** A refusal as the platform answers it. */
export function refusal(code: ProblemCode) {
  const { status, sentence, retryable } = errors[code];
  const rest = { type: 'about:blank', title: code, status, code, retryable };
  return { status, body: { ...rest, detail: sentence, requestId: 'req_1' } };
}

/** As long as a name may be: markup, a sign that turns lines around, and no place to break. */
export const hostile = `<img src=x onerror=alert(1)>\u202e${'x'.repeat(50)}`;

/** Longer than any file of tests takes, in milliseconds. */
const fileMs = 15 * 60_000;

// Tests that run over midnight there would meet another day in their midst: these begin on the new one.
const restMs = restOfDayMs(Date.now(), challengeExample.timeZone);
if (restMs < fileMs) {
  const realNow = Date.now;
  Date.now = () => realNow() + restMs;
}

/** The day that it is where the challenge is. */
export const today = dayAt(Date.now(), challengeExample.timeZone);

/** When the next day begins there. */
export const tomorrowMs = dayStartMs(addDays(today, 1), challengeExample.timeZone);

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

/** How long a staged page waits each time that it asks for what is of the new day: its chance is always 0. */
export const askPausesMs = [0, 1, 2].map((asked) => askPauseMs(asked, 0));

/**
 * Sets the page's clock, and catches what waits for the next day and for what is told of it: `waits` says how long
 * each would, and `fire` runs the first that does.
 */
export function catchDayTurn(t: Pick<TestContext, 'after'>, startMs: number) {
  const [realNow, realLater, realCancel] = [Date.now, window.setTimeout, window.clearTimeout];
  const due = new Map<number, { readonly run: () => void; readonly ms: number }>();
  const clock = { nowMs: startMs };
  let last = -1;
  Date.now = () => clock.nowMs;
  const later = (run: () => void, ms = 0) => {
    const restMs = restOfDayMs(clock.nowMs, challengeExample.timeZone);
    if (![restMs, lookAgainMs, ...askPausesMs].includes(ms)) return realLater(run, ms);
    due.set(last, { run, ms });
    last -= 1;
    return last + 1;
  };
  const cancel = (id?: number) => {
    if (id === undefined || !due.delete(id)) realCancel(id);
  };
  const set = (setTimeout: unknown, clearTimeout: unknown) => {
    Object.defineProperty(window, 'setTimeout', { value: setTimeout, configurable: true });
    Object.defineProperty(window, 'clearTimeout', { value: clearTimeout, configurable: true });
  };
  set(later, cancel);
  t.after(() => {
    Date.now = realNow;
    set(realLater, realCancel);
  });
  const fire = (waitMs?: number) => {
    const found = [...due].find(([, { ms }]) => waitMs === undefined || ms === waitMs);
    const [id, { run }] = found ?? fail(`nothing waits for ${waitMs ?? 'any'} ms`);
    due.delete(id);
    run();
  };
  return { clock, waits: () => [...due.values()].map(({ ms }) => ms), fire };
}
