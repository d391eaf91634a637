import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitUntil } from '../testing/wait.ts';
import { startWorker } from './worker.ts';

/** Longer than any test takes: rounds happen because they are woken, not because time went by. */
const never = 2 ** 30;

/** A worker whose rounds a test counts, and may hold. */
function worker(results: (number | Error)[] = [], restMs = never) {
  const errors: unknown[] = [];
  let rounds = 0;
  let gate: Promise<void> = Promise.resolve();
  const started = startWorker({
    name: 'test',
    async round() {
      rounds += 1;
      await gate;
      const result = results.shift() ?? 0;
      if (result instanceof Error) throw result;
      return result;
    },
    restMs,
    onError: (name, error) => errors.push([name, error]),
  });
  const reaches = (count: number) =>
    waitUntil(`${count} rounds`, () => (rounds >= count ? true : undefined));
  const hold = () => {
    const held = Promise.withResolvers<void>();
    gate = held.promise;
    return held;
  };
  return { ...started, errors, hold, reaches, rounds: () => rounds };
}

test('does a round at once, and rests when there was nothing to do', async () => {
  const one = worker();
  await one.reaches(1);
  await one.stop();
  assert.equal(one.rounds(), 1);
});

test('does rounds until there is nothing left', async () => {
  const one = worker([5, 3, 1, 0]);
  await one.reaches(4);
  await one.stop();
  assert.equal(one.rounds(), 4);
});

test('does a round when it is woken', async () => {
  const one = worker();
  await one.reaches(1);
  one.wake();
  await one.reaches(2);
  await one.stop();
});

test('does another round when it is woken during one', async () => {
  const one = worker();
  await one.reaches(1);
  const held = one.hold();
  one.wake();
  await one.reaches(2);
  one.wake();
  one.wake();
  held.resolve();
  await one.reaches(3);
  await one.stop();
  assert.equal(one.rounds(), 3);
});

test('does a round after its rest, without being woken', async () => {
  const one = worker([], 1);
  await one.reaches(3);
  await one.stop();
});

test('tells of a round that failed, rests, and goes on', async () => {
  const failure = new Error('database gone');
  const one = worker([failure, 0]);
  await waitUntil('the failure', () => one.errors[0]);
  assert.deepEqual(one.errors, [['test', failure]]);
  assert.equal(one.rounds(), 1);
  one.wake();
  await one.reaches(2);
  await one.stop();
});

test('ends after the round under way, and starts no other', async () => {
  const one = worker([9, 9, 9]);
  const held = one.hold();
  await one.reaches(1);
  let stopped = false;
  const stopping = one.stop().then(() => {
    stopped = true;
  });
  one.wake();
  assert.equal(stopped, false);
  held.resolve();
  await stopping;
  const rounds = one.rounds();
  one.wake();
  await one.stop();
  assert.equal(one.rounds(), rounds);
});
