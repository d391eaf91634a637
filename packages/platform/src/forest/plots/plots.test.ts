// Land through the API: what conformance cannot see, such as holds, tenants, caching and large plots.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Id, type Plot, parse, placesMax, placesSchema } from '@kindcart/contract';
import { makeSpecies, openLand, plotBody, speciesBody } from '@kindcart/contract/conformance';
import { testDatabase, testPlatform } from '../../testing/platform.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
const { stage, clock, a, b } = house;
const { db } = database;
after(async () => {
  await house.stop();
  await database.close();
});

async function readPlot(id: Id<'plot'>): Promise<Plot> {
  const answer = await stage.ask('listPlots', {}, { query: `ids=${id}` });
  assert.ok(answer.ok);
  return answer.value.items[0] ?? assert.fail();
}

async function statesOf(id: Id<'plot'>): Promise<string[]> {
  const response = await house.request(`/v1/plots/${id}/places`);
  const places = parse(placesSchema, await response.json());
  assert.ok(places.ok);
  return places.value.items.map(({ state }) => state);
}

test('counts a place that is held until its time is over, and a taken one for ever', async () => {
  const { plot } = await openLand(stage);
  const heldUntil = new Date(clock.nowMs() + 60_000);
  const held = db.updateTable('place').set({ state: 'held', held_until: heldUntil });
  await held.where('plot_id', '=', plot.id).where('number', '=', 2).execute();
  await db
    .updateTable('place')
    .set({ state: 'taken', tree_number: 77 })
    .where('plot_id', '=', plot.id)
    .where('number', '=', 5)
    .execute();
  await db
    .updateTable('plot')
    .set({ places_taken: 1, trees_planned: 1 })
    .where('id', '=', plot.id)
    .execute();
  assert.deepEqual((await readPlot(plot.id)).places, { total: 6, free: 4, held: 1, taken: 1 });
  assert.deepEqual(await statesOf(plot.id), ['free', 'held', 'free', 'free', 'taken', 'free']);
  clock.advance(60_000);
  assert.deepEqual((await readPlot(plot.id)).places, { total: 6, free: 5, held: 0, taken: 1 });
  assert.deepEqual(await statesOf(plot.id), ['free', 'free', 'free', 'free', 'taken', 'free']);
});

test('keeps land of others apart: unseen, and no neighbour', async () => {
  const { project, species, plot } = await openLand(stage);
  const others = { key: b.test.secret };
  const seen = await stage.ask('listPlots', {}, { ...others, query: `ids=${plot.id}` });
  assert.deepEqual(seen.ok && seen.value.items, []);
  const places = await stage.ask('listPlaces', { params: { plotId: plot.id } }, others);
  assert.equal(!places.ok && places.problem.code, 'plot_unknown');
  const theirs = await stage.ask('createPlot', { body: plotBody(project, species) }, others);
  assert.equal(!theirs.ok && theirs.problem.code, 'project_unknown');
  const live = await stage.ask('listPlots', {}, { key: a.live.secret });
  assert.deepEqual(live.ok && live.value.items, []);
  const own = await stage.project({}, others);
  const made = await stage.ask('createSpecies', { body: speciesBody() }, others);
  assert.ok(made.ok);
  const body = plotBody(own, made.value, { polygon: plot.polygon });
  const beside = await stage.ask('createPlot', { body }, others);
  assert.ok(beside.ok, 'the same land of another organization');
});

test('lets caches keep what pages read of land, and tells them what has not changed', async () => {
  const { plot, species } = await openLand(stage);
  const key = `key=${a.test.publishable}`;
  for (const path of [
    `/v1/plots?ids=${plot.id}&${key}`,
    `/v1/plots/${plot.id}/places?${key}`,
    `/v1/species?ids=${species.id}&${key}`,
  ]) {
    const read = (headers: Record<string, string>) => house.platform.app.request(path, { headers });
    const first = await read({});
    assert.equal(first.status, 200);
    assert.match(first.headers.get('cache-control') ?? '', /^public, max-age=2/);
    const again = await read({ 'If-None-Match': first.headers.get('etag') ?? '' });
    assert.equal(again.status, 304);
  }
});

test('numbers the places of a large plot in one go, and reads them page by page', async () => {
  const [project, species] = [await stage.project(), await makeSpecies(stage)];
  const polygon = {
    type: 'Polygon' as const,
    coordinates: [
      [
        [90.0001, 40.0001],
        [90.0041, 40.0001],
        [90.0041, 40.0091],
        [90.0001, 40.0091],
        [90.0001, 40.0001],
      ] as [number, number][],
    ],
  };
  const body = plotBody(project, species, { polygon });
  const made = await stage.ask('createPlot', { body });
  assert.ok(made.ok);
  const { id, places } = made.value;
  assert.ok(places.total > 40_000 && places.total < placesMax);
  const { count } = await db
    .selectFrom('place')
    .where('plot_id', '=', id)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  assert.equal(Number(count), places.total);
  const query = `after=${places.total - 2_001}&limit=9999`;
  const response = await house.request(`/v1/plots/${id}/places?${query}`);
  const last = parse(placesSchema, await response.json());
  assert.ok(last.ok);
  assert.deepEqual([last.value.items.length, last.value.nextAfter], [2_000, places.total - 1]);
});

test('keeps nothing of a plot that is refused', async () => {
  const { project, species, plot } = await openLand(stage);
  const count = async () => {
    const rows = await db.selectFrom('plot').select('id').execute();
    return rows.length;
  };
  const before = await count();
  const body = plotBody(project, species, { polygon: plot.polygon });
  const refused = await stage.ask('createPlot', { body });
  assert.equal(!refused.ok && refused.problem.code, 'plot_overlaps');
  assert.equal(await count(), before);
});

test('plants on closed land of the same outline nothing twice: closing frees no land', async () => {
  const { project, species, plot } = await openLand(stage);
  const params = { plotId: plot.id };
  await stage.ask('changePlot', { params, body: { state: 'closed' } });
  const body = plotBody(project, species, { polygon: plot.polygon });
  const refused = await stage.ask('createPlot', { body });
  assert.equal(!refused.ok && refused.problem.code, 'plot_overlaps');
});
