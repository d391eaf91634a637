import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { waitUntil } from '../testing/wait.ts';
import { createGroupCommit, type GroupCommitOptions, QueueFullError } from './group-commit.ts';

/** The data was refused, as by a constraint. */
class Refused extends Error {}

/** A writer that answers with what it got, counts its batches, and waits where a test holds it. */
function writer(options: Partial<GroupCommitOptions<number, string>> & { bad?: Set<number> } = {}) {
  const batches: number[][] = [];
  let gate: Promise<void> = Promise.resolve();
  let atWork = 0;
  let mostAtWork = 0;
  const { bad = new Set(), ...rest } = options;
  const commit = createGroupCommit<number, string>({
    async write(items) {
      batches.push([...items]);
      atWork += 1;
      mostAtWork = Math.max(mostAtWork, atWork);
      try {
        await gate;
        if (items.some((item) => bad.has(item))) throw new Refused(`refused ${items.join()}`);
        return items.map((item) => `wrote ${item}`);
      } finally {
        atWork -= 1;
      }
    },
    isRefusal: (error) => error instanceof Refused,
    ...rest,
  });
  const hold = () => {
    const held = Promise.withResolvers<void>();
    gate = held.promise;
    return held;
  };
  return { commit, batches, hold, mostAtWork: () => mostAtWork };
}

const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

test('writes what comes together together, and answers each with its own', async () => {
  const { commit, batches } = writer();
  const answers = await Promise.all(upTo(10).map((item) => commit.submit(item)));
  assert.deepEqual(
    answers,
    upTo(10).map((item) => `wrote ${item}`),
  );
  assert.deepEqual(batches, [upTo(10)]);
});

test('begins the next write before it answers the last', async () => {
  const { commit, batches, hold } = writer();
  const held = hold();
  const first = commit.submit(0).then(() => batches.length);
  await waitUntil('the first write', () => batches[0]);
  const second = commit.submit(1);
  held.resolve();
  assert.equal(await first, 2);
  assert.equal(await second, 'wrote 1');
});

test('writes what comes during a write with the next one', async () => {
  const { commit, batches, hold } = writer();
  const held = hold();
  const first = commit.submit(0);
  await waitUntil('the first write', () => batches[0]);
  const later = [1, 2, 3].map((item) => commit.submit(item));
  assert.deepEqual(batches, [[0]]);
  held.resolve();
  await Promise.all([first, ...later]);
  assert.deepEqual(batches, [[0], [1, 2, 3]]);
});

test('waits for nobody when it is alone', async () => {
  const { commit, batches } = writer();
  for (const item of upTo(3)) assert.equal(await commit.submit(item), `wrote ${item}`);
  assert.deepEqual(batches, [[0], [1], [2]]);
});

test('splits what is more than one statement takes', async () => {
  const { commit, batches } = writer({ batchMax: 4 });
  await Promise.all(upTo(10).map((item) => commit.submit(item)));
  assert.deepEqual(batches, [
    [0, 1, 2, 3],
    [4, 5, 6, 7],
    [8, 9],
  ]);
});

test('has as many statements under way as it is told, and no more', async () => {
  const { commit, hold, mostAtWork } = writer({ batchMax: 1, concurrency: 3 });
  const held = hold();
  const all = upTo(10).map((item) => commit.submit(item));
  await waitUntil('three writes', () => (mostAtWork() === 3 ? true : undefined));
  held.resolve();
  await Promise.all(all);
  assert.equal(mostAtWork(), 3);
});

test('has one statement under way unless told otherwise', async () => {
  const { commit, mostAtWork } = writer({ batchMax: 1 });
  await Promise.all(upTo(5).map((item) => commit.submit(item)));
  assert.equal(mostAtWork(), 1);
});

test('tells only those at fault when a batch is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(40)), fc.uniqueArray(fc.nat(40)), async (items, bad) => {
      const faulty = new Set(bad);
      const { commit } = writer({ bad: faulty });
      const answers = await Promise.allSettled(items.map((item) => commit.submit(item)));
      for (const [place, answer] of answers.entries()) {
        const item = items[place] ?? -1;
        if (faulty.has(item))
          assert.ok(answer.status === 'rejected' && answer.reason instanceof Refused);
        else assert.deepEqual(answer, { status: 'fulfilled', value: `wrote ${item}` });
      }
    }),
  );
});

test('finds the one at fault among many in few statements', async () => {
  const { commit, batches } = writer({ bad: new Set([77]) });
  await Promise.allSettled(upTo(256).map((item) => commit.submit(item)));
  // One for the whole, then two for each halving.
  assert.equal(batches.length, 1 + 2 * Math.log2(256));
});

test('tells everybody when the database is gone, and tries nothing again', async () => {
  const gone = new Error('connection lost');
  let writes = 0;
  const commit = createGroupCommit<number, string>({
    async write() {
      writes += 1;
      throw gone;
    },
    isRefusal: () => false,
  });
  const answers = await Promise.allSettled(upTo(5).map((item) => commit.submit(item)));
  assert.deepEqual(
    answers,
    upTo(5).map(() => ({ status: 'rejected', reason: gone })),
  );
  assert.equal(writes, 1);
});

test('goes on after a failure', async () => {
  const { commit } = writer({ bad: new Set([1]) });
  await assert.rejects(commit.submit(1), Refused);
  assert.equal(await commit.submit(2), 'wrote 2');
});

test('takes too few answers for the fault that they are', async () => {
  const commit = createGroupCommit<number, string>({
    write: async () => ['only one'],
    isRefusal: () => false,
  });
  const answers = await Promise.allSettled([commit.submit(1), commit.submit(2)]);
  assert.ok(answers.every((answer) => answer.status === 'rejected'));
});

test('refuses more than it may keep waiting, and takes again when there is room', async () => {
  const { commit, hold, batches } = writer({ queueMax: 3, batchMax: 1 });
  const held = hold();
  const first = commit.submit(0);
  await waitUntil('the first write', () => batches[0]);
  const waiting = [1, 2, 3].map((item) => commit.submit(item));
  await assert.rejects(commit.submit(4), QueueFullError);
  held.resolve();
  await Promise.all([first, ...waiting]);
  assert.equal(await commit.submit(5), 'wrote 5');
});

test('is drained when nothing waits and nothing is under way', async () => {
  const { commit, hold } = writer();
  await commit.drained();
  const held = hold();
  const answered: string[] = [];
  const all = upTo(3).map((item) => commit.submit(item).then((answer) => answered.push(answer)));
  const drained = commit.drained().then(() => answered.push('drained'));
  held.resolve();
  await Promise.all([...all, drained]);
  assert.deepEqual(new Set(answered.slice(0, 3)), new Set(upTo(3).map((item) => `wrote ${item}`)));
  assert.equal(answered[3], 'drained');
});

test('is drained after a failure, too', async () => {
  const { commit } = writer({ bad: new Set([0, 1]) });
  const all = [0, 1, 2].map((item) => commit.submit(item));
  await Promise.all([Promise.allSettled(all), commit.drained()]);
  await commit.drained();
});
