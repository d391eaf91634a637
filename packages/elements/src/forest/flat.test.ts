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
