// How trees come to be: numbered without a gap, one to a place, counted in the same commit.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Position } from '@kindcart/contract';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { seedLand } from '../testing.ts';
import { cellOf, curveKey, keysWithin } from '../tiles/curve.ts';
import { plantTrees, type Seed } from './planting.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

const parts = { now: new Date('2026-11-23T08:00:00Z'), newTreeId: () => testId('tree') };

/** A plot of places, and how to plant on it. */
async function land(places: number) {
  const project = await house.stage.project();
  const [speciesId, plotId] = [testId('species'), testId('plot')];
  await seedLand(db, house.a.book, { speciesId, plotId, projectId: project.id, places });
  const seed = (placeNumber: number, changes: Partial<Seed> = {}): Seed => ({
    plotId,
    placeNumber,
    speciesId,
    adoptionId: null,
    replaces: null,
    ...changes,
  });
  const plant = (...seeds: Seed[]) =>
    db.transaction().execute((transaction) => plantTrees(transaction, house.a.book, seeds, parts));
  const plot = () =>
    db.selectFrom('plot').selectAll().where('id', '=', plotId).executeTakeFirstOrThrow();
  return { plotId, seed, plant, plot };
}

test('numbers trees in their order, and goes on where the last ended', async () => {
  const { seed, plant } = await land(5);
  const before = (await plant(seed(5)))[0]?.number ?? 0;
  const trees = await plant(seed(3), seed(1), seed(2));
  assert.deepEqual(
    trees.map(({ number, placeNumber }) => [number - before, placeNumber]),
    [
      [1, 3],
      [2, 1],
      [3, 2],
    ],
  );
});

test('plants nothing for nobody, and uses no number up', async () => {
  const { seed, plant } = await land(2);
  const [first] = await plant(seed(1));
  assert.deepEqual(await plant(), []);
  const [second] = await plant(seed(2));
  assert.equal((second?.number ?? 0) - (first?.number ?? 0), 1);
});

test('takes the places and counts them', async () => {
  const { plotId, seed, plant, plot } = await land(3);
  const [tree] = await plant(seed(2));
  const places = await db
    .selectFrom('place')
    .select(['number', 'state', 'tree_number'])
    .where('plot_id', '=', plotId)
    .orderBy('number')
    .execute();
  assert.deepEqual(places, [
    { number: 1, state: 'free', tree_number: null },
    { number: 2, state: 'taken', tree_number: tree?.number },
    { number: 3, state: 'free', tree_number: null },
  ]);
  const { places_taken, trees_planned } = await plot();
  assert.deepEqual([places_taken, trees_planned], [1, 1]);
});

test('tells of a tree that it is planned, and where on the curve it stands', async () => {
  const { seed, plant } = await land(1);
  const [made] = await plant(seed(1));
  assert.ok(made);
  const tree = await db
    .selectFrom('tree')
    .innerJoin('tree_stage', 'tree_stage.tree_id', 'tree.id')
    .select(['tree.state', 'curve_key', 'unfolded', 'ordinal', 'tree_stage.state as stage'])
    .where('tree.id', '=', made.id)
    .executeTakeFirstOrThrow();
  const position: Position = [103.09, 38.78];
  assert.deepEqual(tree, {
    state: 'planned',
    curve_key: curveKey(position),
    unfolded: true,
    ordinal: 1,
    stage: 'planned',
  });
  const [from, until] = keysWithin(cellOf(position, 12));
  assert.ok(from <= tree.curve_key && tree.curve_key < until);
});

test('plants nothing at all where one of the places is taken', async () => {
  const { seed, plant, plot } = await land(3);
  await plant(seed(1));
  await assert.rejects(plant(seed(2), seed(1)), /taken by another tree/);
  const { places_taken, trees_planned } = await plot();
  assert.deepEqual([places_taken, trees_planned], [1, 1]);
});

test('gives a lost tree a successor on the place that it had', async () => {
  const { seed, plant, plot } = await land(1);
  const [lost] = await plant(seed(1));
  assert.ok(lost);
  await db.updateTable('tree').set({ state: 'replaced' }).where('id', '=', lost.id).execute();
  const [tree] = await plant(seed(1, { replaces: lost.number }));
  assert.equal(tree?.replaces, lost.number);
  const { places_taken, trees_planned } = await plot();
  assert.deepEqual([places_taken, trees_planned], [1, 2]);
});
