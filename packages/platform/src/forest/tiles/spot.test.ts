import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Position } from '@kindcart/contract';
import fc from 'fast-check';
import { cellOf, curveOrder, mercatorOf } from './curve.ts';
import { sharesOf, spotOf } from './spot.ts';

test('knows every position to a 256th of its cell', () => {
  const position: fc.Arbitrary<Position> = fc.tuple(
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.double({ min: -85, max: 85, noNaN: true }),
  );
  const side = 2 ** curveOrder;
  fc.assert(
    fc.property(position, (at) => {
      const cell = cellOf(at, curveOrder);
      const [across, down] = mercatorOf(at);
      const [x, y] = sharesOf(spotOf(at, cell));
      assert(Math.abs(cell.x + x - across * side) <= 1 / 256);
      assert(Math.abs(cell.y + y - down * side) <= 1 / 256);
    }),
  );
});

test('takes the middle of a cell where nothing more is known', () => {
  assert.deepEqual(sharesOf(null), [0.5, 0.5]);
});
