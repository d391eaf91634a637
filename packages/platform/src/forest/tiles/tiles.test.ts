// Tiles through HTTP: what they show, how long they may be kept, and how each way to ask wrongly is answered.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Position } from '@kindcart/contract';
import { outcomeOf, problemOf } from '../../http/testing.ts';
import { goodOrigin, testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { seedLand } from '../testing.ts';
import { countRound } from './counts.ts';
import { cellOf } from './curve.ts';
import { readTile } from './testing/reader.ts';
import { seedTrees } from './testing/trees.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, {
  idle: true,
  limits: {
    key: { count: 1, periodSeconds: 60, burst: 60 },
    address: undefined,
    donations: undefined,
    tiles: { count: 10, periodSeconds: 1, burst: 600 },
  },
});
after(async () => {
  await house.stop();
  await database.close();
});

const { book } = house.a;
const projectId = (await house.stage.project()).id;
const at: Position = [103.09, 38.78];
const [kind, another] = [testId('species'), testId('species')];
const [plotId, otherPlotId] = [testId('plot'), testId('plot')];
await seedLand(db, book, { speciesId: kind, plotId, projectId, places: 300, from: at });
await seedLand(db, book, {
  speciesId: another,
  plotId: otherPlotId,
  projectId,
  places: 4_200,
  from: [103.2, 38.78],
});
await seedTrees(db, book, {
  plotId,
  speciesId: kind,
  from: 1,
  trees: [
    { state: 'planned', plantedOn: null },
    { state: 'planted', plantedOn: '2026-04-05' },
    { state: 'established', plantedOn: '2025-04-05' },
    { state: 'grown', plantedOn: '2020-04-05' },
    { state: 'lost', plantedOn: '2025-04-05' },
  ],
});
await seedTrees(db, book, {
  plotId: otherPlotId,
  speciesId: another,
  from: 1_000,
  trees: Array.from({ length: 4_200 }, (_, place) =>
    place < 200
      ? ({ state: 'planned', plantedOn: null } as const)
      : ({ state: 'planted', plantedOn: '2024-10-01' } as const),
  ),
});
while ((await countRound(db)) > 0);

/** The address of the tile of a zoom around a position. */
function tileAt(zoom: number, position: Position, filters = ''): string {
  const { x, y } = cellOf(position, zoom);
  return `/v1/forest/tiles/${zoom}/${x}/${y}?key=${house.a.test.publishable}${filters}`;
}

