import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Box, clipLine, clipPolygon, clipRing } from './clip.ts';
import type { Path, Point } from './mvt.ts';

const square: Box = [0, 0, 100, 100];
const box = (west: number, north: number, east: number, south: number): Path => [
  [west, north],
  [east, north],
  [east, south],
  [west, south],
];

/** Twice the area of a ring, whichever way it runs. */
function areaOf(ring: Path): number {
  const sum = ring.reduce((area, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [0, 0];
    return area + x * nextY - nextX * y;
  }, 0);
  return Math.abs(sum);
}

for (const [what, ring, area] of [
  ['an area within', box(10, 10, 20, 20), 100],
  ['an area around', box(-50, -50, 150, 150), 10_000],
  ['an area over a corner', box(-10, -10, 10, 10), 100],
  ['an area over one side', box(90, 40, 150, 60), 200],
  ['an area beside', box(101, 0, 120, 100), 0],
] as const) {
  test(`keeps of ${what} what is within: ${area}`, () => {
    assert.equal(areaOf(clipRing(ring, square)) / 2, area);
  });
}

test('cuts any box to what it has in common with the square', () => {
  const at = fc.integer({ min: -200, max: 300 });
  const common = (from: number, to: number) => Math.max(0, Math.min(100, to) - Math.max(0, from));
  fc.assert(
    fc.property(at, at, at, at, (a, b, c, d) => {
      const [west, east] = [Math.min(a, b), Math.max(a, b)];
      const [north, south] = [Math.min(c, d), Math.max(c, d)];
      const cut = clipRing(box(west, north, east, south), square);
      assert.equal(areaOf(cut) / 2, common(west, east) * common(north, south));
    }),
  );
});

test('lets no point out, whatever the ring', () => {
  const at = fc.double({ min: -500, max: 500, noNaN: true });
  const ring = fc.array(fc.tuple(at, at), { minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(ring, (points) => {
      for (const point of clipRing(points, square).flat()) {
        assert(point >= -1e-9 && point <= 100 + 1e-9);
      }
    }),
  );
});

test('keeps holes that are left, and drops those beside', () => {
  const rings = [box(-50, -50, 150, 150), box(40, 40, 60, 60), box(120, 120, 130, 130)];
  assert.deepEqual(clipPolygon(rings, square).length, 2);
  assert.deepEqual(clipPolygon([box(200, 200, 300, 300), box(40, 40, 60, 60)], square), []);
});

for (const [what, line, parts] of [
  [
    'a line through it',
    [
      [-50, 50],
      [150, 50],
    ],
    [
      [
        [0, 50],
        [100, 50],
      ],
    ],
  ],
  [
    'a line within',
    [
      [1, 1],
      [2, 2],
    ],
    [
      [
        [1, 1],
        [2, 2],
      ],
    ],
  ],
  [
    'a line beside',
    [
      [-10, 0],
      [-10, 100],
    ],
    [],
  ],
  [
    'a line that turns around outside',
    [
      [50, 50],
      [50, 150],
      [60, 150],
      [60, 50],
    ],
    [
      [
        [50, 50],
        [50, 100],
      ],
      [
        [60, 100],
        [60, 50],
      ],
    ],
  ],
  [
    'a line around a corner',
    [
      [-10, 50],
      [50, 110],
    ],
    [
      [
        [0, 60],
        [40, 100],
      ],
    ],
  ],
] as const satisfies readonly [string, Path, readonly Path[]][]) {
  test(`cuts ${what}`, () => {
    const cut: readonly (readonly Point[])[] = clipLine(line, square);
    assert.deepEqual(cut, parts);
  });
}
