import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Polygon, Position } from '../land.ts';
import { doOverlap, meetingsAt, pointInside } from './overlap.ts';

/** A polygon of points in metres, about, beside a place in Gansu. */
function land(...rings: readonly (readonly (readonly [number, number])[])[]): Polygon {
  const toPosition = ([x, y]: readonly [number, number]): Position => [
    103 + x / 86_700,
    38.7 + y / 111_200,
  ];
  return { type: 'Polygon', coordinates: rings.map((ring) => ring.map(toPosition)) };
}

function square(x: number, y: number, side: number): [number, number][] {
  return [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ];
}

const hundred = land(square(0, 0, 100));

const cases: readonly [what: string, other: Polygon, overlap: boolean][] = [
  ['itself', hundred, true],
  [
    'the same, begun at another corner and wound the other way',
    land(square(0, 0, 100).toReversed()),
    true,
  ],
  ['a neighbour along an edge', land(square(100, 0, 100)), false],
  ['a neighbour along part of an edge', land(square(100, 40, 20)), false],
  ['a neighbour at a corner', land(square(100, 100, 50)), false],
  ['a neighbour measured a finger too wide', land(square(99.95, 0, 100)), false],
  ['a neighbour a metre over the edge', land(square(99, 0, 100)), true],
  ['land far off', land(square(5_000, 0, 100)), false],
  ['land inside of it', land(square(20, 20, 10)), true],
  ['land around it', land(square(-50, -50, 300)), true],
  [
    'a strip across it, with no corner of either inside of the other',
    land([
      [-50, 40],
      [150, 40],
      [150, 60],
      [-50, 60],
      [-50, 40],
    ]),
    true,
  ],
  [
    'land that shares three edges and reaches beyond',
    land([
      [0, 0],
      [150, 0],
      [150, 100],
      [0, 100],
      [0, 0],
    ]),
    true,
  ],
  ['land around it with a hole for it', land(square(-50, -50, 300), square(0, 0, 100)), false],
  [
    'land around it with a hole that is too small',
    land(square(-50, -50, 300), square(10, 10, 80)),
    true,
  ],
  [
    'land in the shape of a U around its top',
    land([
      [-20, 50],
      [0, 50],
      [0, 100],
      [100, 100],
      [100, 50],
      [120, 50],
      [120, 120],
      [-20, 120],
      [-20, 50],
    ]),
    false,
  ],
];

for (const [what, other, overlap] of cases) {
  test(`says that a square ${overlap ? 'overlaps' : 'does not overlap'} ${what}, either way round`, () => {
    assert.equal(doOverlap(hundred, other), overlap);
    assert.equal(doOverlap(other, hundred), overlap);
  });
}

test('finds a point inside where the middle is a hole', () => {
  const lines = [
    ...square(0, 0, 10)
      .slice(1)
      .map((to, at) => [square(0, 0, 10)[at] ?? to, to] as const),
    ...square(1, 1, 8)
      .slice(1)
      .map((to, at) => [square(1, 1, 8)[at] ?? to, to] as const),
  ];
  const [x, y] = pointInside(lines);
  assert.ok(x > 0 && x < 10 && y > 0 && y < 10);
  assert.ok(x < 1 || x > 9 || y < 1 || y > 9);
});

test('meets edges in pairs, in order', () => {
  const lines = square(3, 0, 4)
    .slice(1)
    .map((to, at) => [square(3, 0, 4)[at] ?? to, to] as const);
  assert.deepEqual(meetingsAt(2, lines), [3, 7]);
  assert.deepEqual(meetingsAt(9, lines), []);
});
