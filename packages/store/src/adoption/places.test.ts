import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { CallError } from '@kindcart/client';
import { type Place, placeExample, plotExample } from '@kindcart/contract';
import { eventually } from '../testing/eventually.ts';
import { errorOf } from '../testing/samples.ts';
import { createPlaces, placesShown } from './places.ts';

/** A plot of so many places, whose answers can be kept back or fail. */
function places(t: TestContext, total: number) {
  const asked: number[] = [];
  const world: { error?: CallError; wait?: Promise<void> } = {};
  const made = createPlaces(
    {
      async listPlaces({ query }) {
        const { after = 0, limit = 0 } = query ?? {};
        asked.push(after);
        await world.wait;
        if (world.error) return { ok: false, error: world.error };
        const count = Math.max(0, Math.min(limit, total - after));
        const items = Array.from(
          { length: count },
          (_, place): Place => ({ ...placeExample, number: after + place + 1 }),
        );
        const nextAfter = after + count < total ? after + count : null;
        return { ok: true, value: { items, nextAfter }, requestId: null };
      },
    },
    plotExample.id,
  );
  const until = (status: string) =>
    eventually(t, () => {
      assert.equal(made.get().status, status);
      return made.get();
    });
  return { ...made, asked, world, until };
}

test('shows the first page at once', async (t) => {
  const { until } = places(t, 3 * placesShown);
  const { items, after, hasMore } = await until('ready');
  assert.deepEqual([items[0]?.number, items.length, after, hasMore], [1, placesShown, 0, true]);
});

const numbers: readonly [number, number, boolean][] = [
  [1, 0, true],
  [placesShown, 0, true],
  [placesShown + 1, placesShown, true],
  [2 * placesShown + 20, 2 * placesShown, false],
];

for (const [number, after, hasMore] of numbers) {
  test(`goes to the page of place ${number}`, async (t) => {
    const { goTo, until } = places(t, 2 * placesShown + 20);
    await until('ready');
    goTo(number);
    const shown = await until('ready');
    assert.deepEqual([shown.after, shown.hasMore], [after, hasMore]);
    assert.ok(shown.items.some((place) => place.number === number));
  });
}

test('does not ask again for the page that is shown, but for a fresh look at it', async (t) => {
  const { asked, goTo, reload, until } = places(t, 20);
  await until('ready');
  goTo(7);
  assert.deepEqual(asked, [0]);
  reload();
  await until('ready');
  assert.deepEqual(asked, [0, 0]);
});

test('keeps what is shown while the next page is on its way, and the last word wins', async (t) => {
  const { goTo, until, world, get } = places(t, 3 * placesShown);
  await until('ready');
  const first = Promise.withResolvers<void>();
  world.wait = first.promise;
  goTo(placesShown + 1);
  assert.deepEqual([get().status, get().items[0]?.number], ['loading', 1]);
  world.wait = Promise.resolve();
  goTo(2 * placesShown + 1);
  const { after } = await until('ready');
  first.resolve();
  await first.promise;
  assert.deepEqual([after, get().after], [2 * placesShown, 2 * placesShown]);
});

test('says why there are no places, and asks again', async (t) => {
  const { reload, until, world } = places(t, 20);
  await until('ready');
  for (const [code, status] of [
    ['network_error', 'offline'],
    ['timeout', 'offline'],
    ['internal', 'error'],
  ] as const) {
    world.error = errorOf(code);
    reload();
    const { error, items } = await until(status);
    assert.deepEqual([error?.code, items.length], [code, 20]);
  }
  delete world.error;
  reload();
  await until('ready');
});
