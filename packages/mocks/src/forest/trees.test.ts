// Trees in the made-up world, from the place to the successor, and what is observed of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@kindcart/client';
import {
  type ChangeTreeState,
  type CreateAdoption,
  type ErrorCode,
  observationExample,
  plotExample,
  type RecordObservation,
  recordObservationExample,
  speciesExample,
  testCards,
  treeExample,
  type WholeTree,
} from '@kindcart/contract';
import { setupServer } from 'msw/node';
import { createHandlers } from '../index.ts';

const baseUrl = 'https://give.example.org';
const dayMs = 24 * 60 * 60_000;
let nowMs = Date.parse('2026-11-23T08:00:00Z');
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
const client = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });
let keys = 0;

function newWorld(empty = false): void {
  nowMs = Date.parse('2026-11-23T08:00:00Z');
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

async function codeOf(call: Asked<unknown>): Promise<ErrorCode | null> {
  const result = await call;
  return result.ok ? null : result.error.code;
}

function newKey(): string {
  keys += 1;
  return `trees ${keys}`;
}

/** A tree whose place somebody has just paid for. */
async function adopted(wish: Partial<CreateAdoption> = {}, anonymous = false): Promise<WholeTree> {
  const plain = { placeNumber: null, shares: 1, teamName: null, gift: null };
  const body = { plotId: plotExample.id, speciesId: speciesExample.id, ...plain, ...wish };
  const held = await answerOf(client.createAdoption({ body, idempotencyKey: newKey() }));
  for (const { amount } of held.shares) {
    const told = { coverFee: false, donorName: '林晓', anonymous, message: null };
    const gift = { projectId: held.projectId, gift: amount, adoptionId: held.id, ...told };
    const { payment } = await answerOf(
      client.createDonation({ body: gift, idempotencyKey: newKey() }),
    );
    const { reference, clientSecret } = payment;
    const card = { number: testCards.succeeds, expiry: '12/89', cvc: '123' };
    const params = { reference };
    await answerOf(client.confirmSandboxPayment({ params, body: { clientSecret, card } }));
  }
  const { treeId } = await answerOf(client.getAdoption({ params: { adoptionId: held.id } }));
  assert.ok(treeId !== null);
  return read(treeId);
}

const read = (treeId: WholeTree['id']) => answerOf(client.getTree({ params: { treeId } }));
const plot = async () => (await answerOf(client.listPlots({}))).items[0];

function become(tree: WholeTree, state: ChangeTreeState['state'], on = '2026-11-23') {
  const body = { state, on, note: 'Seen', photoUrl: null };
  return client.changeTreeState({ params: { treeId: tree.id }, body });
}

function observed(tree: WholeTree, change: Partial<RecordObservation> = {}): RecordObservation {
  const { position } = tree.place;
  return {
    ...recordObservationExample,
    ...{ key: newKey().replace(' ', '-').padStart(12, '0'), treeNumber: tree.number },
    ...{ observedAt: new Date(nowMs).toISOString(), location: { position, accuracyM: 4 } },
    ...change,
  };
}

/** What became of each of them, and what is odd about it. */
async function tell(...observations: RecordObservation[]) {
  const { items } = await answerOf(client.recordObservations({ body: { observations } }));
  return items.map(({ outcome, flags }) => [outcome, ...flags].join(' '));
}

test('plans a tree on the day on which it is adopted, and has no size for it', async () => {
  newWorld();
  const tree = await adopted({ placeNumber: 3 });
  assert.deepEqual([tree.state, tree.place.number, tree.plantedOn], ['planned', 3, null]);
  assert.deepEqual(tree.stages, [
    { state: 'planned', on: '2026-11-23', note: null, photoUrl: null },
  ]);
  assert.deepEqual([tree.size, tree.nextObservationOn, tree.latestPhoto], [null, null, null]);
  assert.equal((await plot())?.trees.planned, plotExample.trees.planned + 1);
});

test('goes with a tree from state to state, and the plot counts along', async () => {
  newWorld();
  const tree = await adopted();
  const planted = await answerOf(become(tree, 'planted'));
  assert.deepEqual([planted.plantedOn, planted.nextObservationOn], ['2026-11-23', '2027-05-23']);
  await answerOf(become(tree, 'established'));
  await answerOf(become(tree, 'grown'));
  const { trees } = plotExample;
  assert.deepEqual((await plot())?.trees, { ...trees, grown: trees.grown + 1 });
  const lost = await answerOf(become(tree, 'lost'));
  assert.deepEqual([lost.size, lost.nextObservationOn, lost.plantedOn], [null, null, '2026-11-23']);
  assert.deepEqual((await plot())?.trees, { ...trees, lost: trees.lost + 1 });
  assert.deepEqual(
    lost.stages.map(({ state }) => state),
    ['planned', 'planted', 'established', 'grown', 'lost'],
  );
});

test('says how many of those planted still stand, as they are planted and lost', async () => {
  newWorld();
  assert.deepEqual((await plot())?.survival, { basisPoints: 8_000, of: 5 });
  const tree = await adopted();
  assert.equal((await plot())?.survival?.of, 5, 'a tree that is planned counts for nothing yet');
  await answerOf(become(tree, 'planted'));
  assert.deepEqual((await plot())?.survival, { basisPoints: 8_333, of: 6 });
  await answerOf(become(tree, 'lost'));
  assert.deepEqual((await plot())?.survival, { basisPoints: 6_666, of: 6 });
  await answerOf(become(tree, 'replaced'));
  assert.deepEqual((await plot())?.survival, { basisPoints: 6_666, of: 6 });
});

test('plants a successor with the next number on the same place, for the same adopter', async () => {
  newWorld();
  const tree = await adopted({ placeNumber: 3 });
  for (const state of ['planted', 'lost', 'replaced'] as const) {
    await answerOf(become(tree, state));
  }
  const before = await read(tree.id);
  assert.deepEqual([before.state, before.replacedBy], ['replaced', tree.number + 1]);
  const query = { numbers: [tree.number + 1] };
  const [after] = (await answerOf(client.listTrees({ query }))).items;
  assert.deepEqual(
    [after?.state, after?.replaces, after?.place],
    ['planned', tree.number, tree.place],
  );
  assert.deepEqual(after?.adopter, tree.adopter);
  const { trees } = plotExample;
  const counted = { ...trees, planned: trees.planned + 1, lost: trees.lost + 1 };
  assert.deepEqual((await plot())?.trees, counted);
});

const refusals: readonly [what: string, state: ChangeTreeState['state'], on: string][] = [
  ['a step that is not the next', 'grown', '2026-11-23'],
  ['a successor of one that is not lost', 'replaced', '2026-11-23'],
  ['a day before it was adopted', 'planted', '2026-11-22'],
  ['a day that has begun nowhere', 'planted', '2026-11-25'],
];

for (const [what, state, on] of refusals) {
  test(`refuses ${what}, and leaves the tree as it is`, async () => {
    newWorld();
    const tree = await adopted();
    assert.equal(await codeOf(become(tree, state, on)), 'tree_state_refused');
    assert.deepEqual(await read(tree.id), tree);
  });
}

test('takes the same news twice as once', async () => {
  newWorld();
  const tree = await adopted();
  const first = await answerOf(become(tree, 'planted'));
  assert.deepEqual(await answerOf(become(tree, 'planted')), first);
});

test('names who gave a tree together, and nobody who wants no name', async () => {
  newWorld();
  const team = await adopted({ shares: 2, teamName: '三年二班' });
  const { adopter } = team;
  assert.deepEqual([adopter.kind, adopter.shares, adopter.teamName], ['team', 2, '三年二班']);
  assert.deepEqual(adopter.names, ['林晓', '林晓']);
  assert.deepEqual((await adopted({}, true)).adopter.names, []);
});

test('keeps a gift for itself until its day', async () => {
  newWorld();
  const gift = { to: '奶奶', message: '生日快乐！', revealOn: '2026-11-25' };
  const tree = await adopted({ gift });
  assert.deepEqual([tree.adopter.giftTo, tree.adopter.giftMessage], [null, null]);
  nowMs += 2 * dayMs;
  const { giftTo, giftMessage } = (await read(tree.id)).adopter;
  assert.deepEqual([giftTo, giftMessage], ['奶奶', '生日快乐！']);
});

test('tells the height and the crown that were measured last, and the range around them', async () => {
  newWorld();
  const tree = await answerOf(become(await adopted(), 'planted'));
  assert.deepEqual([tree.size?.basis, tree.size?.measurements], ['species', 0]);
  const later = new Date(nowMs + 60_000).toISOString();
  const measured = { heightCm: 100, crownCm: 70 };
  assert.deepEqual(await tell(observed(tree, measured)), ['recorded']);
  assert.deepEqual(
    await tell(observed(tree, { observedAt: later, heightCm: null, crownCm: null })),
    ['recorded'],
  );
  const { size, observations } = await read(tree.id);
  assert.deepEqual([size?.heightLowCm, size?.heightCm, size?.heightHighCm], [80, 100, 120]);
  assert.deepEqual([size?.crownCm, size?.basis, size?.measurements], [70, 'observed', 1]);
  assert.deepEqual(
    observations.map(({ observedAt, heightCm }) => [observedAt, heightCm]),
    [
      [later, null],
      [new Date(nowMs).toISOString(), 100],
    ],
  );
  assert.ok(observations.every((each) => !('key' in each) && !('review' in each)));
});

test('shows the photo that was taken last, of a stage or of an observation', async () => {
  newWorld();
  const tree = await adopted();
  const [photo, newer] = ['a', 'b'].map((name) => `https://give.example.org/${name}.jpg`);
  const planted = {
    state: 'planted',
    on: '2026-11-23',
    note: null,
    photoUrl: photo ?? null,
  } as const;
  const params = { treeId: tree.id };
  const { latestPhoto } = await answerOf(client.changeTreeState({ params, body: planted }));
  assert.deepEqual(latestPhoto, { url: photo, takenAt: '2026-11-23T00:00:00.000Z' });
  await tell(observed(tree, { photoUrl: newer ?? null }));
  assert.equal((await read(tree.id)).latestPhoto?.url, newer);
});

test('knows what it was told before, and writes nothing under a key that was used', async () => {
  newWorld();
  const tree = await answerOf(become(await adopted(), 'planted'));
  const told = observed(tree);
  const other = { ...told, heightCm: 65 };
  const elsewhere = observed(tree, { treeNumber: tree.number + 1 });
  const outcomes = await tell(told, told, other, elsewhere);
  assert.deepEqual(outcomes, ['recorded', 'known', 'key_reused', 'tree_unknown']);
  assert.equal((await read(tree.id)).observations.length, 1);
});

const odd: readonly [flag: string, change: Partial<RecordObservation>][] = [
  ['before_planting', { observedAt: '2026-11-20T08:00:00.000Z' }],
  ['in_future', { observedAt: '2026-11-24T08:00:00.000Z' }],
  ['taller_than_species', { heightCm: speciesExample.growth.tallestCm + 1 }],
  ['far_from_place', { location: { position: [103.2, 38.78], accuracyM: 4 } }],
];

for (const [flag, change] of odd) {
  test(`keeps an observation that is ${flag}, and counts it once somebody has looked`, async () => {
    newWorld();
    const tree = await answerOf(become(await adopted(), 'planted'));
    assert.deepEqual(await tell(observed(tree, change)), [`recorded ${flag}`]);
    assert.deepEqual((await read(tree.id)).observations, []);
    const query = { review: 'open' as const };
    const [open] = (await answerOf(client.listObservations({ query }))).items;
    assert.ok(open !== undefined);
    const params = { observationId: open.id };
    await answerOf(client.reviewObservation({ params, body: { review: 'kept' } }));
    assert.equal((await read(tree.id)).observations[0]?.id, open.id);
    await answerOf(client.reviewObservation({ params, body: { review: 'set_aside' } }));
    assert.deepEqual((await read(tree.id)).observations, []);
  });
}

test('asks about a tree that is shorter than it was', async () => {
  newWorld();
  const tree = await answerOf(become(await adopted(), 'planted'));
  await tell(observed(tree, { heightCm: 100 }));
  nowMs += dayMs;
  assert.deepEqual(await tell(observed(tree, { heightCm: 85 })), ['recorded']);
  nowMs += dayMs;
  assert.deepEqual(await tell(observed(tree, { heightCm: 84 })), ['recorded shrunk']);
});

test('lists what was observed of one tree, and refuses a verdict on what is not there', async () => {
  newWorld();
  const tree = await answerOf(become(await adopted(), 'planted'));
  await tell(observed(tree));
  const of = async (treeId: WholeTree['id']) =>
    (await answerOf(client.listObservations({ query: { treeId } }))).items;
  assert.equal((await of(tree.id)).length, 1);
  assert.deepEqual(await of(treeExample.id), [observationExample]);
  const params = { observationId: 'obs_01k9p4n2c6fz3t6v8w0x2y4z9z' } as const;
  const verdict = client.reviewObservation({ params, body: { review: 'kept' } });
  assert.equal(await codeOf(verdict), 'observation_unknown');
});