/** Asks as a page does. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  house.platform.app.request(path, { method, headers: { Origin: goodOrigin, ...headers } });

async function layersOf(path: string) {
  const response = await ask(path);
  assert.equal(response.status, 200);
  return readTile(new Uint8Array(await response.arrayBuffer()));
}

test('shows every standing tree with its number, kind, state and day', async () => {
  const { trees = [], clusters, plots = [] } = await layersOf(tileAt(16, at));
  assert.equal(clusters, undefined);
  assert.deepEqual(
    trees.map(({ id, properties }) => ({ id, ...properties })),
    [
      { id: 1, s: kind, t: 0 },
      { id: 2, s: kind, t: 1, p: 20_548 },
      { id: 3, s: kind, t: 2, p: 20_183 },
      { id: 4, s: kind, t: 3, p: 18_357 },
    ],
  );
  assert.deepEqual(
    plots.map(({ type, properties }) => ({ type, ...properties })),
    [{ type: 3, id: plotId, state: 'open', name: 'Minqin, north edge', 'name_zh-CN': '民勤北缘' }],
  );
});

test('shows trees to the centimetre when the map is near', async () => {
  const { trees = [] } = await layersOf(tileAt(18, at));
  const columns = trees.map(({ geometry }) => geometry[0]?.[0]?.[0] ?? 0);
  const steps = columns.slice(1).map((column, place) => column - (columns[place] ?? 0));
  const apart = (4_096 * 2 ** 18 * (2 / 111_320)) / 360;
  for (const step of steps) assert(Math.abs(step - apart) <= 1, `${step} and not ${apart}`);
});

test('shows trees together where there are too many, at the middle of each group', async () => {
  const { trees, clusters = [], plots = [] } = await layersOf(tileAt(6, at));
  assert.equal(trees, undefined);
  assert.deepEqual(
    clusters.map(({ properties }) => properties),
    [{ n: 4_204, u: 201 }],
  );
  const [[column = 0] = []] = clusters[0]?.geometry[0] ?? [];
  const expected = ((103.2 + 0.0008 + 180) / 360) * 64 - cellOf(at, 6).x;
  assert(Math.abs(column - expected * 4_096) < 8, `${column} and not ${expected * 4_096}`);
  assert.deepEqual(
    plots.map(({ type }) => type),
    [1, 1],
  );
});

test('counts the same trees at every zoom', async () => {
  for (let zoom = 0; zoom < 11; zoom += 1) {
    const { trees = [], clusters = [] } = await layersOf(tileAt(zoom, at));
    const shown = clusters.reduce((sum, { properties }) => sum + Number(properties.n), 0);
    assert.equal(shown + trees.length, 4_204, `at zoom ${zoom}`);
  }
});

for (const [what, filters, numbers] of [
  ['of one kind', `&species=${kind}`, [1, 2, 3, 4]],
  ['of kinds that are not there', `&species=${testId('species')}`, []],
  ['planted until a year', `&species=${kind}&until=2025`, [3, 4]],
  ['planted from a year on', `&species=${kind}&from=2025`, [2, 3]],
  ['planted within years', `&species=${kind}&from=2021&until=2025`, [3]],
  ['planted in no year', `&species=${kind}&from=2026&until=2020`, []],
] as const) {
  test(`shows the trees ${what}`, async () => {
    const { trees = [] } = await layersOf(tileAt(6, at, filters));
    assert.deepEqual(
      trees.map(({ id }) => id),
      numbers,
    );
  });
}

test('answers with no bytes where nothing is', async () => {
  const response = await ask(tileAt(10, [-100, 10]), { 'Accept-Encoding': 'gzip' });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-encoding'), null);
  assert.equal((await response.arrayBuffer()).byteLength, 0);
});

test('shows the forest of the organization and the mode whose key it is', async () => {
  for (const key of [house.b.test.publishable, house.a.live.publishable]) {
    const { x, y } = cellOf(at, 6);
    const response = await ask(`/v1/forest/tiles/6/${x}/${y}?key=${key}`);
    assert.equal((await response.arrayBuffer()).byteLength, 0);
  }
});

test('compresses for whoever takes it, and says so', async () => {
  const path = tileAt(6, at);
  const plain = await ask(path);
  const packed = await ask(path, { 'Accept-Encoding': 'br, gzip' });
  assert.equal(plain.headers.get('content-encoding'), null);
  assert.equal(packed.headers.get('content-encoding'), 'gzip');
  assert.equal(packed.headers.get('content-type'), 'application/vnd.mapbox-vector-tile');
  assert.deepEqual(gunzipSync(await packed.arrayBuffer()), Buffer.from(await plain.arrayBuffer()));
});

test('may be kept by all who ask with the key in the address, from any page of it', async () => {
  const { headers } = await ask(tileAt(6, at));
  assert.equal(headers.get('cache-control'), 'public, max-age=10, stale-while-revalidate=300');
  assert.equal(headers.get('vary'), 'Origin, Accept-Encoding');
  assert.equal(headers.get('access-control-allow-origin'), '*');
});

test('may be kept by the caller alone when the key is in a header', async () => {
  const path = tileAt(6, at).replace(/\?.*/, '');
  const ofPage = await ask(path, { Authorization: `Bearer ${house.a.test.publishable}` });
  assert.match(ofPage.headers.get('cache-control') ?? '', /^private/);
  const ofServer = await house.request(path);
  assert.equal(ofServer.headers.get('cache-control'), 'no-store');
});

