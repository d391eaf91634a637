import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Polygon, Position } from '../land.ts';
import { areaM2, boundsOf, centreOf, extentM, flatMap, ringAreaM2, rounded } from './earth.ts';

const radiusM = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

function box(west: number, south: number, east: number, north: number): Position[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

/** What a box between two parallels measures on a sphere, by integration. */
function zoneM2(west: number, south: number, east: number, north: number): number {
  const height = Math.sin(radians(north)) - Math.sin(radians(south));
  return radiusM ** 2 * radians(east - west) * height;
}

const boxes: readonly [west: number, south: number, east: number, north: number][] = [
  [0, 0, 1, 1],
  [103, 38, 103.01, 38.01],
  [-64.9, -31.6, -64.89, -31.59],
  [179, -17, 179.5, -16.5],
];

for (const sides of boxes) {
  test(`measures the box ${sides.join(', ')} as the sphere has it`, () => {
    const wanted = zoneM2(...sides);
    assert.ok(Math.abs(ringAreaM2(box(...sides)) / wanted - 1) < 1e-7);
    assert.ok(Math.abs(ringAreaM2(box(...sides).toReversed()) / wanted + 1) < 1e-7);
  });
}

test('takes holes out of an area, however they are wound', () => {
  const outline = box(103, 38, 103.01, 38.01);
  const hole = box(103.002, 38.002, 103.004, 38.004);
  const wanted = zoneM2(103, 38, 103.01, 38.01) - zoneM2(103.002, 38.002, 103.004, 38.004);
  for (const ring of [hole, hole.toReversed()]) {
    const polygon: Polygon = { type: 'Polygon', coordinates: [outline, ring] };
    assert.ok(Math.abs(areaM2(polygon) / wanted - 1) < 1e-6);
  }
});

test('puts a box around positions, and its middle to the centimetre', () => {
  const bounds = boundsOf([
    [2, 7],
    [-1, 9],
    [0, 8.123_456_789],
  ]);
  assert.deepEqual(bounds, [-1, 7, 2, 9]);
  assert.deepEqual(centreOf(bounds), [0.5, 8]);
  assert.equal(rounded(8.123_456_789), 8.123_456_8);
});

test('says how far a box reaches, narrower in the north', () => {
  const [across, up] = extentM([10, 59.5, 11, 60.5]);
  assert.ok(Math.abs(up - 111_195) < 1);
  assert.ok(Math.abs(across - 55_597) < 1);
});

test('lays land flat in metres, and finds the way back to the centimetre', () => {
  const { toPoint, toPosition } = flatMap([103.09, 38.78]);
  const [x, y] = toPoint([103.1, 38.79]);
  assert.ok(Math.abs(x - 866.8) < 1 && Math.abs(y - 1_111.9) < 1);
  assert.deepEqual(toPosition([x, y]), [103.1, 38.79]);
  assert.deepEqual(toPoint([103.09, 38.78]), [0, 0]);
});
