import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Cell,
  cellOf,
  cellOfKey,
  curveKey,
  curveOrder,
  keyOfCell,
  keysWithin,
  mercatorOf,
} from './curve.ts';

const cells: fc.Arbitrary<Cell> = fc.integer({ min: 0, max: curveOrder }).chain((level) => {
  const at = fc.integer({ min: 0, max: 2 ** level - 1 });
  return fc.record({ level: fc.constant(level), x: at, y: at });
});
const positions = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
);

test('visits the four quarters of the world in the order of the curve', () => {
  const quarters = [0, 1, 2, 3].map((key) => cellOfKey(1, key));
  assert.deepEqual(
    quarters.map(({ x, y }) => [x, y]),
    [
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
    ],
  );
});

test('finds every cell again by its key', () => {
  fc.assert(
    fc.property(cells, (cell) => {
      assert.deepEqual(cellOfKey(cell.level, keyOfCell(cell)), { ...cell });
    }),
  );
});

test('gives every cell of a level a key of its own, without a gap', () => {
  const level = 5;
  const side = 2 ** level;
  const keys = Array.from({ length: side * side }, (_, at) =>
    keyOfCell({ level, x: at % side, y: Math.floor(at / side) }),
  );
  assert.deepEqual(
    keys.sort((a, b) => a - b),
    Array.from({ length: side * side }, (_, at) => at),
  );
});

test('goes from every cell to one beside it', () => {
  const key = fc.integer({ min: 0, max: 4 ** 20 - 2 });
  fc.assert(
    fc.property(key, (at) => {
      const [a, b] = [cellOfKey(20, at), cellOfKey(20, at + 1)];
      assert.equal(Math.abs(a.x - b.x) + Math.abs(a.y - b.y), 1);
    }),
  );
});

test('has what lies in a cell in one range of keys, and nothing else', () => {
  fc.assert(
    fc.property(positions, cells, (position, other) => {
      const key = curveKey(position);
      const [first, beyond] = keysWithin(cellOf(position, other.level));
      assert(first <= key && key < beyond);
      const isIn = keysWithin(other)[0] <= key && key < keysWithin(other)[1];
      const { x, y } = cellOf(position, other.level);
      assert.equal(isIn, x === other.x && y === other.y);
    }),
  );
});

test('keeps keys of the finest curve within the safe integers', () => {
  const last = { level: curveOrder, x: 2 ** curveOrder - 1, y: 0 };
  assert.equal(keyOfCell(last), 4 ** curveOrder - 1);
  assert(Number.isSafeInteger(4 ** curveOrder));
});

for (const [what, position, x, y] of [
  ['the middle of the world', [0, 0], 0.5, 0.5],
  ['the west', [-180, 0], 0, 0.5],
  ['the north pole, on the edge', [0, 90], 0.5, 0],
  ['the south pole, on the edge', [0, -90], 0.5, 1],
] as const) {
  test(`puts ${what} at ${x} across and ${y} down`, () => {
    const [across, down] = mercatorOf([...position]);
    assert(Math.abs(across - x) < 1e-9 && Math.abs(down - y) < 1e-9, `${across} ${down}`);
  });
}

test('keeps what lies on the edge of the world within it', () => {
  assert.deepEqual(cellOf([180, -90], 3), { level: 3, x: 7, y: 7 });
  assert.deepEqual(cellOf([-180, 90], 3), { level: 3, x: 0, y: 0 });
});
