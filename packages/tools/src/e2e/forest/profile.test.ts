import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CpuProfile, longestStretchMs } from './testing/profile.ts';

const node = (id: number, url: string, children: number[] = [], functionName = 'run') => ({
  ...{ id, children },
  callFrame: { functionName, url },
});

/** Ours calls the engine's; the engine also runs by itself. */
const nodes = [
  node(1, '', [2, 4, 5, 6], '(root)'),
  node(2, '/sdk/ours.js', [3]),
  node(3, '/sdk/maplibre-gl.mjs'),
  node(4, '/sdk/maplibre-gl.mjs'),
  node(5, '', [], '(idle)'),
  node(6, '', [], '(garbage collector)'),
];
const isOurs = (url: string) => url.includes('ours');

function profile(...samples: number[]): CpuProfile {
  return { nodes, samples, timeDeltas: samples.map(() => 1_000) };
}

const cases: readonly [what: string, samples: number[], ms: number][] = [
  ['nothing of what only the engine does', [4, 4, 4, 5], 0],
  ['what the engine does for us', [2, 3, 3, 5], 3],
  ['the longest of several stretches', [2, 5, 2, 3, 2, 4, 3, 5], 3],
  ['garbage that is collected meanwhile', [2, 6, 6, 2, 5], 4],
  ['no garbage of others', [4, 6, 6, 5], 0],
  ['nothing of an empty profile', [], 0],
];

for (const [what, samples, ms] of cases) {
  test(`counts ${what}`, () => {
    assert.equal(longestStretchMs(profile(...samples), isOurs), ms);
  });
}

test('counts everything but idling when asked for everything', () => {
  assert.equal(
    longestStretchMs(profile(4, 3, 5, 2), () => true),
    2,
  );
});
