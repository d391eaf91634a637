// Observations as rows: listed page by page, looked at again, and found by nobody else.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type Id,
  type Position,
  type RecordObservation,
  recordObservationExample,
} from '@kindcart/contract';
import { makeTenant, testDatabase, testId } from '../../testing/platform.ts';
import { seedGrove } from '../trees/testing.ts';
import { recordObservations } from './recording.ts';
import {
  bookOfObservation,
  findByKeys,
  findHeights,
  insertObservations,
  keepReview,
  listObservations,
  openObservations,
  toObservation,
} from './records.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const { book: strangers } = await makeTenant(database, 'Strangers');
const now = () => new Date('2026-11-23T08:00:00Z');
const parts = { db, now, newObservationId: () => testId('observation') };

/** A forest of two trees, and what was told of them. */
async function forest() {
  const { book } = await makeTenant(database, 'Observed');
  const { treeIds } = await seedGrove(db, book, { numbers: [1, 2], plantedOn: '2024-04-05' });
  const [one, other] = treeIds;
  assert.ok(one !== undefined && other !== undefined);
  let told = 0;
  const see = async (changes: Partial<RecordObservation> = {}): Promise<Id<'observation'>> => {
    told += 1;
    const key = `key_${String(told).padStart(8, '0')}`;
    const observation = { ...recordObservationExample, key, treeNumber: 1, location: null };
    const [recorded] = await recordObservations(parts, book, [{ ...observation, ...changes }]);
    return recorded?.observationId ?? assert.fail('It was not recorded');
  };
  const list = async (page: Partial<Parameters<typeof listObservations>[2]> = {}) => {
    const all = { treeId: undefined, review: undefined, cursor: undefined, limit: 10 };
    return (await listObservations(db, book, { ...all, ...page })).map(({ id }) => id);
  };
  return { book, one, other, see, list };
}

const odd = { heightCm: 19_000 };

test('lists those told last first, and goes on after any of them', async () => {
  const { see, list } = await forest();
  const told = [await see(), await see(), await see(), await see()].reverse();
  assert.deepEqual(await list(), told);
  assert.deepEqual(await list({ limit: 3 }), told.slice(0, 3));
  for (const [at, cursor] of told.entries()) {
    assert.deepEqual(await list({ cursor }), told.slice(at + 1));
  }
});

test('lists those of a tree, those of a review, and both', async () => {
  const { one, other, see, list } = await forest();
  const [plain, strange] = [await see(), await see(odd)];
  const [theirs, strangeToo] = [await see({ treeNumber: 2 }), await see({ ...odd, treeNumber: 2 })];
  assert.deepEqual(await list({ treeId: one }), [strange, plain]);
  assert.deepEqual(await list({ review: 'open' }), [strangeToo, strange]);
  assert.deepEqual(await list({ review: 'clear' }), [theirs, plain]);
  assert.deepEqual(await list({ treeId: other, review: 'open' }), [strangeToo]);
  assert.deepEqual(await list({ review: 'kept' }), []);
  assert.deepEqual(await list({ treeId: testId('tree') }), []);
});

const cursors = ['', '!', "obs_1' or true --", 'zzz', '\u{10ffff}'];

for (const cursor of cursors) {
  test(`lists of the own book alone after a cursor that is ${JSON.stringify(cursor)}`, async () => {
    const { see, list } = await forest();
    const own = await see();
    assert.deepEqual(await list({ cursor }), cursor > own ? [own] : []);
  });
}

const reviews = ['kept', 'set_aside', 'open', 'kept'] as const;

test('takes whatever is decided last, and counts a height only while it is kept', async () => {
  const { book, one, see } = await forest();
  const id = await see(odd);
  const heights = async () =>
    (await findHeights(db, book, [one])).get(one)?.map(({ heightCm }) => heightCm);
  assert.deepEqual(await heights(), []);
  for (const review of reviews) {
    const row = await keepReview(db, book, id, review);
    assert.deepEqual([row?.review, row?.tree_number], [review, 1]);
    assert.deepEqual(await heights(), review === 'kept' ? [19_000] : []);
  }
});

test('lets nobody else review it, nor the other mode', async () => {
  const { book, see, list } = await forest();
  const id = await see(odd);
  for (const foreign of [strangers, { ...book, livemode: true }]) {
    assert.equal(await keepReview(db, foreign, id, 'kept'), undefined);
  }
  assert.equal(await keepReview(db, book, testId('observation'), 'kept'), undefined);
  assert.deepEqual(await list({ review: 'open' }), [id]);
});

test('tells in which book one is, and of none that is not there', async () => {
  const { book, see } = await forest();
  assert.deepEqual(await bookOfObservation(db, await see()), book);
  assert.equal(await bookOfObservation(db, testId('observation')), undefined);
});

test('tells of all that wait to be looked at, of every book, oldest first', async () => {
  const [mine, theirs] = [await forest(), await forest()];
  const told = [await mine.see(odd), await theirs.see({ ...odd, treeNumber: 2 })];
  await mine.see();
  const open = (await openObservations(db)).filter(({ id }) => told.includes(id));
  assert.deepEqual(
    open.map(({ id, tree_number }) => [id, tree_number]),
    told.map((id, at) => [id, at + 1]),
  );
});

test('shows one as it was told, with where it was seen or without', async () => {
  const { book, see } = await forest();
  const position: Position = [103.09002, 38.78];
  const places = [null, { position, accuracyM: 3.5 }, { position, accuracyM: null }];
  for (const location of places) {
    await see({ location });
    const page = { treeId: undefined, review: undefined, cursor: undefined, limit: 1 };
    const [row] = await listObservations(db, book, page);
    assert.ok(row !== undefined);
    const { location: shown, observedAt, review, flags } = toObservation(row);
    assert.deepEqual(shown, location);
    const { observedAt: toldAt } = recordObservationExample;
    assert.deepEqual([Date.parse(observedAt), review, flags], [Date.parse(toldAt), 'clear', []]);
  }
});

test('asks the database nothing where nothing is asked', async () => {
  const { book } = await forest();
  assert.deepEqual(await findByKeys(db, book, []), new Map());
  assert.deepEqual(await findHeights(db, book, []), new Map());
  assert.deepEqual(await insertObservations(db, book, [], now()), new Set());
});
