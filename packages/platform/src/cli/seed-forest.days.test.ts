// The demo's forest on days of the calendar on which a demo may begin: nothing is ever of the future.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { findPlots } from '../forest/plots/records.ts';
import { readTrees } from '../forest/trees/reading.ts';
import { makeTenant, testDatabase, testIds } from '../testing/platform.ts';
import { demoPlots } from './demo-forest-data.ts';
import { seedForest } from './seed-forest.ts';

const numbers = Array.from({ length: 1_000 }, (_, at) => at + 1);

const database = await testDatabase();
const { db } = database;
after(() => database.close());

/** The forest as it is made at a time, for a charity of its own. */
async function forestAt(time: string) {
  const now = new Date(time);
  const { book } = await makeTenant(database, `Demo at ${time}`);
  const ids = { ...testIds, nowMs: () => now.getTime() };
  const make = () => db.transaction().execute((each) => seedForest(each, ids, book));
  const seeded = await make();
  const parts = { db, now: () => now, ownUrl: () => 'http://localhost:8787' };
  const trees = await readTrees(parts, book, { numbers });
  const plots = await findPlots(db, book, seeded.plotIds, now);
  return { book, now, seeded, make, trees, plots };
}

const waiting = demoPlots
  .flatMap(({ stands }) => stands)
  .filter(({ yearsAgo }) => yearsAgo === null)
  .reduce((sum, { standing }) => sum + standing, 0);

const times: readonly [what: string, time: string][] = [
  ['on a day that few years have', '2028-02-29T12:00:00Z'],
  ['in the first hour of a day of planting', '2027-04-05T00:30:00Z'],
];

for (const [what, time] of times) {
  test(`is whole when it is made ${what}`, async () => {
    const { now, trees, plots } = await forestAt(time);
    const today = now.toISOString().slice(0, 10);
    for (const { number, stages, plantedOn, state } of trees) {
      const days = stages.map(({ on }) => on);
      assert.deepEqual(days, days.toSorted(), `tree ${number}`);
      assert.ok(
        days.every((day) => day <= today),
        `tree ${number}: ${days.join()} on ${today}`,
      );
      assert.equal(plantedOn === null, state === 'planned', `tree ${number} is ${state}`);
    }
    const planted = trees.filter(({ plantedOn }) => plantedOn !== null).length;
    const told = plots.reduce(
      (sum, { trees: of }) => sum + of.planted + of.established + of.grown + of.lost,
      0,
    );
    assert.ok(told <= planted && told > 300, `${told} of ${planted}`);
    assert.equal(trees.filter(({ state }) => state === 'planned').length, waiting);
  });
}

test('is made once, whenever it is asked for again', async () => {
  const { make, seeded, book } = await forestAt('2027-06-01T00:00:00Z');
  const count = async () => {
    const trees = db.selectFrom('tree').select('number');
    return (await trees.where('organization_id', '=', book.organizationId).execute()).length;
  };
  const before = await count();
  assert.deepEqual(await make(), seeded);
  assert.equal(await count(), before);
});

for (const { names, species, stands, plantingDay, season, polygon } of demoPlots) {
  test(`tells of ${names.en} what goes together`, () => {
    const month = Number(plantingDay.slice(0, 2));
    const { fromMonth, toMonth } = season ?? assert.fail();
    const inSeason =
      fromMonth <= toMonth
        ? fromMonth <= month && month <= toMonth
        : month >= fromMonth || month <= toMonth;
    assert.ok(inSeason, `${plantingDay} in ${fromMonth} to ${toMonth}`);
    assert.ok(!Number.isNaN(Date.parse(`2027-${plantingDay}`)));
    for (const stand of stands) assert.ok(species.includes(stand.species), stand.species);
    for (const stand of stands.filter(({ yearsAgo }) => yearsAgo === null)) {
      assert.equal(stand.lost + stand.replaced, 0, 'what is not planted is not lost');
    }
    assert.ok(names['zh-CN'] !== undefined);
    const [ring = []] = polygon.coordinates;
    assert.deepEqual(ring.at(-1), ring[0]);
  });
}
