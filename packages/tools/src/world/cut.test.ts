import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTile } from '../../../platform/src/forest/tiles/testing/reader.ts';
import { cutZoom, type Thing } from './cut.ts';

const box = (west: number, south: number, east: number, north: number) =>
  [
    [west, south],
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ] as const;

const land = (...parts: Thing['parts'][number][]): Thing => ({
  layer: 'land',
  kind: 'area',
  parts,
  properties: {},
});
const town: Thing = {
  layer: 'places',
  kind: 'spot',
  parts: [[[100, 40]]],
  properties: { name_en: 'Town' },
};
const river: Thing = {
  layer: 'rivers',
  kind: 'line',
  parts: [
    [
      [-100, 10],
      [100, 10],
    ],
  ],
  properties: { r: 2 },
};

/** What each tile of a zoom shows, by its address. */
function tilesOf(zoom: number, ...things: Thing[]) {
  const tiles = [...cutZoom(zoom, things, 1)];
  return new Map(tiles.map(([{ x, y }, bytes]) => [`${x}/${y}`, readTile(bytes)]));
}

test('gives no tile where nothing is', () => {
  assert.deepEqual([...tilesOf(2, land(box(10, 10, 20, 20))).keys()], ['2/1']);
});

test('cuts what lies over several tiles, with some room around each', () => {
  const tiles = tilesOf(1, land(box(-50, -50, 50, 50)));
  assert.deepEqual([...tiles.keys()].sort(), ['0/0', '0/1', '1/0', '1/1']);
  const corners = tiles.get('0/0')?.land?.[0]?.geometry[0]?.map(([x]) => x) ?? [];
  assert.equal(Math.max(...corners), 4_096 + 64);
});

test('makes one thing of all land in a tile, and keeps its holes', () => {
  const island = land(box(60, 10, 70, 20));
  const withLake = land(box(10, 10, 50, 50), [...box(20, 20, 30, 30)].reverse());
  const [features] = [...tilesOf(0, island, withLake).values()].map((layers) => layers.land);
  assert.equal(features?.length, 1);
  assert.equal(features?.[0]?.geometry.length, 3);
});

test('shows a place once, in the tile that it is in', () => {
  for (const zoom of [0, 3, 6]) {
    const shown = [...tilesOf(zoom, town).values()].flatMap(({ places = [] }) => places);
    assert.deepEqual(
      shown.map(({ properties }) => properties),
      [{ name_en: 'Town' }],
    );
  }
});

test('leads a line through every tile on its way', () => {
  const tiles = tilesOf(2, river);
  assert.deepEqual([...tiles.keys()].sort(), ['0/1', '1/1', '2/1', '3/1']);
  assert.deepEqual(tiles.get('1/1')?.rivers?.[0]?.properties, { r: 2 });
});

test('leaves out land that nobody sees from so far', () => {
  assert.equal(tilesOf(0, land(box(10, 10, 10.1, 10.1))).size, 0);
  assert.equal(tilesOf(6, land(box(10, 10, 10.1, 10.1))).size, 1);
});
