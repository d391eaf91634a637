import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { plotExample } from '@kindcart/contract';
import { boundsOf, flatten, outlineOf, pointOf } from './flat.ts';

const [west, south, east, north] = plotExample.bounds;

test('lays land out in metres, north up', () => {
  const flat = flatten(plotExample.bounds);
  deepEqual(flat.at([west, north]), [0, 0]);
  const [x, y] = flat.at([east, south]);
  ok(Math.abs(x - flat.widthM) < 1e-6 && Math.abs(y - flat.heightM) < 1e-6);
  ok(Math.abs(flat.widthM * flat.heightM - plotExample.areaM2) / plotExample.areaM2 < 0.01);
});

test('finds the bounds of positions, and none of none', () => {
  const corners = plotExample.polygon.coordinates.flat();
  deepEqual(boundsOf(corners), plotExample.bounds);
  equal(boundsOf([]), undefined);
});

test('draws an outline with everything that is left out of it', () => {
  const pond = {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, south],
      ],
    ],
  } as const;
  const exclusions = [
    {
      type: pond.type,
      coordinates: pond.coordinates.map((ring) => ring.map(([x, y]): [number, number] => [x, y])),
    },
  ];
  const path = outlineOf({ ...plotExample, exclusions }, flatten(plotExample.bounds));
  equal(path.match(/M[^Z]+Z/g)?.length, 2);
  ok(!/NaN|undefined|e-/.test(path));
});

test('writes points to the centimetre', () => {
  equal(pointOf([1 / 3, 2]), '0.33 2');
});

const places: readonly [where: string, bounds: typeof plotExample.bounds, widthM: number][] = [
  ['the equator', [0, -0.0005, 0.001, 0.0005], 111.32],
  ['60 degrees north', [20, 59.9995, 20.001, 60.0005], 55.66],
  ['60 degrees south', [20, -60.0005, 20.001, -59.9995], 55.66],
];

for (const [where, bounds, widthM] of places) {
  test(`makes a thousandth of a degree as wide as it is at ${where}`, () => {
    const flat = flatten(bounds);
    ok(Math.abs(flat.widthM - widthM) < 0.01, String(flat.widthM));
    ok(Math.abs(flat.heightM - 111.32) < 0.01, String(flat.heightM));
  });
}

test('keeps every position of the land within it', () => {
  const flat = flatten(plotExample.bounds);
  for (let across = 0; across <= 1; across += 0.125) {
    for (let down = 0; down <= 1; down += 0.125) {
      const [x, y] = flat.at([west + (east - west) * across, north - (north - south) * down]);
      ok(Math.abs(x - flat.widthM * across) < 1e-6 && Math.abs(y - flat.heightM * down) < 1e-6);
    }
  }
});

test('finds the same bounds whatever comes first', () => {
  const corners: [number, number][] = [
    [-70, 15],
    [103, -33],
    [80, 41],
    [-16, 0],
  ];
  for (let turn = 0; turn < corners.length; turn += 1) {
    const turned = [...corners.slice(turn), ...corners.slice(0, turn)];
    deepEqual(boundsOf(turned), [-70, -33, 103, 41]);
  }
  deepEqual(boundsOf([[7, 8]]), [7, 8, 7, 8]);
});

const points: readonly [point: readonly [number, number], said: string][] = [
  [[0, 0], '0 0'],
  [[-1.005, 2.999], '-1 3'],
  [[1e-9, 123_456.789], '0 123456.79'],
];

for (const [point, said] of points) {
  test(`writes ${point.join(', ')} as ${said}`, () => {
    equal(pointOf(point), said);
  });
}
