import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { failure, type Result } from './result.ts';
import { type RetryPolicy, retryAfterMs, waitBeforeRetry } from './retry.ts';

const success: Result<unknown> = { ok: true, value: {}, requestId: null };
const final = failure({ code: 'project_closed', message: '' });
const lost = failure({ code: 'network_error', message: '', retryable: true });
const asked = (ms: number) =>
  failure({ code: 'rate_limited', message: '', retryable: true, retryAfterMs: ms });

const policy: RetryPolicy = { retriesMax: 3, endMs: 30_000, now: () => 0, random: () => 0.5 };

const waits: readonly [string, Result<unknown>, number, Partial<RetryPolicy>, number | null][] = [
  ['not at all after success', success, 0, {}, null],
  ['not at all after a final failure', final, 0, {}, null],
  ['half of 250 ms before the second try', lost, 0, {}, 125],
  ['half of 500 ms before the third', lost, 1, {}, 250],
  ['half of a second before the fourth', lost, 2, {}, 500],
  ['not at all when the tries are used up', lost, 3, {}, null],
  ['not at all where none is allowed', lost, 0, { retriesMax: 0 }, null],
  ['4 s at the most on average', lost, 20, { retriesMax: 99 }, 4_000],
  ['nothing when chance says so', lost, 2, { random: () => 0 }, 0],
  ['as long as the platform asks, and a little', asked(2_000), 0, {}, 2_125],
  ['not at all when asked to wait beyond the end', asked(60_000), 0, {}, null],
  ['not at all when the end is near', lost, 0, { now: () => 29_900 }, null],
  ['as long as fits before the end', lost, 0, { now: () => 29_800 }, 125],
];

for (const [what, result, retries, changed, expected] of waits) {
  test(`waits ${what}`, () => {
    assert.equal(waitBeforeRetry(result, retries, { ...policy, ...changed }), expected);
  });
}

test('never waits longer than is asked and 8 s, nor shorter than is asked', () => {
  fc.assert(
    fc.property(
      fc.nat(100),
      fc.nat(20_000),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (retries, askedMs, chance) => {
        const patient = { retriesMax: 101, endMs: Infinity, now: () => 0, random: () => chance };
        const waitMs = waitBeforeRetry(asked(askedMs), retries, patient) ?? -1;
        assert.ok(waitMs >= askedMs && waitMs <= askedMs + 8_000, String(waitMs));
      },
    ),
  );
});

const nowMs = Date.parse('2026-11-23T08:00:00Z');
const headers: readonly [string | null, number | null][] = [
  [null, null],
  ['0', 0],
  ['7', 7_000],
  ['120', 120_000],
  ['Mon, 23 Nov 2026 08:00:30 GMT', 30_000],
  ['Mon, 23 Nov 2026 07:00:00 GMT', 0],
  ['99999999999999999999', 86_400_000],
  ['Mon, 23 Nov 2099 08:00:30 GMT', 86_400_000],
  ['soon', null],
  ['', null],
];

for (const [header, expected] of headers) {
  test(`reads Retry-After ${JSON.stringify(header)} as ${expected} ms`, () => {
    assert.equal(retryAfterMs(header, nowMs), expected);
  });
}
