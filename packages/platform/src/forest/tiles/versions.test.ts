import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { HandClock } from '../../http/testing.ts';
import { makeTenant, testDatabase } from '../../testing/platform.ts';
import { createVersions } from './versions.ts';

const database = await testDatabase();
const { db } = database;
const { book } = await makeTenant(database, 'Versions');
after(() => database.close());

async function raise(version: number): Promise<void> {
  const { organizationId: organization_id, livemode } = book;
  await db
    .insertInto('forest_version')
    .values({ organization_id, livemode, version })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'livemode']).doUpdateSet({ version }),
    )
    .execute();
}

test('remembers a version for half a second, so that the tiles of one view ask once', async () => {
  const clock = new HandClock();
  const versions = createVersions(db, clock);
  const first = await versions.of(book);
  await raise(1);
  assert.equal(await versions.of(book), first);
  clock.advance(499);
  assert.equal(await versions.of(book), first);
  clock.advance(1);
  assert.notEqual(await versions.of(book), first);
});

test('keeps modes apart', async () => {
  const versions = createVersions(db, new HandClock());
  await raise(2);
  assert.notEqual(await versions.of(book), await versions.of({ ...book, livemode: true }));
});

test('asks anew after a version that could not be read', async () => {
  let broken = true;
  const breaking = db.withPlugin({
    transformQuery: ({ node }) => {
      if (broken) throw new Error('Not now');
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const versions = createVersions(breaking, new HandClock());
  await assert.rejects(versions.of(book), /Not now/);
  broken = false;
  assert.match(await versions.of(book), /^\d+ /);
});
