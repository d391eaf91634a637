// Where the made-up platform lets nobody adopt, how places are paged, and what the forest sums up to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@kindcart/client';
import {
  type Adoption,
  type CreateAdoption,
  createPlotExample,
  createSpeciesExample,
  type ErrorCode,
  holdMs,
  type Id,
  placeExample,
  plotExample,
  projectExample,
  speciesExample,
  treeExample,
} from '@kindcart/contract';
import { setupServer } from 'msw/node';
import { createHandlers } from '../index.ts';

const baseUrl = 'https://give.example.org';
let nowMs = Date.parse('2026-11-23T08:00:00Z');
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
const client = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });
let keys = 0;

function newWorld(empty = false): void {
  const handlers = createHandlers({ baseUrl, empty, now: () => new Date(nowMs) });
  server.resetHandlers(...Object.values(handlers));
}

type Asked<Value> = Promise<
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly code: ErrorCode } }
>;

async function answerOf<Value>(call: Asked<Value>): Promise<Value> {
  const result = await call;
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** The code of a refusal, or what was answered. */
async function codeOf(call: Asked<Pick<Adoption, 'state'>>): Promise<string> {
  const result = await call;
  return result.ok ? result.value.state : result.error.code;
}

function newKey(): string {
  keys += 1;
  return `plots ${keys}`;
}

function adopt(wish: Partial<CreateAdoption> = {}) {
  const plain = { placeNumber: null, shares: 1, teamName: null, gift: null };
  const body = { plotId: plotExample.id, speciesId: speciesExample.id, ...plain, ...wish };
  return client.createAdoption({ body, idempotencyKey: newKey() });
}

/** A square of a few metres beside the example, with four places on it. */
async function smallPlot(speciesId: Id<'species'> = speciesExample.id): Promise<Id<'plot'>> {
  const [west, south, east, north] = [103.1, 38.78, 103.100_047, 38.780_036];
  const ring: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const land = {
    polygon: { type: 'Polygon' as const, coordinates: [ring] },
    grid: { spacingCm: 200, rowCm: 200, bearingDegrees: 0 },
  };
  const body = { ...createPlotExample, speciesIds: [speciesId], ...land };
  const { id, places } = await answerOf(client.createPlot({ body, idempotencyKey: newKey() }));
  assert.equal(places.total, 4);
  return id;
}

const newSpecies = (amount: number) =>
  answerOf(
    client.createSpecies({
      body: { ...createSpeciesExample, price: { amount, currency: 'CNY' } },
      idempotencyKey: newKey(),
    }),
  );

const nobody = 'spc_01k9p4m8q2fz3t6v8w0x2y4z9z' as const;
const wishes: readonly [what: string, wish: Partial<CreateAdoption>, answer: string][] = [
  ['the first place', { placeNumber: 1 }, 'held'],
  ['any place', {}, 'held'],
  ['a plot that is not there', { plotId: 'plt_01k9p4m8q2fz3t6v8w0x2y4z9z' }, 'plot_unknown'],
  ['a species that is not there', { speciesId: nobody }, 'species_unknown'],
  ['a place with a tree', { placeNumber: placeExample.number }, 'place_taken'],
  ['a place that somebody else holds', { placeNumber: placeExample.number + 5 }, 'place_taken'],
  ['the place after the last', { placeNumber: plotExample.places.total + 1 }, 'place_unknown'],
  ['a place that no plot has', { placeNumber: 200_001 }, 'request_invalid'],
  ['a team of one', { teamName: 'Lonely' }, 'request_invalid'],
];

for (const [what, wish, answer] of wishes) {
  test(`answers ${answer} to a wish for ${what}`, async () => {
    newWorld();
    assert.equal(await codeOf(adopt(wish)), answer);
  });
}

test('lets nobody adopt a species that the plot has not, or that is retired', async () => {
  newWorld();
  const { id: speciesId } = await newSpecies(2_500);
  assert.equal(await codeOf(adopt({ speciesId })), 'species_not_offered');
  const params = { plotId: plotExample.id };
  await answerOf(client.changePlot({ params, body: { speciesIds: [speciesId] } }));
  assert.equal(await codeOf(adopt({ speciesId })), 'held');
  assert.equal(await codeOf(adopt()), 'species_not_offered');
  const retired = { params: { speciesId }, body: { state: 'retired' as const } };
  await answerOf(client.changeSpecies(retired));
  assert.equal(await codeOf(adopt({ speciesId })), 'species_not_offered');
});

test('lets nobody adopt on a plot that is closed, and again once it is open', async () => {
  newWorld();
  const params = { plotId: plotExample.id };
  for (const [state, answer] of [
    ['closed', 'plot_closed'],
    ['open', 'held'],
  ] as const) {
    await answerOf(client.changePlot({ params, body: { state } }));
    assert.equal(await codeOf(adopt()), answer);
  }
});

test('lets nobody adopt in a project that is closed', async () => {
  newWorld();
  await answerOf(client.closeProject({ params: { projectId: projectExample.id } }));
  assert.equal(await codeOf(adopt()), 'project_closed');
});

test('takes no shares that the project would not take as gifts', async () => {
  newWorld();
  const least = projectExample.minimum.amount;
  const { id: speciesId } = await newSpecies(2 * least);
  const plotId = await smallPlot(speciesId);
  assert.equal(await codeOf(adopt({ plotId, speciesId, shares: 2 })), 'held');
  assert.equal(await codeOf(adopt({ plotId, speciesId, shares: 3 })), 'request_invalid');
});

test('keeps the price at which a place was held', async () => {
  newWorld();
  const held = await answerOf(adopt());
  const price = { amount: speciesExample.price.amount + 1, currency: 'CNY' };
  const params = { speciesId: speciesExample.id };
  await answerOf(client.changeSpecies({ params, body: { price } }));
  const read = await answerOf(client.getAdoption({ params: { adoptionId: held.id } }));
  assert.deepEqual([read.price, (await answerOf(adopt())).price], [speciesExample.price, price]);
});

test('is full when every place is held, and frees them as they are given back or time passes', async () => {
  newWorld();
  const plotId = await smallPlot();
  const held = [];
  for (let each = 0; each < 4; each += 1) held.push(await answerOf(adopt({ plotId })));
  assert.deepEqual(
    held.map(({ place }) => place.number),
    [1, 2, 3, 4],
  );
  assert.equal(await codeOf(adopt({ plotId })), 'plot_full');
  const [, second] = held;
  assert.ok(second);
  const params = { adoptionId: second.id };
  assert.equal(await codeOf(client.releaseAdoption({ params })), 'released');
  assert.equal(await codeOf(client.releaseAdoption({ params })), 'released');
  assert.equal((await answerOf(adopt({ plotId }))).place.number, 2);
  nowMs += holdMs;
  const [plot] = (await answerOf(client.listPlots({ query: { ids: [plotId] } }))).items;
  assert.deepEqual(plot?.places, { total: 4, free: 4, held: 0, taken: 0 });
  const late = client.releaseAdoption({ params: { adoptionId: held[0]?.id ?? second.id } });
  assert.equal(await codeOf(late), 'adoption_over');
});

const pages: readonly [after: number, limit: number, numbers: number[], next: number | null][] = [
  [0, 2, [1, 2], 2],
  [2, 2, [3, 4], null],
  [3, 9, [4], null],
  [4, 1, [], null],
  [9_999_999, 1, [], null],
];

for (const [after, limit, numbers, next] of pages) {
  test(`reads ${limit} of four places after the number ${after}`, async () => {
    newWorld();
    const query = { after, limit };
    const page = await answerOf(
      client.listPlaces({ params: { plotId: await smallPlot() }, query }),
    );
    assert.deepEqual([page.items.map(({ number }) => number), page.nextAfter], [numbers, next]);
  });
}

test('pages through the trees of a plot by number', async () => {
  newWorld();
  const query = { plotId: plotExample.id, limit: 3 };
  const first = await answerOf(client.listTrees({ query }));
  assert.equal(first.nextCursor, String(treeExample.number + 2));
  const cursor = first.nextCursor ?? '';
  const second = await answerOf(client.listTrees({ query: { ...query, cursor } }));
  const numbers = [...first.items, ...second.items].map(
    ({ number }) => number - treeExample.number,
  );
  assert.deepEqual([numbers, second.nextCursor], [[0, 1, 2, 3, 4], null]);
});

test('reads trees by id and by number in the order in which they are asked for, one way at a time', async () => {
  newWorld();
  const { id, number } = treeExample;
  const of = async (query: Parameters<typeof client.listTrees>[0]) => {
    const result = await client.listTrees(query);
    return result.ok ? result.value.items.map((tree) => tree.number) : result.error.code;
  };
  assert.deepEqual(await of({ query: { numbers: [number + 2, 7, number] } }), [number + 2, number]);
  assert.deepEqual(await of({ query: { ids: [id] } }), [number]);
  assert.equal(await of({ query: { ids: [id], numbers: [number] } }), 'request_invalid');
  assert.equal(await of({}), 'request_invalid');
});

test('sums the forest up: what stands, of which kind, since when, and where', async () => {
  newWorld();
  const forest = await answerOf(client.getForest());
  assert.deepEqual(forest.trees, { adopted: 5, planned: 1, planted: 4, lost: 1 });
  assert.deepEqual(forest.species, [{ speciesId: speciesExample.id, trees: 4 }]);
  assert.deepEqual(forest.years, [{ year: 2026, trees: 4 }]);
  assert.deepEqual(
    [forest.plots, forest.countries, forest.bounds],
    [1, ['CN'], plotExample.bounds],
  );
  await smallPlot();
  const { plots, bounds } = await answerOf(client.getForest());
  assert.deepEqual([plots, bounds], [2, [103.09, 38.78, 103.100_047, 38.7809]]);
});

test('has a forest without trees and without bounds where there is no land', async () => {
  newWorld(true);
  const { trees, species, years, plots, countries, bounds } = await answerOf(client.getForest());
  assert.deepEqual(trees, { adopted: 0, planned: 0, planted: 0, lost: 0 });
  assert.deepEqual([species, years, plots, countries, bounds], [[], [], 0, [], null]);
});
