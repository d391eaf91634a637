import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createBatch } from './batch.ts';

function batchOf(max: number) {
  const frames: (() => void)[] = [];
  const loads: string[][] = [];
  const ask = createBatch<{ id: string }>(
    (run) => frames.push(run),
    max,
    (items) => loads.push(items.map(({ id }) => id)),
  );
  const frame = () => frames.shift()?.();
  return { ask, frame, frames, loads };
}

test('loads what is asked for in one frame at once, sorted, each once', () => {
  const { ask, frame, frames, loads } = batchOf(100);
  const [c, a, b] = [{ id: 'c' }, { id: 'a' }, { id: 'b' }];
  for (const item of [c, a, b, a]) ask(item);
  assert.deepEqual(loads, []);
  assert.equal(frames.length, 1);
  frame();
  assert.deepEqual(loads, [['a', 'b', 'c']]);
});

test('begins anew in the next frame', () => {
  const { ask, frame, loads } = batchOf(100);
  ask({ id: 'a' });
  frame();
  ask({ id: 'b' });
  frame();
  assert.deepEqual(loads, [['a'], ['b']]);
});

test('takes what is asked for while it loads into the next frame', () => {
  const frames: (() => void)[] = [];
  const loads: string[][] = [];
  const ask = createBatch<{ id: string }>(
    (run) => frames.push(run),
    100,
    (items) => {
      loads.push(items.map(({ id }) => id));
      if (loads.length === 1) ask({ id: 'b' });
    },
  );
  ask({ id: 'a' });
  frames.shift()?.();
  assert.deepEqual(loads, [['a']]);
  frames.shift()?.();
  assert.deepEqual(loads, [['a'], ['b']]);
});

test('loads everything once, in parts that are never too large', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 9 }), (ids, max) => {
      const { ask, frame, loads } = batchOf(max);
      for (const id of ids) ask({ id });
      frame();
      assert.deepEqual(loads.flat(), [...ids].sort());
      for (const part of loads) assert.ok(part.length > 0 && part.length <= max);
      assert.equal(loads.length, Math.ceil(ids.length / max));
    }),
  );
});
