import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Cell, cellOf, curveOrder } from './curve.ts';
import { boundsOf, cellsOn, positionsOn, ringsOn } from './projection.ts';

test('brings a position onto its tile', () => {
  const tile = { level: 1, x: 1, y: 0 };
  assert.deepEqual(positionsOn(tile)([90, 0])[0], 2_048);
  assert(Math.abs(positionsOn(tile)([90, 0])[1] - 4_096) < 1e-6);
});

test('knows the bounds of a tile with what is drawn around it', () => {
  const [west, south, east, north] = boundsOf({ level: 1, x: 1, y: 0 });
  assert(west < 0 && west > -4 && east > 180 && east < 184);
  assert(south < 0 && south > -4 && north > 85);
});

test('puts what lies in a cell where that cell is on the tile', () => {
  const tile: Cell = { level: 3, x: 5, y: 2 };
  const side = 2 ** (curveOrder - 3);
  assert.deepEqual(cellsOn(tile)(5 * side, 2 * side), [0, 0]);
  assert.deepEqual(cellsOn(tile)(5.5 * side, 3 * side), [2_048, 4_096]);
});

test('has every position within the bounds of its tile', () => {
  const position = fc.tuple(
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.double({ min: -85, max: 85, noNaN: true }),
  );
  fc.assert(
    fc.property(position, fc.integer({ min: 0, max: 20 }), ([longitude, latitude], level) => {
      const tile = cellOf([longitude, latitude], level);
      const [west, south, east, north] = boundsOf(tile);
      assert(west <= longitude && longitude <= east && south <= latitude && latitude <= north);
      const [across, down] = positionsOn(tile)([longitude, latitude]);
      assert(across >= 0 && across <= 4_096 && down >= 0 && down <= 4_096);
    }),
  );
});

test('brings every ring of a polygon onto a tile', () => {
  const ring = [
    [0, 0],
    [180, 0],
    [180, -85],
    [0, 0],
  ] as [number, number][];
  const rings = ringsOn({ level: 0, x: 0, y: 0 }, { type: 'Polygon', coordinates: [ring, ring] });
  assert.equal(rings.length, 2);
  assert.deepEqual(rings[0]?.[1], [4_096, 2_048]);
});