test('is not sent again while nothing changed, and is once something did', async () => {
  const path = tileAt(16, at);
  const etag = (await ask(path)).headers.get('etag') ?? '';
  const same = await ask(path, { 'If-None-Match': etag });
  assert.equal(same.status, 304);
  assert.equal(same.headers.get('etag'), etag);
  assert.equal((await ask(tileAt(17, at), { 'If-None-Match': etag })).status, 200);
  assert.equal((await ask(`${path}&until=2026`, { 'If-None-Match': etag })).status, 200);

  await db
    .updateTable('tree')
    .set({ state: 'planted', planted_on: '2026-11-02', unfolded: true })
    .where('number', '=', 1)
    .execute();
  assert.equal(await countRound(db), 1);
  house.clock.advance(1_000);
  const after = await ask(path, { 'If-None-Match': etag });
  assert.equal(after.status, 200);
  const { trees = [] } = readTile(new Uint8Array(await after.arrayBuffer()));
  assert.equal(trees[0]?.properties.t, 1);

  await db.updateTable('plot').set({ state: 'closed', updated_at: new Date() }).execute();
  house.clock.advance(1_000);
  const etagNow = after.headers.get('etag') ?? '';
  assert.equal((await ask(path, { 'If-None-Match': etagNow })).status, 200);
});

test('answers only with headers whoever asks only for them', async () => {
  const head = await ask(tileAt(6, at), {}, 'HEAD');
  assert.equal(head.status, 200);
  assert.notEqual(head.headers.get('etag'), null);
  assert.equal((await head.arrayBuffer()).byteLength, 0);
});

for (const [what, path, outcome] of [
  ['a tile beyond the deepest', '/v1/forest/tiles/21/0/0?key=$', '404 not_found'],
  ['a tile beside the world', '/v1/forest/tiles/3/8/0?key=$', '404 not_found'],
  ['a tile that is no number', '/v1/forest/tiles/3/a/0?key=$', '404 not_found'],
  ['a tile of unknown filters', '/v1/forest/tiles/3/0/0?key=$&colour=green', '400 request_invalid'],
  ['a tile of no year', '/v1/forest/tiles/3/0/0?key=$&until=soon', '400 request_invalid'],
  ['a tile without a key', '/v1/forest/tiles/3/0/0', '401 key_missing'],
  ['a tile with a made-up key', '/v1/forest/tiles/3/0/0?key=pk_test_x', '401 key_unknown'],
] as const) {
  test(`refuses ${what}: ${outcome}`, async () => {
    const response = await ask(path.replace('$', house.a.test.publishable));
    assert.equal(await outcomeOf(response), outcome);
  });
}

test('says in words which tiles there are', async () => {
  const path = `/v1/forest/tiles/21/0/0?key=${house.a.test.publishable}`;
  const { detail } = await problemOf(await ask(path));
  assert.match(detail, /There is no such tile: its zoom is from 0 to 20/);
});

test('refuses a page that the key is not for', async () => {
  const response = await ask(tileAt(6, at), { Origin: 'https://stranger.example' });
  assert.equal(await outcomeOf(response), '403 origin_not_allowed');
});

test('counts tiles by address, and by nothing else', async () => {
  const path = tileAt(3, [-100, 10]);
  // No request is granted for the time that the others take.
  house.clock.stand();
  const outcomes = new Map<string, number>();
  for (let tile = 0; tile < 700; tile += 1) {
    const outcome = await outcomeOf(await ask(path));
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  assert.deepEqual([...outcomes.keys()], ['200', '429 rate_limited']);
  const { headers, status } = await house.platform.app.request(
    `/v1/projects?ids=${projectId}&key=${house.a.test.publishable}`,
    { headers: { Origin: goodOrigin } },
  );
  assert.equal(status, 200);
  assert.match(headers.get('ratelimit') ?? '', /^"key";r=59;/);
});
