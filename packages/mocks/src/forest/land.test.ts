// Land in the made-up world: what a developer's own test of a map or a picker can rely on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@kindcart/client';
import {
  createPlotExample,
  createSpeciesExample,
  type ErrorCode,
  placeExample,
  plotExample,
  projectExample,
  speciesExample,
} from '@kindcart/contract';
import { setupServer } from 'msw/node';
import { createHandlers } from '../index.ts';

const baseUrl = 'https://give.example.org';
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
const client = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });
let keys = 0;

function newWorld(): void {
  const now = () => new Date('2026-11-23T08:00:00Z');
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, now })));
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

async function codeOf(call: Asked<unknown>): Promise<ErrorCode | null> {
  const result = await call;
  return result.ok ? null : result.error.code;
}

const idempotencyKey = () => {
  keys += 1;
  return `land ${keys}`;
};

test('knows the example species and plot from the start, with the places that the plot counts', async () => {
  newWorld();
  const species = await answerOf(client.listSpecies({}));
  assert.deepEqual(species.items, [speciesExample]);
  const plots = await answerOf(client.listPlots({ query: { projectId: projectExample.id } }));
  assert.deepEqual(plots.items, [plotExample]);
  const params = { plotId: plotExample.id };
  const page = await answerOf(client.listPlaces({ params, query: { after: 6, limit: 6 } }));
  assert.deepEqual(page.items[0], placeExample);
  assert.deepEqual(
    page.items.map(({ state }) => state),
    ['taken', 'taken', 'taken', 'taken', 'taken', 'held'],
  );
  assert.equal(page.nextAfter, 12);
  const last = await answerOf(client.listPlaces({ params, query: { after: 1_299 } }));
  assert.deepEqual([last.items.length, last.nextAfter], [1, null]);
});

test('makes places of new land by the same rules as the platform', async () => {
  newWorld();
  const made = await answerOf(
    client.createPlot({ body: createPlotExample, idempotencyKey: idempotencyKey() }),
  );
  assert.deepEqual(made.places, { total: 1_300, free: 1_300, held: 0, taken: 0 });
  const again = client.createPlot({ body: createPlotExample, idempotencyKey: idempotencyKey() });
  assert.equal(await codeOf(again), 'plot_overlaps');
  const closed = await answerOf(
    client.changePlot({ params: { plotId: made.id }, body: { state: 'closed' } }),
  );
  assert.equal(closed.state, 'closed');
  const { items } = await answerOf(client.listPlots({}));
  assert.deepEqual(
    items.map(({ id }) => id),
    [made.id, plotExample.id],
  );
});

test('refuses land that is none, and trees that it does not know or that cost other money', async () => {
  newWorld();
  const tell = (change: Partial<typeof createPlotExample>) =>
    codeOf(
      client.createPlot({
        body: { ...createPlotExample, ...change },
        idempotencyKey: idempotencyKey(),
      }),
    );
  const [ring = []] = createPlotExample.polygon.coordinates;
  const open = { type: 'Polygon' as const, coordinates: [ring.slice(0, 4)] };
  assert.equal(await tell({ polygon: open }), 'polygon_invalid');
  assert.equal(await tell({ projectId: 'prj_01k9p4m8q2fz3t6v8w0x2y4z9z' }), 'project_unknown');
  assert.equal(await tell({ speciesIds: ['spc_01k9p4m8q2fz3t6v8w0x2y4z9z'] }), 'species_unknown');
  const price = { amount: 300, currency: 'USD' };
  const made = await answerOf(
    client.createSpecies({
      body: { ...createSpeciesExample, price },
      idempotencyKey: idempotencyKey(),
    }),
  );
  assert.equal(await tell({ speciesIds: [made.id] }), 'currency_mismatch');
  const params = { speciesId: speciesExample.id };
  const priced = (currency: string) =>
    codeOf(client.changeSpecies({ params, body: { price: { amount: 300, currency } } }));
  assert.equal(await priced('USD'), 'currency_mismatch');
  assert.equal(await priced('CNY'), null);
});
