// Land where several people tell of it at once, on PostgreSQL.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { makeSpecies, openLand, pieceOfLand, plotBody } from '@kindcart/contract/conformance';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { changeSpecies } from '../species/making.ts';
import { changePlot, makePlot } from './making.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const another = await testDatabase(postgres.url);
const house = await testPlatform(database, { idle: true });
const { stage, a } = house;
after(async () => {
  await house.stop();
  await another.close();
  await database.close();
  await postgres.remove();
});

test('makes one plot of land that is told of ten times at once', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [project, species] = [await stage.project(), await makeSpecies(stage)];
    const polygon = pieceOfLand(5, 20);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        stage.ask('createPlot', { body: plotBody(project, species, { polygon }) }),
      ),
    );
    const codes = answers.map((answer) => (answer.ok ? 'made' : answer.problem.code)).sort();
    assert.deepEqual(codes, ['made', ...Array<string>(9).fill('plot_overlaps')]);
    const own = await stage.ask('listPlots', {}, { query: `projectId=${project.id}` });
    assert.equal(own.ok && own.value.items.length, 1);
  }
});

test('makes plots of land beside each other at once', async () => {
  const [project, species] = [await stage.project(), await makeSpecies(stage)];
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => stage.ask('createPlot', { body: plotBody(project, species) })),
  );
  assert.ok(answers.every(({ ok }) => ok));
});

test('never leaves a species on a plot in another currency, whoever comes first', async () => {
  for (let round = 0; round < 10; round += 1) {
    const [project, species] = [await stage.project(), await makeSpecies(stage)];
    const now = new Date();
    const price = { amount: 2_500, currency: 'CNY' };
    const results = await Promise.allSettled([
      database.db
        .transaction()
        .execute((transaction) =>
          makePlot(transaction, a.book, testId('plot'), plotBody(project, species), now),
        ),
      changeSpecies(another.db, a.book, species.id, { price }, now),
    ]);
    const done = results.filter(({ status }) => status === 'fulfilled');
    assert.equal(done.length, 1, JSON.stringify(results));
  }
});

test('keeps the pictures of two people who each add one', async () => {
  const { plot } = await openLand(stage);
  const image = (url: string) => ({
    ...{ kind: 'photo' as const, url, takenOn: '2026-05-01', credit: 'Us', bounds: null },
  });
  await Promise.all(
    [database, another].map(({ db }, at) =>
      db
        .transaction()
        .execute((transaction) =>
          changePlot(
            transaction,
            a.book,
            plot.id,
            ({ images }) => ({ images: [...images, image(`https://a.example/${at}.webp`)] }),
            new Date(),
          ),
        ),
    ),
  );
  const read = await stage.ask('listPlots', {}, { query: `ids=${plot.id}` });
  assert.equal(read.ok && read.value.items[0]?.images.length, 2);
});
