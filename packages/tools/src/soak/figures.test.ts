import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOf, figuresOf, hotPercent, type Sample, slopeOf } from './figures.ts';

const mb = 1024 * 1024;

/** A sample every ten seconds; each place says how it differs from a quiet one. */
function samplesOf(count: number, at: (place: number) => Partial<Sample>): Sample[] {
  const quiet = { rssBytes: 200 * mb, handles: 80, outboxLagMs: 40 };
  return Array.from({ length: count }, (_, place) => ({
    atMs: place * 10_000,
    ...quiet,
    ...at(place),
  }));
}

for (const [points, slope] of [
  [[], 0],
  [[[1, 7]], 0],
  [
    [
      [0, 1],
      [1, 3],
      [2, 5],
    ],
    2,
  ],
  [
    [
      [0, 5],
      [1, 5],
      [2, 5],
    ],
    0,
  ],
  [
    [
      [0, 0],
      [1, 3],
      [2, 0],
      [3, 3],
    ],
    0.6,
  ],
  [
    [
      [10, 4],
      [12, 0],
    ],
    -2,
  ],
] as const) {
  test(`takes ${slope} as the slope of ${JSON.stringify(points)}`, () => {
    assert.ok(Math.abs(slopeOf(points) - slope) < 1e-9);
  });
}

test('finds nothing to say against a quiet run', () => {
  const figures = figuresOf(
    samplesOf(30, () => ({})),
    60_000,
  );
  assert.deepEqual(figures, {
    rssSlopeMbPerMinute: 0,
    rssMb: 200,
    handlesGrowth: 0,
    handles: 80,
    outboxLagMaxMs: 40,
  });
  assert.deepEqual(faultsOf(figures), []);
});

test('counts memory that grows after the warm-up, and not what grows in it', () => {
  const inWarmUp = samplesOf(40, (place) => ({ rssBytes: (100 + Math.min(place, 10) * 10) * mb }));
  assert.deepEqual(faultsOf(figuresOf(inWarmUp, 100_000)), []);
  const afterIt = samplesOf(40, (place) => ({ rssBytes: (100 + place / 3) * mb }));
  const figures = figuresOf(afterIt, 100_000);
  assert.ok(Math.abs(figures.rssSlopeMbPerMinute - 2) < 1e-9);
  assert.deepEqual(faultsOf(figures), ['Memory grows by 2 MB a minute; 1 is too much.']);
});

test('sees the saw of a garbage collector as no growth', () => {
  const saw = samplesOf(180, (place) => ({ rssBytes: (100 + (place % 15) * 10) * mb }));
  assert.deepEqual(faultsOf(figuresOf(saw, 0)), []);
});

test('tells handles that stay open from connections that come and go', () => {
  const pool = samplesOf(40, (place) => ({ handles: place < 20 ? 80 : 80 + (place % 11) }));
  assert.deepEqual(faultsOf(figuresOf(pool, 0)), []);
  const leak = samplesOf(40, (place) => ({ handles: 80 + place }));
  assert.deepEqual(faultsOf(figuresOf(leak, 0)), [
    'There are 30 more open handles than after the warm-up.',
  ]);
});

test('tells of news that waited too long, even in the warm-up', () => {
  const late = samplesOf(40, (place) => ({ outboxLagMs: place === 1 ? 5_000 : 10 }));
  assert.deepEqual(faultsOf(figuresOf(late, 100_000)), [
    'News waited 5000 ms in the outbox; 5000 is too long.',
  ]);
});

test('says nothing of a run that was too short', () => {
  assert.throws(
    () =>
      figuresOf(
        samplesOf(12, () => ({})),
        100_000,
      ),
    RangeError,
  );
});

for (const [updates, hotUpdates, percent] of [
  [0, 0, 100],
  [8, 8, 100],
  [3, 2, 66.7],
  [9, 0, 0],
] as const) {
  test(`says that ${hotUpdates} of ${updates} updates are ${percent} percent`, () => {
    assert.equal(hotPercent({ updates, hotUpdates }), percent);
  });
}
