// Observations told once, twice, at once, and with faults, on a database.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type RecordObservation, recordObservationExample } from '@kindcart/contract';
import { makeTenant, testDatabase, testId } from '../../testing/platform.ts';
import { seedGrove } from '../trees/testing.ts';
import { recordObservations } from './recording.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const { book } = await makeTenant(database, 'Observed');
const { book: strangers } = await makeTenant(database, 'Strangers');
const numbers = Array.from({ length: 10 }, (_, index) => index + 1);
const grove = await seedGrove(db, book, { numbers, plantedOn: '2024-04-05' });

const parts = {
  db,
  now: () => new Date('2026-11-23T08:00:00Z'),
  newObservationId: () => testId('observation'),
};
let keys = 0;

/** An observation of a key of its own. */
function told(changes: Partial<RecordObservation> = {}): RecordObservation {
  keys += 1;
  const key = `key_${String(keys).padStart(8, '0')}`;
  return { ...recordObservationExample, key, treeNumber: 1, location: null, ...changes };
}

const record = (...observations: readonly RecordObservation[]) =>
  recordObservations(parts, book, observations);

async function keptOf({ key }: RecordObservation) {
  return db.selectFrom('observation').selectAll().where('key', '=', key).execute();
}

test('writes one with all that was told', async () => {
  const one = told({
    treeNumber: 2,
    note: '长得好',
    location: { position: [103.09002, 38.78], accuracyM: 3.5 },
  });
  const [recorded] = await record(one);
  assert.deepEqual([recorded?.outcome, recorded?.flags], ['recorded', []]);
  const [row] = await keptOf(one);
  assert.equal(row?.id, recorded?.observationId);
  assert.equal(row?.tree_id, grove.treeIds[1]);
  assert.deepEqual(
    [row?.height_cm, row?.crown_cm, row?.longitude, row?.accuracy_m, row?.note, row?.review],
    [64, 48, 103.09002, 3.5, '长得好', 'clear'],
  );
});

test('writes one that is told again once, and says that it is known', async () => {
  const one = told();
  const [first] = await record(one);
  const [again] = await record({ ...one });
  assert.deepEqual(again, { ...first, outcome: 'known' });
  assert.equal((await keptOf(one)).length, 1);
});

test('writes nothing under a key that was told with other contents, even of a tree that is not there', async () => {
  const one = told();
  const [first] = await record(one);
  for (const other of [{ heightCm: 65 }, { treeNumber: 999 }]) {
    const [again] = await record({ ...one, ...other });
    assert.deepEqual([again?.outcome, again?.observationId], ['key_reused', first?.observationId]);
  }
  assert.equal((await keptOf(one))[0]?.height_cm, 64);
});

test('sorts out one delivery that has all of it', async () => {
  const known = told();
  await record(known);
  const twice = told({ treeNumber: 3 });
  const outcomes = (
    await record(known, twice, told({ treeNumber: 404 }), twice, { ...twice, note: 'other' })
  ).map(({ outcome }) => outcome);
  assert.deepEqual(outcomes, ['known', 'recorded', 'tree_unknown', 'known', 'key_reused']);
});

test('knows no trees and no keys of another organization', async () => {
  const one = told();
  await record(one);
  const [elsewhere] = await recordObservations(parts, strangers, [one]);
  assert.deepEqual([elsewhere?.outcome, elsewhere?.observationId], ['tree_unknown', null]);
});

test('keeps an odd one to be looked at', async () => {
  const one = told({ heightCm: 5_000, observedAt: '2023-01-01T00:00:00Z' });
  const [recorded] = await record(one);
  assert.deepEqual(recorded?.flags, ['before_planting', 'taller_than_species']);
  assert.equal((await keptOf(one))[0]?.review, 'open');
  const [again] = await record(one);
  assert.deepEqual(again?.flags, recorded?.flags);
});

test('holds a height against those before it, of one delivery and of an earlier one, in any order', async () => {
  const at = (observedAt: string, heightCm: number) =>
    told({ treeNumber: 5, observedAt, heightCm });
  const flags = async (...all: readonly RecordObservation[]) =>
    (await record(...all)).map((each) => each.flags);
  assert.deepEqual(await flags(at('2026-09-01T00:00:00Z', 60), at('2025-09-01T00:00:00Z', 100)), [
    ['shrunk'],
    [],
  ]);
  assert.deepEqual(await flags(at('2026-10-01T00:00:00Z', 80)), [['shrunk']]);
  assert.deepEqual(await flags(at('2026-10-02T00:00:00Z', 90)), [[]]);
});

test('holds nothing against a height that waits to be looked at', async () => {
  const at = (observedAt: string, heightCm: number) =>
    told({ treeNumber: 6, observedAt, heightCm });
  await record(at('2025-09-01T00:00:00Z', 5_000));
  const [after] = await record(at('2026-09-01T00:00:00Z', 80));
  assert.deepEqual(after?.flags, []);
});

test('writes each once when many tell the same at once, in any order', async () => {
  const all = Array.from({ length: 40 }, (_, index) => told({ treeNumber: 7 + (index % 4) }));
  const deliveries = [
    all,
    [...all].reverse(),
    all.slice(10),
    [...all.slice(20), ...all.slice(0, 20)],
  ];
  const outcomes = await Promise.all(deliveries.map((delivery) => record(...delivery)));
  const recorded = outcomes.flat().filter(({ outcome }) => outcome === 'recorded');
  assert.equal(recorded.length, 40);
  assert.equal(new Set(outcomes.flat().map(({ observationId }) => observationId)).size, 40);
});
