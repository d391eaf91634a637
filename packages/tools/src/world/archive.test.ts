// What the writer writes, read by the platform, which has its own reader.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Cell } from '../../../platform/src/forest/tiles/curve.ts';
import { openArchive } from '../../../platform/src/forest/world/archive.ts';
import { archiveOf } from './archive.ts';

const cells: readonly Cell[] = [
  { level: 2, x: 3, y: 1 },
  { level: 0, x: 0, y: 0 },
  { level: 1, x: 1, y: 0 },
  { level: 2, x: 0, y: 3 },
  { level: 2, x: 2, y: 2 },
];
const bytesOf = ({ level, x, y }: Cell) =>
  new TextEncoder().encode(x === 2 || y === 3 ? 'the same' : `${level}/${x}/${y}`);
const archive = archiveOf(
  cells.map((cell) => [cell, bytesOf(cell)]),
  { name: 'Test' },
);

test('keeps every tile, in whatever order they come', () => {
  const { zoomMax, tile } = openArchive(new Uint8Array(archive));
  assert.equal(zoomMax, 2);
  for (const cell of cells) {
    const packed = tile(cell);
    assert(packed);
    assert.deepEqual(new Uint8Array(gunzipSync(packed)), bytesOf(cell));
  }
});

test('knows which tiles are not there', () => {
  const { tile } = openArchive(new Uint8Array(archive));
  assert.equal(tile({ level: 1, x: 0, y: 0 }), undefined);
});

test('keeps once what is the same', () => {
  const twice = archiveOf(
    [...cells, { level: 2, x: 2, y: 3 }].map((cell) => [cell, bytesOf(cell)]),
    { name: 'Test' },
  );
  assert(twice.length - archive.length < 10);
});

test('is told what is no archive', () => {
  assert.throws(() => openArchive(new Uint8Array(200)), /no file of PMTiles/);
});
