import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { retryAfterMs, waitMs } from './retry.ts';

const waits: readonly [string, number | null, number, number, number][] = [
  ['half of 250 ms before the second try', null, 0, 0.5, 125],
  ['half of 500 ms before the third', null, 1, 0.5, 250],
  ['half of a second before the fourth', null, 2, 0.5, 500],
  ['4 s at the most on average', null, 20, 0.5, 4_000],
  ['nothing when chance says so', null, 2, 0, 0],
  ['as long as the platform asks, and a little', 2_000, 0, 0.5, 2_125],
];

for (const [what, askedMs, retries, chance, expected] of waits) {
  test(`waits ${what}`, () => {
    assert.equal(waitMs(askedMs, retries, chance), expected);
  });
}

test('never waits longer than is asked and 8 s, nor shorter than is asked', () => {
  const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.nat(2_000), fc.nat(20_000), chances, (retries, askedMs, chance) => {
      const ms = waitMs(askedMs, retries, chance);
      assert.ok(ms >= askedMs && ms <= askedMs + 8_000, String(ms));
    }),
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
