import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { CallError, Result } from '@kindcart/client';
import { type Plot, plotExample, type Species, speciesExample } from '@kindcart/contract';
import { handClock } from '../testing/clock.ts';
import { eventually } from '../testing/eventually.ts';
import { errorOf } from '../testing/samples.ts';
import { createOffer, type OfferScope } from './offer.ts';

const pine: Species = { ...speciesExample, id: 'spc_01k9p4m8q2fz3t6v8w0x2y4z8b' };
const closed: Plot = { ...plotExample, id: 'plt_01k9p4m8q2fz3t6v8w0x2y4z8c', state: 'closed' };
const forest: Plot = {
  ...plotExample,
  id: 'plt_01k9p4m8q2fz3t6v8w0x2y4z9d',
  speciesIds: [speciesExample.id, pine.id],
};

interface World {
  readonly pages?: readonly (readonly Plot[])[];
  readonly species?: readonly Species[];
  readonly error?: () => CallError | undefined;
}

function offer(
  t: TestContext,
  scope: OfferScope,
  { pages = [[plotExample]], ...world }: World = {},
) {
  const asked: unknown[] = [];
  const { species = [speciesExample, pine], error } = world;
  const answer = async <Item>(
    items: readonly Item[],
    nextCursor: string | null,
  ): Promise<Result<{ items: Item[]; nextCursor: string | null }>> => {
    const failed = error?.();
    if (failed) return { ok: false, error: failed };
    return { ok: true, value: { items: [...items], nextCursor }, requestId: null };
  };
  const made = createOffer(
    {
      clock: handClock(),
      client: {
        listPlots(input) {
          asked.push(input?.query);
          const at = Number(input?.query?.cursor ?? 0);
          return answer(pages[at] ?? [], at + 1 < pages.length ? String(at + 1) : null);
        },
        listSpecies(input) {
          asked.push(input?.query);
          return answer(species, null);
        },
      },
    },
    scope,
  );
  const until = (status: string) =>
    eventually(t, () => {
      const snapshot = made.get();
      assert.equal(snapshot.status, status);
      return snapshot;
    });
  return { ...made, asked, until };
}

async function found(t: TestContext, scope: OfferScope, world?: World) {
  const made = offer(t, scope, world);
  made.subscribe(() => {});
  const snapshot = await made.until('ready');
  assert.ok(snapshot.status === 'ready');
  const { plots, species } = snapshot.value;
  return { ids: [...plots, ...species].map(({ id }) => id), asked: made.asked };
}

test('asks for nothing before somebody looks, and once for all who do', async (t) => {
  const { asked, subscribe, until } = offer(t, {});
  assert.deepEqual(asked, []);
  subscribe(() => {});
  subscribe(() => {});
  await until('ready');
  assert.deepEqual(asked, [{ limit: 100 }, { ids: [speciesExample.id] }]);
});

test('offers plots that are open, with the species that are', async (t) => {
  const retired: Species = { ...pine, state: 'retired' };
  const world = { pages: [[closed, forest]], species: [speciesExample, retired] };
  const { ids, asked } = await found(t, {}, world);
  assert.deepEqual(ids, [forest.id, speciesExample.id]);
  assert.deepEqual(asked.at(-1), { ids: [speciesExample.id, pine.id] });
});

test('reads on while there are pages, and stops where nobody would', async (t) => {
  const many = Array.from({ length: 9 }, () => [plotExample]);
  const { asked } = await found(t, {}, { pages: many });
  assert.deepEqual(asked.slice(0, 5), [
    { limit: 100 },
    ...['1', '2', '3', '4'].map((cursor) => ({ limit: 100, cursor })),
  ]);
  assert.equal(asked.length, 6);
});

const scopes: readonly [OfferScope, unknown, readonly string[]][] = [
  [{ plotId: forest.id }, { ids: [forest.id] }, [plotExample.id, forest.id]],
  [
    { projectId: plotExample.projectId },
    { limit: 100, projectId: plotExample.projectId },
    [plotExample.id, forest.id],
  ],
  [{ speciesId: pine.id }, { limit: 100 }, [forest.id]],
];

for (const [scope, query, plots] of scopes) {
  test(`narrows the offer to ${Object.keys(scope)}`, async (t) => {
    const { ids, asked } = await found(t, scope, { pages: [[plotExample, forest]] });
    assert.deepEqual(asked[0], query);
    assert.deepEqual(ids.slice(0, plots.length), plots);
  });
}

test('asks for no species where there is no plot', async (t) => {
  const { ids, asked } = await found(t, {}, { pages: [[]] });
  assert.deepEqual([ids, asked.length], [[], 1]);
});

test('says what went wrong, and asks again when a person says so', async (t) => {
  let error: CallError | undefined = errorOf('internal');
  const { subscribe, reload, until } = offer(t, {}, { error: () => error });
  subscribe(() => {});
  await until('error');
  error = errorOf('network_error', true);
  reload();
  await until('offline');
  error = undefined;
  reload();
  await until('ready');
});
