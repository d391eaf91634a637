// The world as it is shipped, through HTTP: every tile of it, and the style.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { buildHouse, outcomeOf, problemOf } from '../../http/testing.ts';
import { type Cell, cellOf } from '../tiles/curve.ts';
import { readTile } from '../tiles/testing/reader.ts';
import { openArchive } from './archive.ts';
import { registerWorld } from './routes.ts';

const tileBytesMax = 60_000;
const { app } = buildHouse({
  rooms: [(api) => registerWorld(api, { publicUrl: 'https://give.example.org' })],
});
const file = new URL('../../../world/world.pmtiles', import.meta.url);
const archive = openArchive(new Uint8Array(readFileSync(file)));

const tileAt = (zoom: number, position: [number, number]) => {
  const { x, y } = cellOf(position, zoom);
  return `/v1/forest/world/${zoom}/${x}/${y}`;
};

/** What an independent reader finds in a tile. */
async function layersOf(path: string) {
  const response = await app.request(path);
  assert.equal(response.status, 200);
  return readTile(new Uint8Array(await response.arrayBuffer()));
}

test('has every tile of every zoom in less than 60 kB, with layers that are told', () => {
  const told = new Set(['land', 'lakes', 'rivers', 'borders', 'countries', 'places', 'relief']);
  let tiles = 0;
  for (let level = 0; level <= archive.zoomMax; level += 1) {
    for (let at = 0; at < 4 ** level; at += 1) {
      const cell: Cell = { level, x: at % 2 ** level, y: Math.floor(at / 2 ** level) };
      const packed = archive.tile(cell);
      if (packed === undefined) continue;
      tiles += 1;
      assert(packed.length < tileBytesMax, `${level}/${cell.x}/${cell.y}: ${packed.length}`);
      const layers = Object.keys(readTile(gunzipSync(packed)));
      assert(
        layers.every((layer) => told.has(layer)),
        layers.join(),
      );
    }
  }
  assert(tiles > 2_000);
});

test('shows land, water, borders and names where they are', async () => {
  const layers = await layersOf(tileAt(5, [103, 36]));
  const { land = [], rivers = [], places = [] } = layers;
  assert.equal(land.length, 1);
  assert(rivers.length > 0);
  const names = places.map(({ properties }) => properties.name_zh);
  assert(names.includes('兰州') && names.includes('武威'), names.join());
});

test('names countries in the languages of its readers', async () => {
  const { countries = [] } = await layersOf('/v1/forest/world/1/1/0');
  const china = countries.find(({ properties }) => properties.iso === 'CN');
  assert.deepEqual([china?.properties.name_zh, china?.properties.name_ar], ['中国', 'الصين']);
});

test('answers with no bytes at sea', async () => {
  const response = await app.request(tileAt(6, [-140, 0]), {
    headers: { 'Accept-Encoding': 'gzip' },
  });
  assert.equal(response.status, 200);
  assert.equal((await response.arrayBuffer()).byteLength, 0);
});

test('compresses for whoever takes it, and may be kept for a day', async () => {
  const path = tileAt(4, [10, 50]);
  const plain = await app.request(path);
  const packed = await app.request(path, { headers: { 'Accept-Encoding': 'gzip, br' } });
  assert.equal(packed.headers.get('content-encoding'), 'gzip');
  assert.deepEqual(gunzipSync(await packed.arrayBuffer()), Buffer.from(await plain.arrayBuffer()));
  assert.match(packed.headers.get('cache-control') ?? '', /^public, max-age=86400/);
  assert.equal(packed.headers.get('access-control-allow-origin'), '*');
  const etag = packed.headers.get('etag') ?? '';
  const known = await app.request(path, { headers: { 'If-None-Match': etag } });
  assert.equal(known.status, 304);
});

for (const path of ['7/0/0', '0/1/0', '2/a/0', '-1/0/0']) {
  test(`knows no tile ${path}, and says which there are`, async () => {
    const problem = await problemOf(await app.request(`/v1/forest/world/${path}`));
    assert.equal(problem.code, 'not_found');
    assert.match(problem.detail, /zooms from 0 to 6/);
  });
}

test('has a style whose tiles are where browsers reach the platform', async () => {
  const response = await app.request('/v1/forest/style.json?lang=de&scheme=dark&key=pk_x');
  assert.equal(await outcomeOf(response), '400 request_invalid');
  const style = await app.request('/v1/forest/style.json?lang=de&scheme=dark');
  const text = await style.text();
  assert.match(text, /"https:\/\/give\.example\.org\/v1\/forest\/world\/\{z\}\/\{x\}\/\{y\}"/);
  assert.match(text, /name_de/);
  const etag = style.headers.get('etag') ?? '';
  const same = await app.request('/v1/forest/style.json?lang=de&scheme=dark', {
    headers: { 'If-None-Match': etag },
  });
  assert.equal(same.status, 304);
});

test('refuses a style of no scheme', async () => {
  const response = await app.request('/v1/forest/style.json?scheme=sepia');
  const { code, errors } = await problemOf(response);
  assert.equal(code, 'request_invalid');
  assert.deepEqual(errors, [{ field: 'scheme', message: 'is neither light nor dark' }]);
});
