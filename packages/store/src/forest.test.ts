import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createForestClient } from '@kindcart/client';
import {
  forestExample,
  type Id,
  newId,
  plotExample,
  type Species,
  speciesExample,
  treeExample,
  wholeTreeExample,
} from '@kindcart/contract';
import { createHandlers, type MockOptions } from '@kindcart/mocks';
import { setupServer } from 'msw/node';
import { createForestStore, type Entry } from './forest.ts';
import { handClock } from './testing/clock.ts';
import { eventually } from './testing/eventually.ts';

const baseUrl = 'https://give.example.org';
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
after(() => server.close());
const requests: URL[] = [];
server.events.on('request:start', ({ request }) => {
  requests.push(new URL(request.url));
});

const nothing = () => {};
const { number, id } = treeExample;
/** The made-up platform works trees out at its own time; these stay as they are. */
const stays: MockOptions = { overrides: { getTree: wholeTreeExample, getForest: forestExample } };

/** A page with a forest over the made-up platform. */
function page(mocks: MockOptions = {}) {
  requests.length = 0;
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, ...mocks })));
  const clock = handClock();
  const client = createForestClient({ baseUrl, key: 'pk_test_1', retriesMax: 0 });
  return { clock, forest: createForestStore({ client, clock }) };
}

const paths = () => requests.map(({ pathname }) => pathname);

const ready = async <Value>(
  t: Parameters<typeof eventually>[0],
  entry: Entry<Value>,
): Promise<Value> =>
  eventually(t, () => {
    const snapshot = entry.get();
    assert.ok(snapshot.status === 'ready', snapshot.status);
    return snapshot.value;
  });

const failed = async <Value>(t: Parameters<typeof eventually>[0], entry: Entry<Value>) =>
  eventually(t, () => {
    const snapshot = entry.get();
    assert.ok(snapshot.status === 'error' || snapshot.status === 'offline', snapshot.status);
    return { status: snapshot.status, code: snapshot.error.code };
  });

test('reads a kind of trees, a plot, a tree and the whole forest', async (t) => {
  const { clock, forest } = page(stays);
  const entries = {
    species: forest.species(speciesExample.id),
    plot: forest.plot(plotExample.id),
    tree: forest.tree(id),
    forest: forest.forest(),
  };
  for (const entry of Object.values(entries)) entry.subscribe(nothing);
  clock.pass(0);
  assert.deepEqual(await ready(t, entries.species), speciesExample);
  assert.deepEqual(await ready(t, entries.plot), plotExample);
  assert.deepEqual(await ready(t, entries.tree), wholeTreeExample);
  assert.deepEqual(await ready(t, entries.forest), { ...forestExample, id: 'forest' });
});

test('asks for 200 kinds of trees at once', async (t) => {
  const ids: Id<'species'>[] = Array.from({ length: 200 }, (_, at) =>
    newId('species', { nowMs: () => at, fillRandom: (bytes) => bytes.fill(at) }),
  );
  const { clock, forest } = page({
    overrides: {
      listSpecies: ({ query }) => ({
        items: (query?.ids ?? []).map((each): Species => ({ ...speciesExample, id: each })),
        nextCursor: null,
      }),
    },
  });
  for (const each of ids) forest.species(each).subscribe(nothing);
  clock.pass(0);
  for (const each of ids) assert.equal((await ready(t, forest.species(each))).id, each);
  assert.deepEqual(paths(), ['/v1/species']);
});

test('finds a tree by its number, with what was observed of it, and again when asked', async (t) => {
  const { clock, forest } = page(stays);
  const entry = forest.treeNumbered(String(number));
  entry.subscribe(nothing);
  clock.pass(0);
  assert.deepEqual(await ready(t, entry), wholeTreeExample);
  assert.deepEqual(paths(), ['/v1/trees', `/v1/trees/${id}`]);
  assert.equal(requests[0]?.searchParams.get('numbers'), String(number));
  entry.reload();
  clock.pass(0);
  await eventually(t, () => assert.equal(requests.length, 4));
});

test('says that there is no tree with a number, and asks no further', async (t) => {
  const overrides = { listTrees: () => ({ items: [], nextCursor: null }) };
  const { clock, forest } = page({ overrides });
  const entry = forest.treeNumbered('7');
  entry.subscribe(nothing);
  clock.pass(0);
  assert.deepEqual(await failed(t, entry), { status: 'error', code: 'tree_unknown' });
  assert.deepEqual(paths(), ['/v1/trees']);
});

const unreachable = [
  ['its number cannot be looked up', 'listTrees'],
  ['what was observed of it cannot be read', 'getTree'],
] as const;

for (const [when, endpoint] of unreachable) {
  test(`is offline about a tree when ${when}`, async (t) => {
    const { clock, forest } = page({ failures: { [endpoint]: 'network_error' } });
    const entry = forest.treeNumbered(String(number));
    entry.subscribe(nothing);
    clock.pass(0);
    assert.deepEqual(await failed(t, entry), { status: 'offline', code: 'network_error' });
    assert.equal('value' in entry.get(), true);
  });
}

test('keeps a tree on show when the connection is lost', async (t) => {
  const { clock, forest } = page(stays);
  const entry = forest.treeNumbered(String(number));
  entry.subscribe(nothing);
  clock.pass(0);
  await ready(t, entry);
  server.resetHandlers(
    ...Object.values(createHandlers({ baseUrl, failures: { listTrees: 'network_error' } })),
  );
  entry.reload();
  clock.pass(0);
  assert.equal((await failed(t, entry)).status, 'offline');
  const snapshot = entry.get();
  assert.deepEqual('value' in snapshot && snapshot.value, wholeTreeExample);
});

for (const text of ['', '0', '007', '-1', '1.5', '1e3', '9'.repeat(16), id]) {
  test(`does not trouble the platform with "${text}" in the place of a number`, () => {
    const { clock, forest } = page();
    const entry = forest.treeNumbered(text);
    entry.subscribe(nothing);
    clock.pass(100);
    const snapshot = entry.get();
    assert.equal(snapshot.status === 'error' && snapshot.error.code, 'tree_unknown');
    assert.equal(requests.length, 0);
  });
}

for (const name of ['species', 'plot', 'tree'] as const) {
  test(`does not trouble the platform with a project in the place of a ${name}`, () => {
    const { clock, forest } = page();
    const entry = forest[name](treeExample.projectId);
    entry.subscribe(nothing);
    clock.pass(100);
    const snapshot = entry.get();
    assert.equal(snapshot.status === 'error' && snapshot.error.code, `${name}_unknown`);
    assert.equal(requests.length, 0);
  });
}

test('reads what is older than a minute anew for whoever comes', async (t) => {
  const { clock, forest } = page();
  const entry = forest.forest();
  entry.subscribe(nothing)();
  clock.pass(0);
  await ready(t, entry);
  entry.subscribe(nothing)();
  clock.pass(60_001);
  entry.subscribe(nothing)();
  clock.pass(0);
  await eventually(t, () => assert.equal(requests.length, 2));
});

test('runs on its own clock when given nothing', async (t) => {
  server.resetHandlers(...Object.values(createHandlers({ baseUrl })));
  const forest = createForestStore({ client: createForestClient({ baseUrl, key: 'pk_test_1' }) });
  const entry = forest.forest();
  const stop = entry.subscribe(nothing);
  assert.equal((await ready(t, entry)).plots, forestExample.plots);
  stop();
});
