// What is odd about an observation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Position } from './land.ts';
import type { ObservationFlag, RecordObservation } from './observation.ts';
import {
  type CountedHeight,
  metresBetween,
  type ObservedTree,
  observationFlagsOf,
} from './observation-flags.ts';

const place: Position = [103.09, 38.78];
const tree: ObservedTree = { plantedOn: '2024-04-05', position: place, tallestCm: 1_200 };
const now = new Date('2026-11-23T08:00:00Z');

type Told = Pick<RecordObservation, 'observedAt' | 'heightCm' | 'location'>;

const plain: Told = { observedAt: '2026-10-12T02:30:00Z', heightCm: 120, location: null };
const heights: readonly CountedHeight[] = [
  { observedAt: new Date('2025-10-01T00:00:00Z'), heightCm: 90 },
  { observedAt: new Date('2026-05-01T00:00:00Z'), heightCm: 100 },
];
/** Metres to the north of the place. */
const northBy = (metres: number): Position => [place[0], place[1] + metres / 111_195];
const seenFrom = (metres: number, accuracyM: number | null): Partial<Told> => ({
  location: { position: northBy(metres), accuracyM },
});

const cases: readonly [
  what: string,
  told: Partial<Told>,
  flags: readonly ObservationFlag[],
  on?: Partial<ObservedTree>,
][] = [
  ['one like any other', {}, []],
  [
    'the day of planting, where it began already',
    { observedAt: '2024-04-04T10:00:00Z', heightCm: 30 },
    [],
  ],
  [
    'before that day began anywhere',
    { observedAt: '2024-04-04T09:59:00Z', heightCm: 30 },
    ['before_planting'],
  ],
  ['a tree that is not planted', {}, ['before_planting'], { plantedOn: null }],
  ['a clock ten minutes fast', { observedAt: '2026-11-23T08:10:00Z' }, []],
  ['a clock that is faster', { observedAt: '2026-11-23T08:10:01Z' }, ['in_future']],
  ['as tall as such trees become', { heightCm: 1_200 }, []],
  ['taller', { heightCm: 1_201 }, ['taller_than_species']],
  ['a little below an earlier height', { heightCm: 85 }, []],
  ['far below it', { heightCm: 84 }, ['shrunk']],
  ['small, before it was taller', { observedAt: '2025-09-01T00:00:00Z', heightCm: 40 }, []],
  ['no height at all', { heightCm: null }, []],
  ['seen from where it stands', seenFrom(49, null), []],
  ['seen from further away', seenFrom(51, null), ['far_from_place']],
  ['as far as the device may err', seenFrom(149, 100), []],
  ['further than it may err', seenFrom(151, 100), ['far_from_place']],
  [
    'all that can be odd at once',
    { observedAt: '2027-01-01T00:00:00Z', heightCm: 1_300, ...seenFrom(5_000, 3) },
    ['before_planting', 'in_future', 'taller_than_species', 'far_from_place'],
    { plantedOn: null },
  ],
];

for (const [what, told, flags, on] of cases) {
  test(`says ${flags.join(' and ') || 'nothing'} of ${what}`, () => {
    assert.deepEqual(
      observationFlagsOf({ ...plain, ...told }, { ...tree, ...on }, heights, now),
      flags,
    );
  });
}

const distances: readonly [from: Position, to: Position, metres: number][] = [
  [[0, 0], [0, 0], 0],
  [[0, 0], [1, 0], 111_195],
  [[0, 60], [1, 60], 55_597],
  [[179.999, 0], [-179.999, 0], 222],
  [[0, 90], [90, 90], 0],
  [[0, 0], [180, 0], 20_015_115],
];

for (const [from, to, metres] of distances) {
  test(`measures ${metres} m from ${from} to ${to}`, () => {
    assert.ok(Math.abs(metresBetween(from, to) - metres) < 1 + metres / 100_000);
  });
}
