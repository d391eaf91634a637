// The demo's forest: trees of every state in places of their own, counts that add up, and made in a moment.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { isStanding } from '@kindcart/contract';
import { addOrganization } from '../access/records.ts';
import { findPlots } from '../forest/plots/records.ts';
import { countRound } from '../forest/tiles/counts.ts';
import { countForest } from '../forest/totals/records.ts';
import { readTrees } from '../forest/trees/reading.ts';
import { audit } from '../ledger/audit.ts';
import { testDatabase } from '../testing/platform.ts';
import { allChecks } from './audit.ts';
import { seedDemo } from './seed.ts';
import { seedForest } from './seed-forest.ts';
import { systemIds } from './session.ts';

/** More of `npm start` nobody waits for. */
const tookMaxMs = 2_000;

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const silent = { line: () => {}, progress: () => {} };
const seeded = await seedDemo(db, systemIds, silent);
const book = { organizationId: seeded.organizationId, livemode: false };
const now = () => new Date();

const plots = await findPlots(db, book, seeded.forest.plotIds, now());
const trees = await readTrees({ db, now, ownUrl: () => 'http://localhost:8787' }, book, {
  numbers: Array.from({ length: 1_000 }, (_, at) => at + 1),
});

test('has six plots in three countries, with a few thousand places', () => {
  assert.equal(plots.length, 6);
  assert.deepEqual([...new Set(plots.map(({ country }) => country))].sort(), ['AR', 'CN', 'SN']);
  const places = plots.reduce((sum, plot) => sum + plot.places.total, 0);
  assert(places > 2_500 && places < 8_000, `${places} places`);
  for (const plot of plots) assert(plot.places.free > plot.places.taken, plot.names.en);
});

test('has a few hundred trees in every state, of eight species', () => {
  assert(trees.length > 300 && trees.length < 600, `${trees.length} trees`);
  assert.equal(new Set(trees.map(({ speciesId }) => speciesId)).size, 8);
  const states = [...new Set(trees.map(({ state }) => state))].sort();
  assert.deepEqual(states, ['established', 'grown', 'lost', 'planned', 'planted', 'replaced']);
});

test('has a place for each tree that stands, and for none two', () => {
  const standing = trees.filter(({ state }) => isStanding(state) || state === 'planned');
  const places = standing.map(({ plotId, place }) => `${plotId} ${place.number}`);
  assert.equal(new Set(places).size, places.length);
});

test('says of its plots what its trees say', () => {
  for (const { id, trees: counts, survival } of plots) {
    const own = trees.filter(({ plotId }) => plotId === id);
    const of = (state: string) => own.filter((tree) => tree.state === state).length;
    const { planned, planted, established, grown, lost } = counts;
    assert.deepEqual(
      [planned, planted, established, grown, lost],
      [of('planned'), of('planted'), of('established'), of('grown'), of('lost') + of('replaced')],
    );
    assert.equal(survival?.of, own.filter(({ plantedOn }) => plantedOn !== null).length);
  }
});

test('has measured some of them, with heights that count, and none in the future', () => {
  const measured = trees.filter(({ size }) => size?.basis === 'observed');
  assert(measured.length > 50, `${measured.length} measured`);
  for (const { observations, size } of measured) {
    assert(observations.length > 0 && size !== null);
    assert(size.heightLowCm <= size.heightCm && size.heightCm <= size.heightHighCm);
    for (const { flags, observedAt } of observations) {
      assert.deepEqual(flags, []);
      assert(Date.parse(observedAt) <= Date.now());
    }
  }
});

test('has stages in the order of their days, and none to come', () => {
  const today = new Date().toISOString().slice(0, 10);
  for (const { stages, number } of trees) {
    const days = stages.map(({ on }) => on);
    assert.deepEqual(days, days.toSorted(), `tree ${number}`);
    assert((days.at(-1) ?? '') <= today, `tree ${number}`);
  }
});

test('says of a tree in the place of another which that was, and the other way round', () => {
  const byNumber = new Map(trees.map((tree) => [tree.number, tree]));
  const successors = trees.filter(({ replaces }) => replaces !== null);
  assert(successors.length > 3);
  for (const { number, replaces } of successors) {
    assert.equal(byNumber.get(replaces ?? 0)?.replacedBy, number);
  }
});

test('is counted as a forest, and passes the audit', async () => {
  while ((await countRound(db)) > 0);
  const forest = await countForest(db, book, now());
  assert.equal(forest.plots, 6);
  assert.equal(forest.trees.planted, trees.filter(({ state }) => isStanding(state)).length);
  const found = await audit(db, allChecks);
  assert.deepEqual(found, []);
});

test('is made once, under the same ids everywhere, and in a moment', async () => {
  assert.deepEqual((await seedDemo(db, systemIds, silent)).forest, seeded.forest);
  const other = await testDatabase();
  try {
    const again = await seedDemo(other.db, systemIds, silent);
    assert.deepEqual(again.forest, seeded.forest);
  } finally {
    await other.close();
  }
});

test('takes no more than two seconds of a processor', async () => {
  const organizationId = await addOrganization(db, systemIds, 'Another charity');
  const before = process.cpuUsage();
  await db
    .transaction()
    .execute((transaction) =>
      seedForest(transaction, systemIds, { organizationId, livemode: false }),
    );
  const { user, system } = process.cpuUsage(before);
  const tookMs = (user + system) / 1_000;
  assert(tookMs < tookMaxMs, `It took ${Math.round(tookMs)} ms.`);
});
