import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Path, Point } from '../../../platform/src/forest/tiles/mvt.ts';
import { simplify } from './simplify.ts';

for (const [what, path, kept] of [
  [
    'what lies on the way',
    [
      [0, 0],
      [5, 0],
      [10, 0],
    ],
    [
      [0, 0],
      [10, 0],
    ],
  ],
  [
    'a bend that nobody sees',
    [
      [0, 0],
      [5, 0.9],
      [10, 0],
    ],
    [
      [0, 0],
      [10, 0],
    ],
  ],
  [
    'nothing of a bend that is seen',
    [
      [0, 0],
      [5, 1.1],
      [10, 0],
    ],
    [
      [0, 0],
      [5, 1.1],
      [10, 0],
    ],
  ],
  [
    'nothing of a ring',
    [
      [0, 0],
      [9, 0],
      [9, 9],
      [0, 0],
    ],
    [
      [0, 0],
      [9, 0],
      [9, 9],
      [0, 0],
    ],
  ],
  ['nothing of a point', [[1, 1]], [[1, 1]]],
] as const satisfies readonly [string, Path, Path][]) {
  test(`leaves out ${what}`, () => {
    const simple: readonly (readonly number[])[] = simplify(path, 1);
    assert.deepEqual(simple, kept);
  });
}

test('is never off by more than the tolerance', () => {
  const at = fc.integer({ min: 0, max: 200 });
  fc.assert(
    fc.property(fc.array(fc.tuple(at, at), { minLength: 2, maxLength: 40 }), (path) => {
      const simple = simplify(path, 5);
      assert.deepEqual([simple[0], simple.at(-1)], [path[0], path.at(-1)]);
      for (const point of path) assert(distance(point, simple) <= 5 + 1e-9);
    }),
  );
});

/** From a point to the nearest of a path. */
function distance([x, y]: Point, path: Path): number {
  const each = path.slice(1).map(([toX, toY], at) => {
    const [fromX, fromY] = path[at] ?? [toX, toY];
    const [dx, dy] = [toX - fromX, toY - fromY];
    const length = dx * dx + dy * dy || 1;
    const share = Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / length));
    return Math.hypot(x - fromX - share * dx, y - fromY - share * dy);
  });
  return Math.min(...each);
}
