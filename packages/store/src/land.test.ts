import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { ForestClient, Result } from '@kindcart/client';
import {
  type Place,
  type Plot,
  placeExample,
  plotExample,
  type Tree,
  treeExample,
} from '@kindcart/contract';
import { createLand } from './land.ts';
import { eventually } from './testing/eventually.ts';
import { errorOf } from './testing/samples.ts';

type LandClient = Pick<ForestClient, 'listPlots' | 'listPlaces' | 'listTrees'>;

const fine = <Value>(value: Value): Result<Value> => ({ ok: true, value, requestId: null });
const failed: Result<never> = { ok: false, error: errorOf('network_error', true) };

/** The nth of a list of plots or trees. */
const plotNamed = (nth: number): Plot => ({ ...plotExample, names: { en: `Plot ${nth}` } });
const treeNumbered = (number: number): Tree => ({ ...treeExample, number });
const placeNumbered = (number: number): Place => ({ ...placeExample, number });

/** A platform with two pages of everything, of which every second question fails if it is shaky. */
function land({ shaky = false, pages = 2 } = {}) {
  const asked: [name: string, input: unknown][] = [];
  const answer = <Value>(name: string, input: unknown, value: Value): Promise<Result<Value>> => {
    asked.push([name, input]);
    return Promise.resolve(shaky && asked.length % 2 === 0 ? failed : fine(value));
  };
  const client: LandClient = {
    async listPlots(input) {
      const page = Number(input?.query?.cursor ?? 1);
      const nextCursor = page < pages ? String(page + 1) : null;
      return answer('plots', input?.query, { items: [plotNamed(page)], nextCursor });
    },
    async listPlaces(input) {
      const after = input.query?.after ?? 0;
      const nextAfter = after + 1 < pages ? after + 1 : null;
      return answer('places', input, { items: [placeNumbered(after + 1)], nextAfter });
    },
    async listTrees(input) {
      const { numbers, cursor = '1' } = input?.query ?? {};
      if (numbers) {
        const items = numbers.filter((number) => number < 100).map(treeNumbered);
        return answer('trees', input?.query, { items, nextCursor: null });
      }
      const nextCursor = Number(cursor) < pages ? String(Number(cursor) + 1) : null;
      return answer('trees', input?.query, { items: [treeNumbered(Number(cursor))], nextCursor });
    },
  };
  return { ...createLand(client), asked };
}

/** Watches a list to the end of the test, and counts how often it changed. */
function watch(t: TestContext, list: { subscribe: (listener: () => void) => () => void }) {
  const changes = { count: 0 };
  t.after(
    list.subscribe(() => {
      changes.count += 1;
    }),
  );
  return changes;
}

test('asks nobody for a list before somebody watches it', () => {
  const { plots, asked } = land();
  assert.deepEqual(plots().get(), { items: [], hasMore: true, busy: false, error: null });
  assert.deepEqual(asked, []);
});

test('fetches the first page of plots once, however many watch', async (t) => {
  const { plots, asked } = land();
  watch(t, plots());
  watch(t, plots());
  await eventually(t, () => assert.equal(plots().get().items.length, 1));
  assert.deepEqual(asked, [['plots', { limit: 100 }]]);
  assert.equal(plots().get().hasMore, true);
});

test('puts the next page behind the first, and says when there is no more', async (t) => {
  const { plots, asked } = land();
  watch(t, plots());
  await eventually(t, () => assert.equal(plots().get().busy, false));
  plots().more();
  await eventually(t, () => assert.equal(plots().get().hasMore, false));
  const names = plots()
    .get()
    .items.map(({ names: { en } }) => en);
  assert.deepEqual(names, ['Plot 1', 'Plot 2']);
  assert.deepEqual(asked.at(-1), ['plots', { limit: 100, cursor: '2' }]);
  plots().more();
  assert.equal(asked.length, 2);
});

test('says while a page is on its way, and asks for no other meanwhile', async (t) => {
  const { plots, asked } = land();
  watch(t, plots());
  assert.equal(plots().get().busy, true);
  plots().more();
  plots().more();
  await eventually(t, () => assert.equal(plots().get().busy, false));
  assert.equal(asked.length, 1);
});

test('keeps what is known when a page fails, says why, and fetches that page when asked again', async (t) => {
  const { plots } = land({ shaky: true });
  watch(t, plots());
  await eventually(t, () => assert.equal(plots().get().busy, false));
  plots().more();
  await eventually(t, () => assert.equal(plots().get().error?.code, 'network_error'));
  assert.equal(plots().get().items.length, 1);
  assert.equal(plots().get().hasMore, true);
  plots().more();
  await eventually(t, () => assert.equal(plots().get().items.length, 2));
  assert.equal(plots().get().error, null);
});

test('reads places by number and trees by cursor, each plot by itself', async (t) => {
  const { places, trees, asked } = land();
  const { id } = plotExample;
  watch(t, places(id));
  watch(t, trees(id));
  await eventually(t, () => assert.equal(trees(id).get().busy, false));
  places(id).more();
  trees(id).more();
  await eventually(t, () => assert.equal(trees(id).get().hasMore, false));
  assert.deepEqual(
    places(id)
      .get()
      .items.map(({ number }) => number),
    [1, 2],
  );
  assert.deepEqual(
    trees(id)
      .get()
      .items.map(({ number }) => number),
    [1, 2],
  );
  assert.deepEqual(asked, [
    ['places', { params: { plotId: id }, query: { limit: 2_000 } }],
    ['trees', { plotId: id, limit: 100 }],
    ['places', { params: { plotId: id }, query: { limit: 2_000, after: 1 } }],
    ['trees', { plotId: id, limit: 100, cursor: '2' }],
  ]);
  assert.equal(places(id), places(id));
  assert.notEqual(places(id), places('plt_01k9p4m8q2fz3t6v8w0x2y4z8c'));
});

test('tells those who watch of each change, and no more once they have stopped', async (t) => {
  const { plots } = land();
  const changes = { count: 0 };
  const stop = plots().subscribe(() => {
    changes.count += 1;
  });
  await eventually(t, () => assert.equal(plots().get().busy, false));
  // The answer; what is on its way from the start is there before somebody listens.
  assert.equal(changes.count, 1);
  stop();
  plots().more();
  await eventually(t, () => assert.equal(plots().get().hasMore, false));
  assert.equal(changes.count, 1);
});

test('finds trees by their numbers, each asked for once, and leaves out what is not there', async () => {
  const { treesNumbered, asked } = land();
  const found = await treesNumbered([12, 7, 12, 4_000]);
  assert(found.ok);
  assert.deepEqual(
    found.value.map(({ number }) => number),
    [12, 7],
  );
  assert.deepEqual(asked, [['trees', { numbers: [12, 7, 4_000] }]]);
});

test('asks for 200 numbers at the most, which is what the platform takes', async () => {
  const { treesNumbered, asked } = land();
  await treesNumbered(Array.from({ length: 300 }, (_, nth) => nth + 1));
  const [, query] = asked[0] ?? [];
  assert.equal(Object(query).numbers.length, 200);
});

test('says why trees could not be found', async () => {
  const { treesNumbered } = land({ shaky: true });
  await treesNumbered([1]);
  const found = await treesNumbered([2]);
  assert.equal(found.ok ? '' : found.error.code, 'network_error');
});
