import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { plotExample } from '@kindcart/contract';
import { projectionOf } from './outline.ts';

test('puts the north-west corner first and the south-east one last', () => {
  const [west, south, east, north] = plotExample.bounds;
  const { width, height, point } = projectionOf(plotExample.bounds);
  deepEqual(point([west, north]), [0, 0]);
  const [x = 0, y = 0] = point([east, south]);
  ok(Math.abs(x - width) < 0.01 && Math.abs(y - height) < 0.01);
  equal(Math.max(width, height), 100);
});

test('draws degrees of longitude as short as they are so far north', () => {
  const { width, height } = projectionOf([20, 59.5, 21, 60.5]);
  ok(Math.abs(width / height - 0.5) < 0.01);
});

test('draws land without extent as a point', () => {
  const { width, height, point } = projectionOf([10, 10, 10, 10]);
  deepEqual([width, height, ...point([10, 10])], [1, 1, 0, 0]);
});
