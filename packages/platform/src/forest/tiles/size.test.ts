// A forest of 20,000 trees on either database: what its tiles weigh, and that none is lost between them.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Position } from '@kindcart/contract';
import type { OpenDatabase } from '../../database/open.ts';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { seedLand } from '../testing.ts';
import { countRound } from './counts.ts';
import { cellOf } from './curve.ts';
import { readTile } from './testing/reader.ts';
import { seedTrees } from './testing/trees.ts';
import { drawTile } from './tile.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
after(() => postgres.remove());

const bytesMax = 60_000;
const everything = { speciesIds: null, from: null, until: null };
const origins: readonly Position[] = [
  [103.09, 38.78],
  [109.5, 38.9],
  [36.8, -1.3],
  [-60.1, -3.2],
];

for (const kind of ['pglite', 'postgres'] as const) {
  test(`shows 20,000 trees on ${kind} in tiles of less than 60 kB, each of them once`, async () => {
    const database = await testDatabase(kind === 'pglite' ? undefined : postgres.url);
    try {
      await showAll(database);
    } finally {
      await database.close();
    }
  });
}

async function showAll(database: OpenDatabase): Promise<void> {
  const { db } = database;
  const house = await testPlatform(database, { idle: true });
  const { book } = house.a;
  const projectId = (await house.stage.project()).id;
  for (const [place, from] of origins.entries()) {
    const land = { plotId: testId('plot'), speciesId: testId('species') };
    await seedLand(db, book, { ...land, projectId, places: 5_000, from });
    const trees = Array.from({ length: 5_000 }, (_, at) => {
      const day = `${2_020 + (at % 7)}-04-${String(1 + (at % 28)).padStart(2, '0')}`;
      return {
        state: at % 3 === 0 ? ('established' as const) : ('planted' as const),
        plantedOn: day,
      };
    });
    await seedTrees(db, book, { ...land, from: 1 + place * 5_000, trees });
  }
  while ((await countRound(db, 20_000)) > 0);

  for (const zoom of [0, 5, 10, 14, 16, 18, 20]) {
    const seen = new Set<number>();
    let counted = 0;
    for (const tile of await tilesOf(database, zoom)) {
      const bytes = await drawTile(db, book, tile, everything);
      assert(gzipSync(bytes).length < bytesMax, `${zoom}/${tile.x}/${tile.y} weighs too much`);
      const { trees = [], clusters = [] } = readTile(bytes);
      for (const { id } of trees) seen.add(id ?? 0);
      counted +=
        trees.length + clusters.reduce((sum, { properties }) => sum + Number(properties.n), 0);
      assert(clusters.length <= 1_024);
    }
    assert.equal(counted, 20_000, `at zoom ${zoom}`);
    if (zoom >= 18) assert.equal(seen.size, 20_000, `at zoom ${zoom}`);
  }
  await house.auditClean();
  await house.stop();
}

/** All tiles of a zoom that hold a place. */
async function tilesOf({ db }: OpenDatabase, zoom: number) {
  const places = await db.selectFrom('place').select(['longitude', 'latitude']).execute();
  const tiles = places.map(({ longitude, latitude }) => cellOf([longitude, latitude], zoom));
  return new Map(tiles.map((tile) => [`${tile.x}/${tile.y}`, tile])).values();
}
