import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handClock } from '../testing/clock.ts';
import { countDown, isToAnnounce, secondsLeft } from './countdown.ts';

test('counts whole seconds down to nothing, and then is still', () => {
  const clock = handClock();
  const seen: number[] = [];
  countDown(clock.nowMs() + 3_200, (seconds) => seen.push(seconds), clock);
  clock.pass(10_000);
  assert.deepEqual(seen, [4, 3, 2, 1, 0]);
  assert.equal(clock.pending(), 0);
});

test('stops when it is told to', () => {
  const clock = handClock();
  const seen: number[] = [];
  const stop = countDown(clock.nowMs() + 60_000, (seconds) => seen.push(seconds), clock);
  clock.pass(1_000);
  stop();
  clock.pass(10_000);
  assert.deepEqual(seen, [60, 59]);
  assert.equal(clock.pending(), 0);
});

test('says nothing is left of a time that is over', () => {
  const clock = handClock();
  const seen: number[] = [];
  countDown(clock.nowMs() - 1, (seconds) => seen.push(seconds), clock);
  assert.deepEqual([seen, clock.pending()], [[0], 0]);
  assert.equal(secondsLeft(1_000, 1_000), 0);
  assert.equal(secondsLeft(1_001, 1_000), 1);
});

const looks: readonly [before: number | undefined, now: number, said: boolean][] = [
  [undefined, 300, false],
  [301, 300, true],
  [300, 299, false],
  [400, 200, true],
  [61, 60, true],
  [61, 59, true],
  [60, 59, false],
  [2, 1, false],
  [90, 0, false],
];

for (const [before, now, said] of looks) {
  test(`from ${before} to ${now} seconds ${said ? 'says' : 'does not say'} how little is left`, () => {
    assert.equal(isToAnnounce(before, now), said);
  });
}
