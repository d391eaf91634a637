import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { plotExample } from '@kindcart/contract';
import {
  dots,
  flatten,
  frameAround,
  isArrow,
  nextTowards,
  outline,
  zoomed,
} from './plan-geometry.ts';

const { centre, polygon } = plotExample;

test('lays the centre at zero, north above and east to the right', () => {
  const flat = flatten(centre);
  const [east, north] = centre;
  const { x, y } = flat(centre);
  equal(Math.abs(x) + Math.abs(y), 0);
  ok(flat([east + 0.001, north]).x > 0);
  ok(flat([east, north + 0.001]).y < 0);
});

test('is as wide in metres as the land is', () => {
  const flat = flatten(centre);
  const [west, south, east, north] = plotExample.bounds;
  const [low, high] = [flat([west, south]), flat([east, north])];
  const area = (high.x - low.x) * (low.y - high.y);
  // The example says 10,423 m², by its outline on the ellipsoid.
  ok(Math.abs(area / plotExample.areaM2 - 1) < 0.01, String(area));
});

test('goes the short way over the date line', () => {
  const flat = flatten([179.999, 10]);
  ok(Math.abs(flat([-179.999, 10]).x) < 250);
  ok(Math.abs(flatten([-179.999, 10])([179.999, 10]).x) < 250);
});

test('frames all spots with some air, and a single one with room', () => {
  const frame = frameAround([
    { x: -10, y: -20 },
    { x: 30, y: 20 },
  ]);
  deepEqual(frame, { x: 10, y: 0, width: 40 * 1.16, height: 40 * 1.16 });
  ok(frameAround([{ x: 1, y: 1 }]).width > 4);
});

test('keeps its middle when it comes nearer', () => {
  deepEqual(zoomed({ x: 1, y: 2, width: 8, height: 4 }, 4), { x: 1, y: 2, width: 2, height: 1 });
});

test('draws an outline as closed rings', () => {
  const path = outline(polygon.coordinates, flatten(centre));
  equal(path.match(/M/g)?.length, 1);
  equal(path.match(/L/g)?.length, 4);
  ok(path.endsWith('Z'));
  ok(!/NaN|e/.test(path));
  const holed = outline([...polygon.coordinates, ...polygon.coordinates], flatten(centre));
  equal(holed.match(/Z/g)?.length, 2);
});

test('draws places as strokes of no length, to the centimetre', () => {
  const spots = [
    { x: 1, y: 2.346 },
    { x: -3, y: 0 },
  ];
  equal(dots(spots), 'M1 2.35h0M-3 0h0');
  equal(dots([]), '');
});

test('knows the keys that lead from tree to tree', () => {
  deepEqual(['ArrowLeft', 'ArrowUp', 'Enter', 'toString', '+'].filter(isArrow), [
    'ArrowLeft',
    'ArrowUp',
  ]);
});

const things = [
  { x: 0, y: 0, name: 'middle' },
  { x: 10, y: 1, name: 'right' },
  { x: 4, y: 4, name: 'aside' },
  { x: -10, y: 0, name: 'left' },
  { x: 0, y: 10, name: 'below' },
  { x: 1, y: -10, name: 'above' },
];

const ways = [
  ['ArrowRight', 'right'],
  ['ArrowLeft', 'left'],
  ['ArrowDown', 'below'],
  ['ArrowUp', 'above'],
] as const;

for (const [key, name] of ways) {
  test(`leads with ${key} to what lies ${name}`, () => {
    equal(nextTowards({ x: 0, y: 0 }, things, key)?.name, name);
  });
}

test('leads nowhere from the edge', () => {
  equal(nextTowards({ x: 10, y: 0 }, [{ x: 10, y: 0 }], 'ArrowRight'), undefined);
});
